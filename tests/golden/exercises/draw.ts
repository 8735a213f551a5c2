/** The cases of every exercise and its solutions in PyTorch, for `answer.py`: what `draw.mjs` writes. */
import { isTensor } from "../../../web/arrays/index.js";
import { openExercise, slugs } from "../../../web/exercises/index.js";
import { createRandom, type Input } from "../../../web/format/index.js";
import { tensorProgramOf } from "../../../web/judge/tensors/tensor-program.js";
import type { Tensor } from "../../../web/kernels/index.js";

/** The seed whose cases are answered. */
export const seed = 1;

/** As `answer.py` reads them: little-endian bytes in base64, floats and ids of four bytes, truth values of one. */
const written = ({ shape, data }: Tensor) => ({
  kind: data instanceof Float32Array ? "float" : data instanceof Int32Array ? "int" : "bool",
  shape,
  data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64"),
});

const writtenInput = (input: Input): unknown => {
  if (typeof input !== "object") return input;
  if (isTensor(input)) return written(input);
  return Object.fromEntries(Object.entries(input).map(([name, entry]) => [name, written(entry)]));
};

export const drawn = () =>
  Promise.all(
    slugs.map(async (slug) => {
      const exercise = await openExercise(slug);
      const cases = exercise.cases(createRandom(seed));
      const withoutAnswers = cases.map((one) => ({ ...one, shown: {}, expected: {} }));
      return {
        slug,
        function: exercise.function,
        source: await exercise.solution("pytorch"),
        outputs: exercise.signature.outputs.map(({ name, optional = false }) => ({ name, optional })),
        module: tensorProgramOf(exercise, withoutAnswers, false).module,
        cases: cases.map(({ name, inputs }) => ({ name, inputs: Object.values(inputs).map(writtenInput) })),
      };
    }),
  );
