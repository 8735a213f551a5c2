import { bindOutput, createRandom, dimensionsOf, SignatureError } from "../../format/index.js";
import type { Bench, DrawnCase, Finding, Rule } from "../rule.js";
import type { Subject } from "../subject.js";

const [fewest, most, fewestSamples] = [6, 10, 2];

/** Enough cases to tell mistakes apart, few enough to be judged at once; readable ones first, others for every seed. */
export const cases: Rule = {
  name: "cases",
  about: `There are ${fewest} to ${most} cases, samples among them, and another seed draws other numbers.`,
  check: async (subject) => {
    const drawn = subject.cases(createRandom(1));
    const samples = drawn.filter(({ sample }) => sample).length;
    const names = drawn.map(({ name }) => name);
    const twice = names.filter((name, i) => names.indexOf(name) < i);
    const unlike = names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name));
    const same = (seed: number) =>
      JSON.stringify(subject.cases(createRandom(seed)), plain) === JSON.stringify(drawn, plain);
    return [
      ...when(drawn.length < fewest || drawn.length > most, {
        problem: `number ${drawn.length}`,
        mend: `give ${fewest} to ${most}: ordinary shapes, edge cases, large numbers`,
      }),
      ...when(samples < fewestSamples || !drawn[0]?.sample, {
        problem: `have ${samples} samples${drawn[0]?.sample ? "" : ", and the first is none"}`,
        mend: `mark the first and at least one more as samples, small enough to read`,
      }),
      ...when(twice.length > 0, { problem: `share the name ${twice[0]}`, mend: "name them differently" }),
      ...when(unlike.length > 0, { problem: `have the name ${unlike[0]}`, mend: "use lower case with hyphens" }),
      ...when(!same(1), { problem: "differ for the same seed", mend: "draw with the given random alone" }),
      ...when(!subject.isWritten && same(2), {
        problem: "are the same for every seed",
        mend: "draw the inputs, so that answers cannot be written down",
      }),
    ];
  },
};

const plain = (_: string, value: unknown) => (ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value);

const when = (condition: boolean, finding: Omit<Finding, "where">): readonly Finding[] =>
  condition ? [{ where: "cases", ...finding }] : [];

/** Inputs and outputs are what the signature says. */
export const shapes: Rule = {
  name: "shapes",
  about: "Cases and expected outputs have the signature's shapes, and every number is finite.",
  check: async (subject, bench) => {
    const found = await Promise.all(bench.seeds.map((seed) => misshapen(subject, bench, seed)));
    return found.find((findings) => findings.length > 0) ?? [];
  },
};

async function misshapen({ signature }: Subject, { draw }: Bench, seed: number): Promise<readonly Finding[]> {
  const names = signature.arguments.map(({ name }) => name);
  return (await draw(seed)).flatMap((drawn: DrawnCase): readonly Finding[] => {
    const where = `case ${drawn.name}, seed ${seed}`;
    if (`${Object.keys(drawn.inputs)}` !== `${names}`)
      return [
        { where, problem: `has the inputs ${Object.keys(drawn.inputs).join(", ")}`, mend: `give ${names.join(", ")}` },
      ];
    try {
      const sizes = dimensionsOf(signature, drawn.inputs);
      bindOutput(sizes, "out", signature.out, drawn.expected.out);
      if (!signature.weights) return [];
      if (!drawn.expected.weights)
        return [{ where, problem: "expects no weights", mend: "give them, or leave them out of the signature" }];
      bindOutput(sizes, "weights", signature.weights, drawn.expected.weights);
      return [];
    } catch (error) {
      if (!(error instanceof SignatureError)) throw error;
      return [{ where, problem: error.message, mend: "mend the case, its expected output or the signature" }];
    }
  });
}
