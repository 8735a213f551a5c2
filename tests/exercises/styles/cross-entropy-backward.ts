import type { Style, WrongStyle } from "../style.js";

const exercise = "cross-entropy-backward";

const softmax = `
      const softmax = (row) => {
        const m = Math.max(...row);
        const e = row.map((x) => Math.exp(x - m));
        const z = e.reduce((a, b) => a + b, 0);
        return e.map((x) => x / z);
      };`;

export const right: readonly Style[] = [
  {
    exercise,
    name: "softmax, then minus one at the target",
    source: `${softmax}
      function crossEntropyBackward(logits, targets) {
        let n = 0;
        const grad = logits.map((rows, b) => rows.map((row, i) => {
          if (targets[b][i] === -100) return new Array(row.length).fill(0);
          n++;
          const p = softmax(row);
          p[targets[b][i]] -= 1;
          return p;
        }));
        return grad.map((rows) => rows.map((row) => row.map((g) => g / n)));
      }`,
  },
  {
    exercise,
    name: "by the log-sum-exp, multiplied by the mask",
    source: `
      const crossEntropyBackward = (logits, targets) => {
        const keep = targets.map((row) => row.map((t) => Number(t !== -100)));
        const n = keep.flat().reduce((a, b) => a + b);
        return logits.map((rows, b) => rows.map((row, i) => {
          const m = row.reduce((a, x) => (x > a ? x : a), -Infinity);
          const lse = m + Math.log(row.reduce((s, x) => s + Math.exp(x - m), 0));
          return row.map((x, v) => ((Math.exp(x - lse) - (v === targets[b][i])) * keep[b][i]) / n);
        }));
      };`,
  },
  {
    exercise,
    name: "typed arrays in float32",
    source: `
      function crossEntropyBackward(logits, targets) {
        const n = targets.reduce((s, row) => s + row.filter((t) => t >= 0).length, 0);
        return logits.map((rows, b) => rows.map((row, i) => {
          const out = new Float32Array(row.length);
          const t = targets[b][i];
          if (t < 0) return out;
          let max = row[0];
          for (const x of row) if (x > max) max = x;
          let sum = 0;
          for (let v = 0; v < row.length; v++) sum += out[v] = Math.exp(row[v] - max);
          for (let v = 0; v < row.length; v++) out[v] /= sum * n;
          out[t] -= 1 / n;
          return out;
        }));
      }`,
  },
];

const around = (
  gradient: string,
  { before = "if (t === -100) return row.map(() => 0);", steps = "", n = "count" } = {},
) => `${softmax}
      function crossEntropyBackward(logits, targets) {
        const count = targets.flat().filter((t) => t !== -100).length;
        return logits.map((rows, b) => rows.map((row, i) => {
          const t = targets[b][i];
          ${before}
          const p = softmax(row);
          ${steps}
          return ${gradient}.map((g) => g / ${n});
        }));
      }`;
const minusOneHot = "p.map((x, v) => x - (v === t))";

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "divided-by-all-tokens",
    name: "B L",
    source: around(minusOneHot, { n: "targets.flat().length" }),
  },
  { exercise, mistake: "ignored-tokens-learn", name: "softmax stays", source: around(minusOneHot, { before: "" }) },
  {
    exercise,
    mistake: "ignored-tokens-learn",
    name: "p[-100] -= 1",
    source: around("Array.from(p)", { before: "", steps: "p[t] -= 1;" }),
  },
  {
    exercise,
    mistake: "ignored-tokens-learn",
    name: "nobody looks for -100",
    source: around(minusOneHot, { before: "", n: "targets.flat().length" }),
  },
  { exercise, mistake: "sign-reversed", name: "one-hot first", source: around("p.map((x, v) => (v === t) - x)") },
  { exercise, mistake: "one-hot-of-logits", name: "row", source: around("row.map((x, v) => x - (v === t))") },
  { exercise, mistake: "one-hot-missing", name: "p", source: around("p") },
  { exercise, mistake: "sum-not-mean", name: "not divided", source: around(minusOneHot, { n: "1" }) },
  { exercise, mistake: "sum-not-mean", name: "by the batch", source: around(minusOneHot, { n: "logits.length" }) },
  {
    exercise,
    mistake: "mean-of-means",
    name: "each sequence",
    source: around(minusOneHot, { n: "(targets[b].filter((t) => t !== -100).length * targets.length)" }),
  },
  {
    exercise,
    mistake: "minus-100-read",
    name: "an offset in one array",
    source: `${softmax}
      function crossEntropyBackward(logits, targets) {
        const [B, L, V] = [logits.length, logits[0].length, logits[0][0].length];
        const flat = Float64Array.from(logits.flatMap((rows) => rows.flatMap(softmax)));
        targets.flat().forEach((t, row) => { flat[row * V + t] -= 1; });
        const n = targets.flat().filter((t) => t !== -100).length;
        const at = (b, i) => Array.from(flat.subarray((b * L + i) * V, (b * L + i + 1) * V), (g) => g / n);
        return logits.map((rows, b) => rows.map((_, i) => at(b, i)));
      }`,
  },
  {
    exercise,
    mistake: "softmax-backward-missing",
    name: "-1/p",
    source: around("p.map((x, v) => (v === t ? -1 / x : 0))"),
  },
  {
    exercise,
    mistake: "softmax-backward-again",
    name: "p times (g - average)",
    source: around("p.map((x, v) => x * (gs[v] - average))", {
      steps: "const gs = p.map((x, v) => x - (v === t)); const average = gs.reduce((s, g, w) => s + g * p[w], 0);",
    }),
  },
  {
    exercise,
    mistake: "divided-by-probability",
    name: "two steps",
    source: around("p.map((x, v) => x * (dp[v] - s))", {
      steps: "const dp = p.map((x, v) => (v === t ? -1 / x : 0)); const s = p.reduce((a, x, v) => a + x * dp[v], 0);",
    }),
  },
  {
    exercise,
    mistake: "divided-by-probability",
    name: "at the target alone, with 1e-9",
    source: around("p.map((x, v) => x * ((v === t ? d : 0) - p[t] * d))", { steps: "const d = -1 / (p[t] + 1e-9);" }),
  },
  {
    exercise,
    mistake: "unstable-softmax",
    name: "exp as it is",
    source: around("e.map((x, v) => x / z - (v === t))", {
      steps: "const e = row.map(Math.exp); const z = e.reduce((a, b) => a + b, 0);",
    }),
  },
];
