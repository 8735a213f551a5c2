import { describe, expect, test } from "vitest";
import { operations } from "../../web/kernels/operations/index.js";
import { anyOperation, builds } from "./builds.js";
import { expectClose, expectSameFormula, tolerances } from "./closeness.js";
import { camelCase, type GoldenCase, goldenOperations, readGolden } from "./golden.js";

const isOperation = (name: string): name is keyof typeof operations => name in operations;
const rows = new Map(Object.entries(operations));
const valuesOf = (outputs: GoldenCase["outputs"]) =>
  Object.fromEntries(Object.entries(outputs).map(([name, { values }]) => [name, values]));
const requests = { returnWeights: true, returnLse: true, returnLosses: true };

test("every operation has golden vectors", () => {
  expect(goldenOperations.map(camelCase)).toEqual(expect.arrayContaining(Object.keys(operations)));
});

describe("the plain formulas agree with PyTorch", () => {
  for (const file of goldenOperations.filter((name) => isOperation(camelCase(name)))) {
    test.each(readGolden(file))(`${file}: $name`, ({ exactInputs, options, outputs }) => {
      expectSameFormula(camelCase(file), exactInputs, options, valuesOf(outputs));
    });
  }
});

describe.each(builds)("$build agrees with PyTorch", ({ kernels }) => {
  for (const [file, operation] of goldenOperations.map((name) => [name, camelCase(name)] as const)) {
    if (!isOperation(operation)) continue;
    const params = rows.get(operation)?.params ?? {};
    describe(operation, () => {
      test.each(readGolden(file))("$name", ({ inputs, options, outputs }) => {
        const wishes = Object.fromEntries(Object.entries(requests).filter(([name]) => name in params));
        const actual = anyOperation(kernels, operation)(inputs, { ...options, ...wishes });
        const allowed = tolerances(operation, inputs, options, valuesOf(outputs));
        for (const [name, { shape, values }] of Object.entries(outputs)) {
          expectClose(name, actual[name], shape, values, allowed[name] ?? 0);
        }
      });
    });
  }
});
