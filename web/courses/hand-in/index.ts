export { type HandIn, HandInError, handInEnding, handInFileName, readHandIn, writeHandIn } from "./hand-in.js";
