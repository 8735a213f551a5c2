import { bindOutputs, createRandom, type Exercise, SignatureError } from "../../format/index.js";
import type { Bench } from "../bench.js";
import type { Finding, Rule } from "../rule.js";

const [fewest, most, fewestSamples] = [6, 10, 2];

/** Enough cases to tell mistakes apart, few enough to be judged at once; readable ones first, others for every seed. */
export const cases: Rule = {
  name: "cases",
  about: `There are ${fewest} to ${most} cases, samples among them, and another seed draws other numbers.`,
  check: async (exercise) => {
    const drawn = exercise.cases(createRandom(1));
    const samples = drawn.filter(({ sample }) => sample).length;
    const names = drawn.map(({ name }) => name);
    const twice = names.filter((name, i) => names.indexOf(name) < i);
    const unlike = names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name));
    const same = (seed: number) =>
      JSON.stringify(exercise.cases(createRandom(seed)), plain) === JSON.stringify(drawn, plain);
    return [
      ...when(drawn.length < fewest || drawn.length > most, {
        problem: `number ${drawn.length}`,
        fix: `give ${fewest} to ${most}: ordinary shapes, edge cases, large numbers`,
      }),
      ...when(samples < fewestSamples || !drawn[0]?.sample, {
        problem: `have ${samples} samples${drawn[0]?.sample ? "" : ", and the first is none"}`,
        fix: `mark the first and at least one more as samples, small enough to read`,
      }),
      ...when(twice.length > 0, { problem: `share the name ${twice[0]}`, fix: "name them differently" }),
      ...when(unlike.length > 0, { problem: `have the name ${unlike[0]}`, fix: "use lower case with hyphens" }),
      ...when(!same(1), { problem: "differ for the same seed", fix: "draw with the given random alone" }),
      ...when(!exercise.written && same(2), {
        problem: "are the same for every seed",
        fix: "draw the inputs, so that answers cannot be written down",
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
  about:
    "Cases and expected outputs have the signature's shapes, and every number is finite where it does not say otherwise.",
  check: async (exercise, bench) => {
    const found = await Promise.all(bench.seeds.map((seed) => misshapen(exercise, bench, seed)));
    return found.find((findings) => findings.length > 0) ?? [];
  },
};

async function misshapen({ own, signature }: Exercise, { draw }: Bench, seed: number): Promise<readonly Finding[]> {
  const names = signature.arguments.map(({ name }) => name);
  return (await draw(seed)).flatMap((drawn): readonly Finding[] => {
    const where = `case ${drawn.name}, seed ${seed}`;
    if (`${Object.keys(drawn.inputs)}` !== `${names}`)
      return [
        { where, problem: `has the inputs ${Object.keys(drawn.inputs).join(", ")}`, fix: `give ${names.join(", ")}` },
      ];
    try {
      bindOutputs(signature, drawn.inputs, drawn.expected);
      // What is optional for a learner is expected all the same: else nobody would check it.
      const missing = signature.outputs.find(({ name }) => !own && !drawn.expected[name]);
      if (!missing) return [];
      return [
        {
          where,
          problem: `expects no ${missing.name}`,
          fix: "give the output, or leave it out of the signature",
        },
      ];
    } catch (error) {
      if (!(error instanceof SignatureError)) throw error;
      return [{ where, problem: error.message, fix: "fix the case, its expected output or the signature" }];
    }
  });
}
