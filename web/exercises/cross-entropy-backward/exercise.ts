import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, ints, rounded } from "../../format/tensors.js";
import type { FloatTensor, IntTensor } from "../../kernels/index.js";
import { finishedBackward } from "../shared/finished.js";
import { logitLevels, unlikelyIds, withIgnored, withUnlikelyTokens } from "../shared/token-logits.js";

type Shape = readonly [B: number, L: number, V: number];
type Ignored = (b: number, i: number) => boolean;
const none: Ignored = () => false;

const drawCase = (
  name: string,
  title: Text,
  logits: FloatTensor,
  targets: IntTensor,
  isIgnored: Ignored,
): ExerciseCase => ({ name, title, sample: false, inputs: { logits, targets: withIgnored(targets, isIgnored) } });

const ordinary = (random: Random, name: string, title: Text, [B, L, V]: Shape, isIgnored: Ignored): ExerciseCase =>
  drawCase(name, title, random.normal([B, L, V]), random.integers(V, [B, L]), isIgnored);

const sample = (random: Random, name: string, title: Text, [B, L, V]: Shape, isIgnored: Ignored): ExerciseCase => ({
  ...drawCase(name, title, rounded(random.normal([B, L, V]), 4), random.integers(V, [B, L]), isIgnored),
  sample: true,
});

export default {
  title: { en: "Cross-entropy, backward", zh: "交叉熵反向传播" },
  track: "backward",
  difficulty: "easy",
  minutes: 15,
  asked: 3,
  after: ["cross-entropy", "softmax-backward"],
  signature: {
    name: "cross_entropy_backward",
    arguments: [
      {
        name: "logits",
        kind: "float",
        shape: ["B", "L", "V"],
        about: {
          en: "a score for each token of the vocabulary, at each position",
          zh: "每个位置上词表中各 token 的分数",
        },
      },
      {
        name: "targets",
        kind: "int",
        shape: ["B", "L"],
        about: {
          en: "the right token at each position, 0 to V - 1; -100 where none counts",
          zh: "每个位置的正确 token，取 0 到 V - 1；-100 表示该位置不计入",
        },
      },
    ],
    outputs: [
      {
        name: "dlogits",
        kind: "float",
        shape: ["B", "L", "V"],
        about: { en: "gradient of the mean loss with respect to the logits", zh: "平均损失对 logits 的梯度" },
      },
    ],
  },
  cases: (random) => [
    sample(random, "one-sequence", { en: "Three positions, four tokens", zh: "三个位置，四个 token" }, [1, 3, 4], none),
    sample(
      random,
      "some-ignored",
      { en: "A batch of two; some targets are -100", zh: "batch 为 2，部分目标为 -100" },
      [2, 4, 3],
      (b, i) => b === 0 && i > 1,
    ),
    ordinary(
      random,
      "prompts-ignored",
      { en: "Prompts of different lengths do not count", zh: "长度不同的 prompt 部分不计入" },
      [3, 5, 11],
      (b, i) => i <= b,
    ),
    ordinary(random, "square", { en: "Sizes that agree", zh: "各维大小相同" }, [4, 4, 4], (b, i) => b + i === 4),
    ordinary(random, "one-position", { en: "A single position", zh: "只有一个位置" }, [5, 1, 7], (b) => b === 2),
    ordinary(random, "one-token", { en: "A vocabulary of one token", zh: "词表只有一个 token" }, [2, 6, 1], none),
    ordinary(
      random,
      "many-tokens",
      { en: "A vocabulary of 130", zh: "词表大小为 130" },
      [2, 3, 130],
      (b, i) => b === 1 && i === 2,
    ),
    drawCase(
      "sequence-ignored",
      { en: "A whole sequence does not count; logits near -1000", zh: "有一个序列完全不计入；logits 在 -1000 附近" },
      edited(rounded(random.normal([3, 4, 6])), (value) => value - 1000),
      random.integers(6, [3, 4]),
      (b, i) => b === 1 || (b === 2 && i === 0),
    ),
    drawCase(
      "unlikely-targets",
      { en: "Targets whose probability is practically zero", zh: "目标的概率几乎为零" },
      withUnlikelyTokens(random, [2, 5, 8]),
      unlikelyIds(random, [2, 5, 8]),
      (b, i) => b === 1 && i === 2,
    ),
    drawCase(
      "logits-near-1000",
      { en: "Logits near 1000, near -1000, and both", zh: "logits 在 1000 附近、-1000 附近，或两者都有" },
      logitLevels(random, [3, 6, 10]),
      random.integers(10, [3, 6]),
      (b, i) => b === 0 && i > 3,
    ),
  ],
  expected: (kernels, inputs) =>
    kernels.crossEntropyBackward({ logits: floats(inputs, "logits"), targets: ints(inputs, "targets") }),
  tolerance: { absolute: 1e-5, relative: 1e-4 },
  cost: { operations: "5*B*L*V", at: { B: 1, L: 4096, V: 128256 } },
  finished: [...finishedBackward, "torch.nn.functional.cross_entropy", "torch.nn.CrossEntropyLoss"],
  differentiable: false,
  pictures: [
    {
      of: "dlogits",
      title: { en: "Gradient of the logits", zh: "对 logits 的梯度" },
      rows: { en: "position", zh: "位置" },
      columns: { en: "token", zh: "token" },
    },
  ],
} satisfies Definition;
