/** What people get wrong with the rows of a matrix of scores, beside their softmax. Mistakes are built of it. */
import { map, type Nd } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { firstEntryOnly, type RightWay } from "./wrong-outputs.js";

/** Scores beyond a limit are cut off, on both sides or above alone. */
export const clippings: readonly ((x: Nd) => Nd)[] = [20, 50, 80, 88, 100, 500, 700].flatMap(
  (limit): readonly ((x: Nd) => Nd)[] => [
    (x) => map(x, (score) => Math.min(Math.max(score, -limit), limit)),
    (x) => map(x, (score) => Math.min(score, limit)),
  ],
);

export const firstRowOnly = <Inputs>(right: RightWay<Inputs>): Mistake<Inputs> => ({
  ...firstEntryOnly(right),
  title: { en: "Only the first row is computed", zh: "只计算了第一行" },
  explanation: {
    en: "The first row is right. The others are missing, are zeros or copies of the first. Each row is computed from its own numbers.",
    zh: "第一行是对的，其余各行却缺失、为 0，或与第一行相同。每一行都要用自己的数来计算。",
  },
});
