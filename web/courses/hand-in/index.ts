export {
  type HandIn,
  HandInError,
  handInEnding,
  handInFileName,
  longestName,
  readHandIn,
  writeHandIn,
} from "./hand-in.js";
