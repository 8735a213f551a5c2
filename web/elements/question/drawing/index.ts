export { checkAnswer, showLine } from "./check-answer.js";
export { drawQuestion } from "./draw-question.js";
export { questionStyles } from "./question-styles.js";
