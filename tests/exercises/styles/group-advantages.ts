import type { Style, WrongStyle } from "../style.js";

const exercise = "group-advantages";

const parts = {
  of: "group",
  mean: "s / xs.length",
  variance: "q / xs.length",
  out: "std === 0 ? 0 : (r - mu) / std",
};
const withParts = (changed: Partial<typeof parts>) => {
  const { of, mean, variance, out } = { ...parts, ...changed };
  return `
      function groupAdvantages(rewards) {
        return rewards.map((group) => {
          const xs = ${of};
          let s = 0, q = 0;
          for (const r of xs) s += r;
          const mu = ${mean};
          for (const r of xs) q += (r - mu) * (r - mu);
          const std = Math.sqrt(${variance});
          return group.map((r) => (${out}));
        });
      }`;
};

export const right: readonly Style[] = [
  { exercise, name: "sums in loops", source: withParts({}) },
  { exercise, name: "or 1", source: withParts({ out: "(r - mu) / (std || 1)" }) },
  { exercise, name: "with 1e-8", source: withParts({ out: "(r - mu) / (std + 1e-8)" }) },
];

export const wrong: readonly WrongStyle[] = [
  { exercise, mistake: "over-the-whole-batch", name: "flat", source: withParts({ of: "rewards.flat()" }) },
  { exercise, mistake: "equal-rewards-nan", name: "0 / 0", source: withParts({ out: "(r - mu) / std" }) },
  { exercise, mistake: "not-centred", name: "no mean", source: withParts({ out: "std === 0 ? 0 : r / std" }) },
  { exercise, mistake: "not-scaled", name: "no division", source: withParts({ out: "r - mu" }) },
  {
    exercise,
    mistake: "unbiased-deviation",
    name: "one less",
    source: withParts({ variance: "q / (xs.length - 1)", out: "std > 0 ? (r - mu) / std : 0" }),
  },
  { exercise, mistake: "epsilon-too-large", name: "1e-4", source: withParts({ out: "(r - mu) / (std + 1e-4)" }) },
];
