import type { Style, WrongStyle } from "../style.js";

const exercise = "accept-draft";

const parts = {
  passes: "u[i] < p[i][x] / q[i][x]",
  residual: "p[i].map((a, v) => Math.max(a - q[i][v], 0))",
  sum: "w.reduce((a, b) => a + b, 0)",
  stop: "break;",
  bonus: "if (out.length === draft.length && !rejected) out.push(draw(p[draft.length], uLast));",
  number: "uLast",
  fill: "while (out.length < draft.length + 1) out.push(-1);",
};
const withParts = (changed: Partial<typeof parts>) => {
  const { passes, residual, sum, stop, bonus, number, fill } = { ...parts, ...changed };
  return `
      function draw(w, r) {
        const total = ${sum};
        let c = 0;
        for (let v = 0; v < w.length; v++) {
          c += w[v] / total;
          if (r < c) return v;
        }
        return w.length - 1;
      }
      function acceptDraft(p, q, draft, u, uLast) {
        const out = [];
        let rejected = false;
        for (let i = 0; i < draft.length; i++) {
          const x = draft[i];
          if (${passes}) { out.push(x); continue; }
          out.push(draw(${residual}, ${number}));
          rejected = true;
          ${stop}
        }
        ${bonus}
        ${fill}
        return out;
      }`;
};

export const right: readonly Style[] = [
  { exercise, name: "a loop with a flag", source: withParts({}) },
  {
    exercise,
    name: "multiplied instead of divided",
    source: withParts({ passes: "u[i] * q[i][x] < p[i][x]" }),
  },
  {
    exercise,
    name: "a zero row after q",
    source: `
      function acceptDraft(p, q, draft, u, uLast) {
        const K = draft.length;
        const small = [...q, p[0].map(() => 0)];
        let n = 0;
        while (n < K && u[n] < p[n][draft[n]] / q[n][draft[n]]) n++;
        const rest = p[n].map((x, v) => Math.max(0, x - small[n][v]));
        const limit = uLast * rest.reduce((a, b) => a + b, 0);
        let token = 0, c = rest[0];
        while (c <= limit) c += rest[++token];
        const out = new Int32Array(K + 1).fill(-1);
        out.set(draft.slice(0, n));
        out[n] = token;
        return out;
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  { exercise, mistake: "ratio-reversed", name: "q over p", source: withParts({ passes: "u[i] < q[i][x] / p[i][x]" }) },
  { exercise, mistake: "resampled-from-target", name: "from p", source: withParts({ residual: "p[i]" }) },
  { exercise, mistake: "residual-not-normalized", name: "total of one", source: withParts({ sum: "1" }) },
  { exercise, mistake: "goes-on-after-rejection", name: "no break", source: withParts({ stop: "" }) },
  { exercise, mistake: "bonus-token-missing", name: "none", source: withParts({ bonus: "" }) },
  { exercise, mistake: "other-number-drawn", name: "u[i]", source: withParts({ number: "u[i]" }) },
  {
    exercise,
    mistake: "draft-probability-left-out",
    name: "u below p",
    source: withParts({ passes: "u[i] < p[i][x]" }),
  },
  { exercise, mistake: "not-filled", name: "as long as it is", source: withParts({ fill: "" }) },
];
