import { mean, type Nd, squeeze } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import textClassifier from "../attention-text-classifier/mistakes.js";
import { knownOfLayers } from "../shared/known-of-layers.js";
import { type ClassifierInputs, classifier, everything, meanOfReal, onlyReal } from "../shared/wrong-classifier.js";
import { congruential, dropped, mersenneTwister, torchDropout } from "./dropout.js";

type Dropout = (tokens: Nd) => Nd;
type Pooling = (tokens: Nd, mask: Nd) => Nd;

/** As the programs to be mended drop units: with NumPy, with PyTorch, in JavaScript. */
const dropouts: readonly Dropout[] = [
  (tokens) => dropped(tokens, 0.5, mersenneTwister(42)),
  (tokens) => dropped(tokens, 0.5, torchDropout(42)),
  (tokens) => dropped(tokens, 0.5, congruential(42)),
];
const nothingDropped: Dropout = (tokens) => tokens;

/** With and without the mask in the attention, each with each of these poolings and dropouts. */
const combinations = (poolings: readonly Pooling[], drops: readonly Dropout[]) =>
  [(mask: Nd) => mask, everything].flatMap((hidden) =>
    poolings.flatMap((pool) =>
      drops.map((drop) => classifier({ hidden, pool: (tokens, mask) => pool(drop(tokens), mask) })),
    ),
  );

const everyToken: Pooling = (tokens) => tokens;
const poolings: readonly Pooling[] = [
  meanOfReal,
  (tokens) => squeeze(mean(tokens, 1), 1),
  // The sum over the real tokens, divided by L.
  (tokens, mask) => squeeze(mean(onlyReal(tokens, mask), 1), 1),
];

const mistakes: readonly Mistake<ClassifierInputs>[] = [
  {
    ...knownOfLayers("no-pooling"),
    explanation: {
      en: "There are logits for every token, (B, L, C), but a sentence gets one row of them, (B, C): take the mean over its real tokens before the last linear layer. Fix this bug first; the others will show afterwards.",
      zh: "每个 token 都得到了一组 logits，形状是 (B, L, C)；而一个句子只应有一行，(B, C)：在最后的线性层之前，对真实 token 求平均。先改这一处，其余的错误之后才看得清。",
    },
    ways: combinations([everyToken, onlyReal], [nothingDropped, ...dropouts]),
  },
  {
    code: "dropout-at-inference",
    title: { en: "Units are dropped at inference", zh: "推理时仍在做 dropout" },
    explanation: {
      en: "Half of the units are set to zero and the others doubled, although nothing is being trained. Dropout is for training only; a model that predicts uses every unit (in PyTorch: model.eval()). The fixed seed disguises it: the answers are wrong, but always in the same way. Padding may still be counted as well.",
      zh: "并不是在训练，却把一半的单元置零、其余加倍。dropout 只用于训练；预测时要用全部单元（PyTorch 中即 model.eval()）。固定的种子掩盖了问题：结果是错的，但每次都错得一样。另外，填充 token 可能也仍被算在内。",
    },
    ways: [
      ...combinations(poolings, dropouts),
      // Between the pooling and the last layer.
      ...dropouts.map((drop) => classifier({ pool: (tokens, mask) => drop(meanOfReal(tokens, mask)) })),
    ],
  },
  ...textClassifier.filter(({ code }) => code !== "no-pooling"),
];

export default mistakes;
