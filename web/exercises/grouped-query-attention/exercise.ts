import type { Definition } from "../../format/exercise.js";
import { groupedQueryAttention } from "../shared/grouped-query-attention.js";

export default {
  title: { en: "Grouped-query attention", zh: "分组查询注意力（GQA）" },
  track: "core",
  difficulty: "medium",
  minutes: 20,
  asked: 3,
  after: ["multi-head-attention"],
  ...groupedQueryAttention,
  cost: {
    operations: "4*B*H*L*S*d",
    kept: "B*H*L*S",
    at: { B: 1, H: 32, G: 8, L: 4096, S: 4096, d: 128 },
  },
} satisfies Definition;
