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
  Line,
  NumericQuestion,
  OpenQuestion,
  Question,
  QuestionHead,
  QuestionTopic,
  Source,
  WhiteboardQuestion,
} from "./question.js";
export { questionTopics } from "./question.js";
export { checkLine, type LineCheck, linesWritten } from "./whiteboard.js";
