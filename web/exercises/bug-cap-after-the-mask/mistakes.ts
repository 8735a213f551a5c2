export { softcappedMistakes as default } from "../shared/wrong-softcapped.js";
