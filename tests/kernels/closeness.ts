import { expect } from "vitest";
import type { FloatTensor, Tensor } from "../../web/kernels/index.js";
import { Arithmetic, type Named, orders, type Values } from "./arithmetic.js";
import { formulas } from "./plain.js";

/*
 * How near a float32 kernel must come to float64 values. The rule is FlashAttention's: at most twice the error that the plain
 * formula makes when it is evaluated in float32, here the largest over three orders of summation. In addition 4 units of
 * rounding of the largest value: the accuracy of vectorised elementary functions and of a last rounding, which the plain
 * formula, whose elementary functions are exact, may happen not to show.
 */

const UNIT_OF_ROUNDING = 2 ** -24;

/** Evaluates the formula of an operation in float64. */
export function exact(operation: string, inputs: Named<Tensor>, options: Named<unknown> = {}): Named<Values> {
  return evaluate(operation, new Arithmetic((x) => x, "forward"), inputs, options);
}

/** The tolerance of each output, measured on these inputs; `values` are its float64 values. */
export function tolerances(
  operation: string,
  inputs: Named<Tensor>,
  options: Named<unknown>,
  values: Named<Values>,
): Named<number> {
  const plain = orders.map((order) => evaluate(operation, new Arithmetic(Math.fround, order), inputs, options));
  const largest = (list: readonly number[]) =>
    list.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, value) : most), 0);
  return Object.fromEntries(
    Object.entries(values).map(([name, expected]) => {
      const errors = plain.flatMap((outputs) =>
        Array.from(outputs[name] ?? [], (value, i) => Math.abs(value - (expected[i] ?? Number.NaN))),
      );
      return [name, 2 * largest(errors) + 4 * UNIT_OF_ROUNDING * largest(Array.from(expected, Math.abs))];
    }),
  );
}

function evaluate(
  operation: string,
  arithmetic: Arithmetic,
  inputs: Named<Tensor>,
  options: Named<unknown>,
): Named<Values> {
  const formula = formulas[operation];
  if (!formula) throw new Error(`${operation} has no plain formula in plain.ts`);
  return formula(arithmetic, inputs, options);
}

/** Fails at the first value that is too far off, with its index. Infinities must agree; NaN agrees with nothing. */
export function expectClose(
  name: string,
  actual: FloatTensor | undefined,
  shape: readonly number[],
  expected: Values,
  tolerance: number,
): void {
  expect(actual?.shape, `shape of ${name}`).toEqual(shape);
  const data = actual?.data ?? new Float32Array();
  expect(data.length, `length of ${name}`).toBe(expected.length);
  const wrong = data.findIndex(
    (value, i) => !(value === expected[i] || Math.abs(value - (expected[i] ?? Number.NaN)) <= tolerance),
  );
  if (wrong < 0) return;
  const index = shape.map((size, axis) => Math.floor(wrong / shape.slice(axis + 1).reduce((a, b) => a * b, 1)) % size);
  expect.fail(`${name}[${index}] is ${data[wrong]}, expected ${expected[wrong]}, tolerance ${tolerance}`);
}

/**
 * The formulas are the right ones: in float64 they agree with a golden file, which prints 12 digits, or of a value that is a
 * float32 the fewest digits that name it.
 */
export function expectSameFormula(
  operation: string,
  inputs: Named<Tensor>,
  options: Named<unknown>,
  golden: Named<Values>,
): void {
  const own = exact(operation, inputs, options);
  for (const [name, expected] of Object.entries(golden)) {
    const wrong = Array.from(expected).findIndex((value, i) => {
      const actual = own[name]?.[i] ?? Number.NaN;
      return !(Math.fround(value) === actual || Math.abs(value - actual) <= 1e-10 * (1 + Math.abs(value)));
    });
    if (wrong >= 0)
      expect.fail(`the plain ${operation} gives ${name} ${own[name]?.[wrong]} at ${wrong}, PyTorch ${expected[wrong]}`);
  }
}

/** Calls are right when every output that the formula knows is near it. */
export function expectFormula(
  operation: string,
  actual: Named<FloatTensor>,
  inputs: Named<Tensor>,
  options: Named<unknown> = {},
): void {
  const expected = exact(operation, inputs, options);
  const allowed = tolerances(operation, inputs, options, expected);
  for (const [name, output] of Object.entries(actual)) {
    expectClose(`${operation}: ${name}`, output, output.shape, expected[name] ?? [], allowed[name] ?? 0);
  }
}
