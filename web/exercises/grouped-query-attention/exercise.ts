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
} satisfies Definition;
