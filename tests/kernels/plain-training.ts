import { at0, type Formula, get } from "./arithmetic.js";

/* What only training needs. */

const add: Formula = ({ round }, inputs) => {
  const [a, b] = [get(inputs, "a"), get(inputs, "b")];
  return { sum: Array.from(a.data, (value, i) => round(value + at0(b.data, i))) };
};

export const trainingFormulas = { add };
