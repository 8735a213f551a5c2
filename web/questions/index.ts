export type { QuestionSummary } from "./library.js";
export { listQuestions, loadAnswerText, loadQuestion, loadQuestionText, questionSlugs } from "./library.js";
export { type GivenAnswer, isAnswered, type Mark, markAnswer } from "./marking.js";
export { parseNumber, type ReadNumber } from "./parse-number.js";
export type {
  Choice,
  ChoiceQuestion,
  NumericQuestion,
  OpenQuestion,
  Question,
  QuestionTopic,
  Source,
} from "./question.js";
