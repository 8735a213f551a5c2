import { css, unsafeCSS } from "lit";

/** One hue from paper to ink for weights; blue against orange, told apart by the colour-blind too, for signed values. */
export type Scale = "sequential" | "diverging";

/** Colours are steps with a class each, because the content security policy forbids style attributes. */
export const steps = 48;

/** The class of a value's step. `low` and `high` are the ends of the scale. */
export function stepClass(value: number, low: number, high: number, scale: Scale): string {
  if (!Number.isFinite(value)) return value > 0 ? "infinite high" : value < 0 ? "infinite low" : "nan";
  const part = high > low ? (value - low) / (high - low) : scale === "sequential" ? (value > 0 ? 1 : 0) : 0.5;
  return `${scale === "sequential" ? "s" : "d"}${Math.round(Math.min(1, Math.max(0, part)) * steps)}`;
}

function mixed(stops: readonly string[], part: number): string {
  const position = part * (stops.length - 1);
  const index = Math.min(stops.length - 2, Math.floor(position));
  const percent = Math.round((position - index) * 1000) / 10;
  return `color-mix(in oklab, ${stops[index + 1]} ${percent}%, ${stops[index]})`;
}

const ramps: Readonly<Record<Scale, readonly string[]>> = {
  sequential: ["var(--map-0)", "var(--map-1)", "var(--map-2)", "var(--map-3)"],
  diverging: ["var(--map-low-2)", "var(--map-low-1)", "var(--map-middle)", "var(--map-high-1)", "var(--map-high-2)"],
};

const rules = (Object.keys(ramps) as Scale[]).flatMap((scale) =>
  Array.from(
    { length: steps + 1 },
    (_, step) => `.${scale[0]}${step}{background-color:${mixed(ramps[scale], step / steps)}}`,
  ),
);

/** Where on a ramp the ink on it turns: from dark to light by day, from light to dark by night, as contrast asks. */
const turns: Readonly<Record<Scale, { readonly day: readonly number[]; readonly night: readonly number[] }>> = {
  sequential: { day: [0, 35], night: [0, 26] },
  diverging: { day: [5, 41], night: [13, 38] },
};

/** Whether the ink on a step is that of the ends of the ramp. */
const isOuter = (step: number, [low = 0, high = 0]: readonly number[]) => step < low || step >= high;

/** Colours of numbers on the steps, within `numbered`. */
const inks = (Object.keys(ramps) as Scale[]).flatMap((scale) =>
  Array.from({ length: steps + 1 }, (_, step) => {
    const [day, night] = [isOuter(step, turns[scale].day), isOuter(step, turns[scale].night)];
    return `.numbered .${scale[0]}${step}{color:light-dark(${day ? "#fff" : "#000"},${night ? "#000" : "#fff"})}`;
  }),
);

export const inkStyles = css`
  ${unsafeCSS(inks.join("\n"))}
`;

export const scaleStyles = css`
  :host {
    --map-0: light-dark(#f6f4ee, #20242c);
    --map-1: light-dark(#b9c9ea, #33497d);
    --map-2: light-dark(#5b7fc7, #6c93e2);
    --map-3: light-dark(#14275a, #e6eeff);
    --map-low-2: light-dark(#8a4300, #ffc98a);
    --map-low-1: light-dark(#eba257, #b36a1f);
    --map-middle: light-dark(#f6f4ee, #20242c);
    --map-high-1: light-dark(#7ea0dc, #3f64b3);
    --map-high-2: light-dark(#14275a, #bdd2ff);
  }
  ${unsafeCSS(rules.join("\n"))}
`;
