import type { Definition } from "../../format/exercise.js";
import { softcappedAttention } from "../shared/softcapped-attention.js";

export default {
  title: { en: "Attention with soft-capped scores", zh: "分数软截断的注意力" },
  track: "core",
  difficulty: "easy",
  minutes: 12,
  asked: 2,
  after: ["masked-attention"],
  ...softcappedAttention,
  cost: {
    operations: "2*B*H*L*L*d+2*B*H*L*d",
    kept: "B*H*L*L",
    at: { B: 1, H: 16, L: 8192, d: 256 },
  },
} satisfies Definition;
