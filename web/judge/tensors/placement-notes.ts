import type { Exercise, Text } from "../../format/index.js";
import type { PlacedBy, Placement } from "../../runtimes/index.js";
import type { Ran } from "../run-program.js";
import { moduleOf } from "./tensor-program.js";

/** What of the learner's module was taken for what, where it is not called as in the starter. */
export function placementNotes({ outcome, program }: Ran, exercise: Exercise): readonly Text[] {
  const placement = outcome.tensors?.placement;
  if (!placement) return [];
  const form = moduleOf(exercise);
  const inputs = Object.values(form.parameters);
  const named = (by: readonly PlacedBy[]) => pairs(placement, inputs, by);
  const [renamed, ordered] = [named(["other-name", "part"]), named(["order"])];
  const transposed = program.tensors?.module.transposed === true;
  return [
    ...(placement.className === form.name ? [] : [otherClass(placement.className, form.name)]),
    ...(renamed === "" ? [] : [byNames(renamed)]),
    ...(ordered === "" ? [] : [byOrder(ordered)]),
    ...(placement.unsure ? [transposed ? columnsFirst : rowsFirst] : []),
  ];
}

/** `W_q → wq`; a layer by its own name, `query → wq bq`; and those of all heads together, `heads.*.query → wq bq`. */
function pairs({ placed }: Placement, inputs: readonly string[], by: readonly PlacedBy[]): string {
  const found = new Map<string, Set<string>>();
  const targets = new Set(placed.map(({ found, parameter }) => `${found} ${parameter}`));
  for (const { found: name, parameter, by: way } of placed) {
    if (!by.includes(way)) continue;
    const isOfHeads = [...targets].filter((one) => one.endsWith(` ${parameter}`)).length > 1;
    const layer = name.replace(/\.(?:weight|bias)$/, "");
    const shown = isOfHeads ? layer.replace(/\.\d+\b/g, ".*") : layer;
    const taken = found.get(shown) ?? new Set<string>();
    found.set(shown, taken.add((inputs[parameter] as string).split(".").at(-1) as string));
  }
  return Array.from(found, ([name, taken]) => `${name} → ${[...taken].join(" ")}`).join(", ");
}

const otherClass = (found: string, wanted: string): Text => ({
  en: `The class ${found} was taken for ${wanted}.`,
  zh: `类 ${found} 被当作 ${wanted}。`,
});

const byNames = (listed: string): Text => ({
  en: `Your parameters were taken by their names: ${listed}.`,
  zh: `按名称对应参数：${listed}。`,
});

const byOrder = (listed: string): Text => ({
  en: `No name says what these are, so they were taken in the order in which you define them: ${listed}.`,
  zh: `这些参数从名称看不出用途，按定义顺序对应：${listed}。`,
});

const rowsFirst: Text = {
  en: "Weights that belong to no layer were filled as (out, in), for x @ W.T.",
  zh: "不属于任何层的权重按 (out, in) 填入，对应 x @ W.T。",
};

const columnsFirst: Text = {
  en: "Weights that belong to no layer were filled as (in, out), for x @ W.",
  zh: "不属于任何层的权重按 (in, out) 填入，对应 x @ W。",
};
