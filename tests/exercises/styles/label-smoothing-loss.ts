import type { Style, WrongStyle } from "../style.js";

const exercise = "label-smoothing-loss";

const withLogSoftmax = (source: string) => `
  const logSoftmax = (row) => {
    const m = Math.max(...row);
    const z = m + Math.log(row.reduce((s, x) => s + Math.exp(x - m), 0));
    return row.map((x) => x - z);
  };
  ${source}`;

export const right: readonly Style[] = [
  {
    exercise,
    name: "the distribution written out",
    source: withLogSoftmax(`
      function labelSmoothingLoss(logits, targets, epsilon) {
        let loss = 0;
        for (let i = 0; i < logits.length; i++) {
          const logp = logSoftmax(logits[i]);
          const q = logp.map((_, v) => (v === targets[i] ? 1 - epsilon : 0) + epsilon / logp.length);
          for (let v = 0; v < q.length; v++) loss -= q[v] * logp[v];
        }
        return [loss / logits.length];
      }`),
  },
  {
    exercise,
    name: "by the log-sum-exp alone",
    source: `
      const labelSmoothingLoss = (logits, targets, epsilon) => {
        const mean = (xs) => xs.reduce((a, b) => a + b, 0) / xs.length;
        return mean(logits.map((row, i) => {
          const m = Math.max(...row);
          const lse = m + Math.log(row.reduce((s, x) => s + Math.exp(x - m), 0));
          return lse - (1 - epsilon) * row[targets[i]] - epsilon * mean(row);
        }));
      };`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "smoothing-without-target",
    name: "epsilon / (V - 1)",
    source: withLogSoftmax(`
      const labelSmoothingLoss = (logits, targets, epsilon) =>
        -logits.reduce((sum, row, i) => sum + logSoftmax(row).reduce((s, l, v) =>
          s + l * (v === targets[i] ? 1 - epsilon : epsilon / (row.length - 1)), 0), 0) / logits.length;`),
  },
  {
    exercise,
    mistake: "uniform-term-sign",
    name: "+ epsilon * mean",
    source: withLogSoftmax(`
      const labelSmoothingLoss = (logits, targets, epsilon) => {
        let loss = 0;
        logits.forEach((row, i) => {
          const logp = logSoftmax(row);
          loss += -(1 - epsilon) * logp[targets[i]] + epsilon * logp.reduce((a, b) => a + b) / row.length;
        });
        return loss / logits.length;
      };`),
  },
  {
    exercise,
    mistake: "epsilon-on-target",
    name: "exchanged",
    source: withLogSoftmax(`
      const labelSmoothingLoss = (logits, targets, epsilon) => {
        let loss = 0;
        logits.forEach((row, i) => {
          const logp = logSoftmax(row);
          loss -= epsilon * logp[targets[i]] + (1 - epsilon) * logp.reduce((a, b) => a + b) / row.length;
        });
        return loss / logits.length;
      };`),
  },
  {
    exercise,
    mistake: "log-of-softmax",
    name: "Math.log",
    source: `
      const labelSmoothingLoss = (logits, targets, epsilon) => {
        let loss = 0;
        logits.forEach((row, i) => {
          const m = Math.max(...row);
          const e = row.map((x) => Math.exp(x - m));
          const z = e.reduce((a, b) => a + b);
          e.forEach((p, v) => { loss -= Math.log(p / z) * ((v === targets[i] ? 1 - epsilon : 0) + epsilon / row.length); });
        });
        return loss / logits.length;
      };`,
  },
  {
    exercise,
    mistake: "sum-not-mean",
    name: "not divided",
    source: withLogSoftmax(`
      const labelSmoothingLoss = (logits, targets, epsilon) =>
        -logits.reduce((sum, row, i) => sum + logSoftmax(row).reduce((s, l, v) =>
          s + l * ((v === targets[i] ? 1 - epsilon : 0) + epsilon / row.length), 0), 0);`),
  },
];
