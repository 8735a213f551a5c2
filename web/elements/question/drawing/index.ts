export { checkAnswer, showLine } from "./check-answer.js";
export { drawQuestion } from "./draw-question.js";
