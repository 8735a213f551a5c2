import { describe, expect, test } from "vitest";
import type { OperationName } from "../../web/kernels/index.js";
import type { Row } from "../../web/kernels/operation.js";
import { operations, trainingOperations } from "../../web/kernels/operations/index.js";
import { anyOperation, builds, trainingBuilds } from "./builds.js";
import { expectClose, expectSameFormula, tolerances } from "./closeness.js";
import { camelCase, type GoldenCase, goldenOperations, readGolden } from "./golden.js";

const rows: ReadonlyMap<string, Row> = new Map(Object.entries({ ...operations, ...trainingOperations }));
const isOperation = (name: string): name is OperationName => rows.has(name);
const valuesOf = (outputs: GoldenCase["outputs"]) =>
  Object.fromEntries(Object.entries(outputs).map(([name, { values }]) => [name, values]));
const requests = {
  ...{ returnWeights: true, returnLse: true, returnLosses: true, returnBiasGradients: true },
  returnState: true,
};

test("every operation has golden vectors", () => {
  expect(goldenOperations.map(camelCase)).toEqual(expect.arrayContaining([...rows.keys()]));
});

describe("the plain formulas agree with PyTorch", () => {
  for (const file of goldenOperations.filter((name) => isOperation(camelCase(name)))) {
    test.each(readGolden(file))(`${file}: $name`, ({ exactInputs, options, outputs }) => {
      expectSameFormula(camelCase(file), exactInputs, options, valuesOf(outputs));
    });
  }
});

describe.each(trainingBuilds)("$build agrees with PyTorch", ({ build, kernels: training }) => {
  const kernels = builds.find((other) => other.build === build)?.kernels;
  for (const [file, operation] of goldenOperations.map((name) => [name, camelCase(name)] as const)) {
    if (!isOperation(operation)) continue;
    const params = rows.get(operation)?.params ?? {};
    const call = anyOperation(kernels && operation in kernels ? kernels : training, operation);
    describe(operation, () => {
      test.each(readGolden(file))("$name", ({ inputs, options, outputs }) => {
        const wishes = Object.fromEntries(Object.entries(requests).filter(([name]) => name in params));
        const actual = call(inputs, { ...options, ...wishes });
        const allowed = tolerances(operation, inputs, options, valuesOf(outputs));
        for (const [name, { shape, values }] of Object.entries(outputs)) {
          expectClose(name, actual[name], shape, values, allowed[name] ?? 0);
        }
      });
    });
  }
});
