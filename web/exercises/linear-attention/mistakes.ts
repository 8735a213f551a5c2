import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import {
  attendLinearly,
  knownOfStates,
  type LinearInputs,
  linearMistakes,
  notReset,
} from "../shared/wrong-linear-attention.js";

const way = composed(attendLinearly(() => true));

const mistakes: readonly Mistake<LinearInputs>[] = [
  ...linearMistakes(way, way({})),
  { ...knownOfStates("state-not-reset"), ways: notReset.map(way) },
  {
    ...known("unasked-causal-mask"),
    explanation: {
      en: "Each query sees only the keys up to its own position: the state was read while it was still being summed. This task is not causal. Sum over all keys first, then let every query read the state.",
      zh: "每个 query 只看到了自己位置及之前的 key：状态还在累加时就被读取了。本题不是因果的，应先对所有 key 求和，再让每个 query 读取状态。",
    },
    ways: [way({ sees: (i, j) => j <= i }), way({ sees: (i, j, L, S) => j <= i + S - L })],
  },
];

export default mistakes;
