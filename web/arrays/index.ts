export { count, indexAt, isTensor, offset, type PlainArray, sameShape } from "./arrays.js";
