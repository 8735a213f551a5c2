import type { Style, WrongStyle } from "../style.js";

const exercise = "dpo-loss";

const args = "chosen, rejected, refChosen, refRejected, beta";
const mean = "const mean = (xs) => xs.reduce((a, b) => a + b, 0) / xs.length;";
/** `loss` is an expression of x, which is beta times the margin. */
const withLoss = (loss: string, x = "beta * (c - refChosen[b] - rejected[b] + refRejected[b])") => `${mean}
      function dpoLoss(${args}) {
        return mean(chosen.map((c, b) => { const x = ${x}; return ${loss}; }));
      }`;
const stable = "x > 0 ? Math.log1p(Math.exp(-x)) : -x + Math.log1p(Math.exp(x))";

export const right: readonly Style[] = [
  { exercise, name: "two branches", source: withLoss(stable) },
  {
    exercise,
    name: "rewards first, a log-softmax of two",
    source: `
      function dpoLoss(${args}) {
        const good = chosen.map((c, i) => beta * (c - refChosen[i]));
        const bad = rejected.map((r, i) => beta * (r - refRejected[i]));
        let total = 0;
        for (let i = 0; i < good.length; i++) {
          const m = Math.max(good[i], bad[i]);
          total += m + Math.log(Math.exp(good[i] - m) + Math.exp(bad[i] - m)) - good[i];
        }
        return [total / good.length];
      }`,
  },
  {
    exercise,
    name: "log-ratios of model and reference",
    source: `
      const softplus = (x) => Math.max(x, 0) + Math.log(1 + Math.exp(-Math.abs(x)));
      function dpoLoss(${args}) {
        let sum = 0;
        for (const b of chosen.keys()) {
          const model = chosen[b] - rejected[b];
          const reference = refChosen[b] - refRejected[b];
          sum += softplus(-beta * (model - reference));
        }
        return sum / chosen.length;
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "unstable-log-sigmoid",
    name: "log of 1 / (1 + exp(-x))",
    source: withLoss("-Math.log(1 / (1 + Math.exp(-x)))"),
  },
  {
    exercise,
    mistake: "unstable-log-sigmoid",
    name: "with a small number",
    source: withLoss("-Math.log(1 / (1 + Math.exp(-x)) + 1e-12)"),
  },
  {
    exercise,
    mistake: "reference-left-out",
    name: "the model alone",
    source: withLoss(stable, "beta * (c - rejected[b])"),
  },
  {
    exercise,
    mistake: "reference-sign",
    name: "no brackets",
    source: withLoss(stable, "beta * (c - refChosen[b] - rejected[b] - refRejected[b])"),
  },
  {
    exercise,
    mistake: "preference-reversed",
    name: "rejected first",
    source: withLoss(stable, "beta * ((rejected[b] - refRejected[b]) - (c - refChosen[b]))"),
  },
  {
    exercise,
    mistake: "beta-outside",
    name: "times beta at the end",
    source: withLoss(`beta * (${stable})`, "(c - refChosen[b]) - (rejected[b] - refRejected[b])"),
  },
  {
    exercise,
    mistake: "argument-clipped",
    name: "between -500 and 500",
    source: withLoss(
      "Math.log(1 + Math.exp(-x))",
      "Math.max(-500, Math.min(500, beta * (c - refChosen[b] - rejected[b] + refRejected[b])))",
    ),
  },
  {
    exercise,
    mistake: "averaged-too-early",
    name: "one sigmoid",
    source: `${mean}
      function dpoLoss(${args}) {
        const x = beta * mean(chosen.map((c, b) => c - refChosen[b] - rejected[b] + refRejected[b]));
        return ${stable};
      }`,
  },
];
