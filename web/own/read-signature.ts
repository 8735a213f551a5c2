import type { Argument, Output, Signature } from "../format/signature.js";
import { boolean, dictionary, fields, type Given, invalid, list, name, oneOf, optional } from "./given.js";
import { ownLimits } from "./own-exercise.js";
import { readLabel } from "./read-text.js";

const snakeCase = /^[a-z][a-z0-9_]*$/;
const entryName = /^[a-z]\w*$/i;
/** A name or a number, and sums and products of them: `L`, `3`, `past+T`, `G*d`. */
const dimension = /^(?:[a-zA-Z]\w*|[1-9]\d{0,3})(?:[+*](?:[a-zA-Z]\w*|[1-9]\d{0,3})){0,4}$/;
const nameExample = 'a name in snake_case, such as "num_heads"';

export function readSignature(given: Given): Signature {
  const { value } = given;
  if (typeof value === "object" && value !== null && Object.hasOwn(value, "out"))
    invalid(
      { path: `${given.path}.out`, value: undefined },
      'is how version 1 wrote the result: give outputs, a list such as [{ "name": "out", "shape": ["n"], "about": "..." }].',
    );
  const parts = fields(given, ["name", "arguments", "outputs"]);
  return {
    name: name(parts.name, snakeCase, 'the function\'s name in snake_case, such as "softmax"'),
    arguments: unlike(parts.arguments, list(parts.arguments, ownLimits.arguments, 1).map(readArgument)),
    outputs: readOutputs(parts.outputs),
  };
}

function unlike<T extends { readonly name: string }>({ path }: Given, named: readonly T[]): readonly T[] {
  const twice = named.findIndex(({ name }, i) => named.findIndex((other) => other.name === name) < i);
  return twice < 0
    ? named
    : invalid({ path: `${path}[${twice}].name`, value: undefined }, `is "${named[twice]?.name}" a second time.`);
}

const kinds = ["float", "int", "bool", "number", "boolean", "params"] as const;

function readArgument(given: Given): Argument {
  const parts = fields(given, ["name", "kind", "shape", "entries", "nonFinite", "about"]);
  const kind = oneOf(parts.kind, kinds);
  const [own, about] = [name(parts.name, snakeCase, nameExample), readLabel(parts.about)];
  const without = (...unused: readonly ("shape" | "entries" | "nonFinite")[]) => {
    const found = unused.find((part) => parts[part].value !== undefined);
    if (found) invalid(parts[found], `is given, but an argument of kind "${kind}" has none.`);
  };
  switch (kind) {
    case "number":
    case "boolean":
      without("shape", "entries", "nonFinite");
      return { name: own, kind, about };
    case "params": {
      without("shape", "nonFinite");
      const entries = dictionary(parts.entries, entryName, 32).map(([key, entry]) => {
        const { shape, about } = fields(entry, ["shape", "about"]);
        return [key, { shape: readShape(shape), about: readLabel(about) }] as const;
      });
      return { name: own, kind, entries: Object.fromEntries(entries), about };
    }
    case "float":
    case "int":
    case "bool":
      without("entries");
      return { name: own, kind, shape: readShape(parts.shape), about, ...readNonFinite(parts.nonFinite) };
    default:
      return kind satisfies never;
  }
}

function readOutputs(given: Given): readonly Output[] {
  const outputs = unlike(given, list(given, ownLimits.outputs, 1).map(readOutput));
  const late = outputs.findIndex(({ optional }, i) => !optional && outputs[i - 1]?.optional);
  if (late >= 0)
    invalid(
      { path: `${given.path}[${late}]`, value: undefined },
      "is required: put it before those that are optional.",
    );
  if (outputs[0]?.optional)
    invalid({ path: `${given.path}[0].optional`, value: true }, "is true: the first output is always required.");
  return outputs;
}

function readOutput(given: Given): Output {
  const parts = fields(given, ["name", "kind", "shape", "about", "optional", "nonFinite"]);
  return {
    name: name(parts.name, snakeCase, 'a name in snake_case, such as "out"'),
    kind: optional(parts.kind, (kind) => oneOf(kind, ["float", "int", "bool"] as const), "float"),
    shape: readShape(parts.shape),
    about: readLabel(parts.about),
    ...(optional(parts.optional, boolean, false) && { optional: true }),
    ...readNonFinite(parts.nonFinite),
  };
}

const readNonFinite = (given: Given) => (optional(given, boolean, false) ? { nonFinite: true } : {});

const readShape = (given: Given): readonly string[] =>
  list(given, ownLimits.rank).map((size) => name(size, dimension, 'a dimension\'s name, such as "L"'));
