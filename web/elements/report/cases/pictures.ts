import { count, isTensor, sameShape } from "../../../arrays/index.js";
import type { Labels, Picture } from "../../../format/index.js";
import type { CaseReport, ReportTensor } from "../../../judge/index.js";
import type { Scale } from "../../heatmap/heatmap-scale.js";

/** One heat map of a case: what to draw, before any words. */
export interface Drawing {
  readonly picture: Picture;
  readonly shows: "expected" | "actual" | "difference";
  readonly tensor: ReportTensor;
  readonly scale: Scale;
  readonly range: readonly [number, number];
  readonly mask?: readonly number[];
  readonly labels?: Labels;
}

function largest(tensors: readonly ReportTensor[]): number {
  let size = 0;
  for (const { data } of tensors)
    for (const value of data) if (Number.isFinite(value)) size = Math.max(size, Math.abs(value));
  return size;
}

/** What of a case is drawn. */
export type PicturedCase = Pick<CaseReport, "verdict" | "inputs" | "outputs" | "labels">;

/** Everything there is to draw of a case: expected, actual, and their difference where the values differ. */
export function drawings(pictures: readonly Picture[], report: PicturedCase): readonly Drawing[] {
  return pictures.flatMap((picture) => {
    const { expected, actual } = report.outputs.find(({ name }) => name === picture.of) ?? {};
    if (!expected || count(expected.shape) < 2) return [];
    const labels = report.labels?.[picture.of];
    const hiding = picture.mask === undefined ? undefined : report.inputs[picture.mask];
    const mask = hiding !== undefined && isTensor(hiding) ? hiding.data : undefined;
    const partner = actual && sameShape(actual.shape, expected.shape) ? actual : undefined;
    const both = partner ? [expected, partner] : [expected];
    const scale: Scale = both.some(({ data }) => data.some((value) => value < 0)) ? "diverging" : "sequential";
    const size = largest(both);
    const shared = { picture, ...(labels && { labels }), ...(mask && { mask }) };
    const range = [scale === "diverging" ? -size : 0, size] as const;
    const drawn: Drawing[] = [{ ...shared, shows: "expected", tensor: expected, scale, range }];
    if (!partner || report.verdict === "accepted") return drawn;
    const difference = {
      shape: expected.shape,
      data: partner.data.map((value, at) => value - (expected.data[at] as number)),
    };
    const most = largest([difference]);
    drawn.push(
      { ...shared, shows: "actual", tensor: partner, scale, range },
      { ...shared, shows: "difference", tensor: difference, scale: "diverging", range: [-most, most] },
    );
    return drawn;
  });
}
