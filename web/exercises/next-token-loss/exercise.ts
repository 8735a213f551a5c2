import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { booleans, edited, floats, ints, rounded } from "../../format/tensors.js";
import type { BoolTensor, FloatTensor, IntTensor } from "../../kernels/index.js";
import { likelyIds, logitLevels, unlikelyIds, withIgnored, withUnlikelyTokens } from "../shared/token-logits.js";

type Shape = readonly [B: number, L: number, V: number];
type Counts = (b: number, i: number) => boolean;

function maskOf([B, L]: Shape, counts: Counts): BoolTensor {
  const data = Uint8Array.from({ length: B * L }, (_, at) => Number(counts(Math.floor(at / L), at % L)));
  return { shape: [B, L], data };
}

/** The ids of each position as those of the next one: what they are likely or unlikely for. The first id is free. */
function asNext({ shape, data }: IntTensor): IntTensor {
  const L = shape[1] as number;
  return { shape, data: data.map((id, at) => (at % L === 0 ? id : (data[at - 1] as number))) };
}

const drawCase = (
  name: string,
  title: Text,
  logits: FloatTensor,
  ids: IntTensor,
  counts: Counts,
  sample = false,
): ExerciseCase => ({
  name,
  title,
  sample,
  inputs: { logits, ids, mask: maskOf(logits.shape as unknown as Shape, counts) },
});

const ordinary = (random: Random, name: string, title: Text, [B, L, V]: Shape, counts: Counts, sample = false) => {
  const logits = random.normal([B, L, V], 1.5);
  return drawCase(name, title, sample ? rounded(logits, 4) : logits, random.integers(V, [B, L]), counts, sample);
};

const all: Counts = () => true;

/** Every token of these ids is another one than its neighbours, and the model is sure of the next one: a loss near 0. */
function sureOfNext(random: Random, [B, L, V]: Shape, counts: Counts): ExerciseCase {
  const start = random.between(0, V - 1);
  const ids: IntTensor = {
    shape: [B, L],
    data: Int32Array.from({ length: B * L }, (_, at) => (start + 2 * (at % L) + Math.floor(at / L)) % V),
  };
  const logits = edited(random.normal([B, L, V]), (value, index) => {
    const [b, i, v] = index as [number, number, number];
    return v === (start + 2 * (i + 1) + b) % V ? value + 9 : value;
  });
  return drawCase("sure", { en: "The next token is nearly certain", zh: "下一个 token 几乎确定" }, logits, ids, counts);
}

export default {
  title: { en: "Loss of a language model", zh: "语言模型的损失" },
  track: "training",
  difficulty: "medium",
  minutes: 15,
  asked: 3,
  after: ["cross-entropy"],
  signature: {
    name: "next_token_loss",
    arguments: [
      {
        name: "logits",
        kind: "float",
        shape: ["B", "L", "V"],
        about: {
          en: "what the model says of the token after each position",
          zh: "模型对每个位置之后那个 token 的预测",
        },
      },
      {
        name: "ids",
        kind: "int",
        shape: ["B", "L"],
        about: { en: "the tokens that went into the model, 0 to V - 1", zh: "输入模型的 token，取 0 到 V - 1" },
      },
      {
        name: "mask",
        kind: "bool",
        shape: ["B", "L"],
        about: { en: "true where a token of `ids` counts as a target", zh: "true 表示 `ids` 中该 token 作为目标计入" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: [],
        about: { en: "mean loss of the targets that count", zh: "计入的各目标损失的平均值" },
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "one-sequence",
      { en: "Four tokens, all count", zh: "四个 token，全部计入" },
      [1, 4, 3],
      all,
      true,
    ),
    ordinary(
      random,
      "padding",
      { en: "The second sequence is shorter", zh: "第二个序列较短" },
      [2, 5, 4],
      (b, i) => b === 0 || i < 3,
      true,
    ),
    ordinary(
      random,
      "prompts",
      { en: "Prompts at the start and padding at the end do not count", zh: "开头的 prompt 和末尾的填充都不计入" },
      [3, 7, 11],
      (b, i) => i > b && i < 5 + b,
    ),
    ordinary(
      random,
      "gaps",
      { en: "A dialogue: only some stretches count", zh: "对话：只有若干段计入" },
      [2, 9, 6],
      (b, i) => (i + 2 * b) % 4 > 1,
    ),
    ordinary(
      random,
      "square",
      { en: "Sizes that agree", zh: "各维大小相同" },
      [5, 5, 5],
      (b, i) => i + b !== 4 && i !== b,
    ),
    ordinary(
      random,
      "no-target",
      {
        en: "A sequence without targets, one that starts with its only one",
        zh: "有的序列没有目标，有的只标了第一个 token",
      },
      [4, 6, 8],
      (b, i) => (b === 1 ? false : b === 2 ? i === 0 : i > b),
    ),
    ordinary(
      random,
      "two-tokens",
      { en: "Sequences of two tokens", zh: "只有两个 token 的序列" },
      [6, 2, 9],
      (b) => b !== 3,
    ),
    sureOfNext(random, [2, 6, 13], (b, i) => i !== 2 + b),
    drawCase(
      "unlikely-targets",
      { en: "Targets whose probability is practically zero", zh: "目标的概率几乎为零" },
      withUnlikelyTokens(random, [2, 5, 8]),
      asNext(unlikelyIds(random, [2, 5, 8])),
      (b, i) => b === 0 || i !== 2,
    ),
    drawCase(
      "logits-near-1000",
      { en: "Logits near 1000, near -1000, and both", zh: "logits 在 1000 附近、-1000 附近，或两者都有" },
      logitLevels(random, [3, 7, 10]),
      likelyIds(random, [3, 7, 10]),
      (b, i) => b !== 0 || i < 5,
    ),
  ],
  // The cross-entropy of all positions but the last with the ids of the next ones, where the mask shows those.
  expected: (kernels, inputs) => {
    const [logits, ids, mask] = [floats(inputs, "logits"), ints(inputs, "ids"), booleans(inputs, "mask")];
    const [B, L, V] = logits.shape as unknown as Shape;
    const targets = withIgnored(ids, (b, i) => mask.data[b * L + i] === 0);
    const { loss } = kernels.crossEntropy({
      logits: { shape: [B, L - 1, V], data: logits.data.filter((_, at) => Math.floor(at / V) % L < L - 1) },
      targets: { shape: [B, L - 1], data: targets.data.filter((_, at) => at % L > 0) },
    });
    return { out: { shape: [], data: loss.data } };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "4*B*L*V", kept: "B*L*V", at: { B: 1, L: 4096, V: 128256 } },
  pictures: [],
} satisfies Definition;
