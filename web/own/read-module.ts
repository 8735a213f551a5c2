import type { ModuleForm } from "../format/module-form.js";
import type { Signature } from "../format/signature.js";
import { dictionary, fields, type Given, invalid, list, name, text } from "./given.js";
import { ownLimits } from "./own-exercise.js";

const pythonName = /^[A-Za-z_]\w{0,59}$/;
/** `query.weight` */
const dotted = /^[A-Za-z_]\w{0,59}(\.\w{1,60}){0,5}$/;

/** The class that learners of PyTorch may write. Everything in it must be in the signature. */
export function readModule(given: Given, signature: Signature): ModuleForm {
  const parts = fields(given, ["name", "init", "parameters", "forward"]);
  const inputs = inputsOf(signature);
  const known = (part: Given, names: readonly string[]) => {
    const value = text(part, 130, `one of ${names.join(", ")}`);
    return names.includes(value) ? value : invalid(part, `is "${value}": give one of ${names.join(", ")}.`);
  };
  const table = (part: Given, pattern: RegExp, names: readonly string[]) =>
    Object.fromEntries(
      dictionary(part, pattern, ownLimits.arguments * 4).map(([key, one]) => [key, known(one, names)]),
    );
  return {
    name: name(parts.name, pythonName, 'the name of a class, such as "SelfAttention"'),
    init: table(parts.init, pythonName, inputs.sizes),
    parameters: table(parts.parameters, dotted, inputs.floats),
    forward: list(parts.forward, ownLimits.arguments, 1).map((one) => known(one, inputs.arguments)),
  };
}

function inputsOf({ arguments: all }: Signature) {
  const shapes = all.flatMap((argument) => {
    if (argument.kind === "params") return Object.values(argument.entries).map(({ shape }) => shape);
    return "shape" in argument ? [argument.shape] : [];
  });
  const numbers = all.filter(({ kind }) => kind === "number").map((argument) => argument.name);
  return {
    arguments: all.map((argument) => argument.name),
    sizes: [...new Set([...shapes.flat().filter((size) => pythonName.test(size)), ...numbers])],
    floats: all.flatMap((argument) => {
      if (argument.kind === "params") return Object.keys(argument.entries).map((entry) => `${argument.name}.${entry}`);
      return argument.kind === "float" ? [argument.name] : [];
    }),
  };
}
