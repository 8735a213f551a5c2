export { nucleusMistakes as default } from "../shared/wrong-nucleus.js";
