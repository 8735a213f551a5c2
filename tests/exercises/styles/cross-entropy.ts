import type { Style, WrongStyle } from "../style.js";

const exercise = "cross-entropy";

const logSumExp = `
      const logSumExp = (row) => {
        const m = Math.max(...row);
        return m + Math.log(row.reduce((s, x) => s + Math.exp(x - m), 0));
      };`;

export const right: readonly Style[] = [
  {
    exercise,
    name: "flattened, filtered, reduced",
    source: `${logSumExp}
      function crossEntropy(logits, targets) {
        const rows = logits.flat();
        const losses = targets.flat()
          .map((target, at) => [rows[at], target])
          .filter(([, target]) => target !== -100)
          .map(([row, target]) => logSumExp(row) - row[target]);
        return losses.reduce((a, b) => a + b, 0) / losses.length;
      }`,
  },
  {
    exercise,
    name: "an array of one number, from log-softmax rows",
    source: `
      function crossEntropy(logits, targets) {
        let total = 0, n = 0;
        for (let b = 0; b < targets.length; b++)
          for (let i = 0; i < targets[b].length; i++) {
            const t = targets[b][i];
            if (t < 0) continue;
            let max = -Infinity;
            for (const x of logits[b][i]) if (x > max) max = x;
            const shifted = logits[b][i].map((x) => x - max);
            let sum = 0;
            for (const x of shifted) sum += Math.exp(x);
            total -= shifted[t] - Math.log(sum);
            n += 1;
          }
        return [total / n];
      }`,
  },
  {
    exercise,
    name: "a running mean",
    source: `${logSumExp}
      function crossEntropy(logits, targets) {
        let mean = 0, n = 0;
        targets.forEach((row, b) => row.forEach((t, i) => {
          if (t !== -100) mean += (logSumExp(logits[b][i]) - logits[b][i][t] - mean) / ++n;
        }));
        return mean;
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "minus-100-read",
    name: "nobody looks for -100",
    source: `${logSumExp}
      function crossEntropy(logits, targets) {
        const losses = targets.flatMap((row, b) => row.map((t, i) => logSumExp(logits[b][i]) - logits[b][i][t]));
        return losses.reduce((a, b) => a + b, 0) / losses.length;
      }`,
  },
  {
    exercise,
    mistake: "mean-over-all",
    name: "zeros in the mean",
    source: `${logSumExp}
      function crossEntropy(logits, targets) {
        const losses = targets.flatMap((row, b) =>
          row.map((t, i) => (t === -100 ? 0 : logSumExp(logits[b][i]) - logits[b][i][t])));
        return losses.reduce((a, b) => a + b, 0) / losses.length;
      }`,
  },
  {
    exercise,
    mistake: "mean-of-means",
    name: "one mean for each sequence",
    source: `${logSumExp}
      function crossEntropy(logits, targets) {
        const means = targets.map((row, b) => {
          let s = 0, n = 0;
          row.forEach((t, i) => { if (t >= 0) { s += logSumExp(logits[b][i]) - logits[b][i][t]; n++; } });
          return n ? s / n : 0;
        });
        return means.reduce((a, b) => a + b, 0) / means.length;
      }`,
  },
  {
    exercise,
    mistake: "log-of-softmax",
    name: "Math.log of probabilities",
    source: `
      const softmax = (row) => {
        const m = Math.max(...row);
        const e = row.map((x) => Math.exp(x - m));
        const z = e.reduce((a, b) => a + b, 0);
        return e.map((x) => x / z);
      };
      function crossEntropy(logits, targets) {
        let s = 0, n = 0;
        targets.forEach((row, b) => row.forEach((t, i) => {
          if (t === -100) return;
          s -= Math.log(softmax(logits[b][i])[t]);
          n++;
        }));
        return s / n;
      }`,
  },
  {
    exercise,
    mistake: "sign-forgotten",
    name: "the log-probabilities' mean",
    source: `${logSumExp}
      function crossEntropy(logits, targets) {
        let s = 0, n = 0;
        targets.forEach((row, b) => row.forEach((t, i) => {
          if (t !== -100) { s += logits[b][i][t] - logSumExp(logits[b][i]); n++; }
        }));
        return s / n;
      }`,
  },
];
