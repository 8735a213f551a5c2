export {
  listQuestions,
  type OpenedQuestion,
  openQuestion,
  type QuestionWords,
  questionSlugs,
} from "./library.js";
export { type GivenAnswer, isAnswered, type Mark, markAnswer } from "./marking.js";
export { parseNumber, type ReadNumber } from "./parse-number.js";
export type {
  Choice,
  ChoiceQuestion,
  NumericQuestion,
  OpenQuestion,
  Question,
  QuestionHead,
  QuestionTopic,
  Source,
} from "./question.js";
export { questionTopics } from "./question.js";
