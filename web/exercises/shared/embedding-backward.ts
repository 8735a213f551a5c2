/** Ids, and the gradient of the table that they were looked up in, for the exercises on it. */
import type { ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import type { Argument } from "../../format/signature.js";
import { rounded } from "../../format/tensors.js";
import type { FloatTensor, IntTensor } from "../../kernels/index.js";

export const tableArguments: readonly Argument[] = [
  {
    name: "ids",
    kind: "int",
    shape: ["B", "L"],
    about: { en: "token ids, from 0 to vocab - 1; they repeat", zh: "token id，从 0 到 vocab - 1，会重复" },
  },
  {
    name: "dx",
    kind: "float",
    shape: ["B", "L", "D"],
    about: { en: "gradient of the vectors that were looked up", zh: "查表得到的各向量的梯度" },
  },
  { name: "vocab", kind: "number", about: { en: "number of rows of the table, V", zh: "词表大小，即表的行数 V" } },
];

export const sequences = (all: readonly (readonly number[])[]): IntTensor => ({
  shape: [all.length, all[0]?.length ?? 0],
  data: Int32Array.from(all.flat()),
});

export function tableCase(
  random: Random,
  name: string,
  title: Text,
  ids: IntTensor,
  { D, vocab }: { readonly D: number; readonly vocab: number },
  sample = false,
): ExerciseCase {
  const drawn = random.normal([...ids.shape, D]);
  return { name, title, sample, inputs: { ids, dx: sample ? rounded(drawn) : drawn, vocab } };
}

/** A plain sum over all places of an id, in float64. */
export function embeddingBackward(ids: IntTensor, dx: FloatTensor, vocab: number): FloatTensor {
  const D = dx.shape[2] as number;
  const sums = new Float64Array(vocab * D);
  ids.data.forEach((id, at) => {
    for (let feature = 0; feature < D; feature++) {
      const to = id * D + feature;
      sums[to] = (sums[to] as number) + (dx.data[at * D + feature] as number);
    }
  });
  return { shape: [vocab, D], data: Float32Array.from(sums) };
}
