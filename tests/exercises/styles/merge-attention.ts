import { type Style, type WrongStyle, withHelpers } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "merge-attention",
    name: "one part after another, empty ones skipped",
    source: `
      export function mergeAttention(outs, lses) {
        const [P, B, H, L] = [lses.length, lses[0].length, lses[0][0].length, lses[0][0][0].length];
        const out = [];
        for (let b = 0; b < B; b++) {
          out.push([]);
          for (let h = 0; h < H; h++) {
            out[b].push([]);
            for (let i = 0; i < L; i++) {
              let m = -Infinity, l = 0, acc = outs[0][b][h][i].map(() => 0);
              for (let p = 0; p < P; p++) {
                const lse = lses[p][b][h][i];
                if (lse === -Infinity) continue;
                const next = Math.max(m, lse), old = Math.exp(m - next), now = Math.exp(lse - next);
                acc = acc.map((a, c) => a * old + now * outs[p][b][h][i][c]);
                l = l * old + now;
                m = next;
              }
              out[b][h].push(acc.map((a) => (l ? a / l : 0)));
            }
          }
        }
        return out;
      }`,
  },
  {
    exercise: "merge-attention",
    name: "the log-sum-exp of all, then exp of differences, NaN cleared",
    source: `
      const mergeAttention = (outs, lses) => outs[0].map((x, b) => x.map((y, h) => y.map((row, i) => {
        const all = lses.map((part) => part[b][h][i]);
        const top = Math.max(...all);
        const lse = top + Math.log(all.reduce((s, v) => s + Math.exp(v - top), 0));
        return row.map((_, c) => all.reduce((s, v, p) => s + (Math.exp(v - lse) || 0) * outs[p][b][h][i][c], 0));
      })));`,
  },
  {
    exercise: "merge-attention",
    name: "-1e30 in place of -Infinity, pairs merged recursively",
    source: `
      function merge(a, b) {
        const m = Math.max(a.lse, b.lse), x = Math.exp(a.lse - m), y = Math.exp(b.lse - m);
        return { lse: m + Math.log(x + y), out: a.out.map((v, c) => (x * v + y * b.out[c]) / (x + y)) };
      }
      function tree(parts) {
        if (parts.length === 1) return parts[0];
        const half = parts.length >> 1;
        return merge(tree(parts.slice(0, half)), tree(parts.slice(half)));
      }
      function mergeAttention(outs, lses) {
        return outs[0].map((x, b) => x.map((y, h) => y.map((_, i) =>
          tree(outs.map((part, p) => ({ out: part[b][h][i], lse: Math.max(-1e30, lses[p][b][h][i]) }))).out)));
      }`,
  },
];

/** From the log-sum-exps of a query's parts to their weights. */
const program = (weights: string) =>
  withHelpers(`
    function mergeAttention(outs, lses) {
      const sum = (row) => row.reduce((a, b) => a + b, 0);
      return outs[0].map((x, b) => x.map((y, h) => y.map((row, i) => {
        const all = lses.map((part) => part[b][h][i]);
        const top = Math.max(...all);
        const shifted = all.map((v) => (top === -Infinity ? 0 : Math.exp(v - top)));
        const w = ${weights};
        return average(w, outs.map((part) => part[b][h][i]));
      })));
    }`);

const wrongOf = (mistake: string, name: string, weights: string): WrongStyle => ({
  exercise: "merge-attention",
  mistake,
  name,
  source: program(weights),
});

export const wrong: readonly WrongStyle[] = [
  wrongOf("parts-averaged", "mean", "all.map(() => 1 / all.length)"),
  wrongOf("parts-averaged", "sum", "all.map(() => 1)"),
  wrongOf("lse-as-weight", "share of the sum", "share(all)"),
  wrongOf("lse-as-weight", "as they are", "all"),
  wrongOf("unstable-softmax", "exp alone", "share(all.map(Math.exp))"),
  wrongOf("unstable-softmax", "exp alone, NaN cleared", "share(all.map(Math.exp)).map((v) => v || 0)"),
  wrongOf("not-normalized", "exp(lse - max)", "shifted"),
  wrongOf("not-normalized", "exp(lse)", "all.map(Math.exp)"),
  wrongOf("empty-part-nan", "share of zeros", "share(shifted)"),
  wrongOf("empty-part-nan", "maximum of -Infinity", "share(exp(all))"),
  wrongOf("empty-part-counted", "0", "share(exp(all.map((v) => (Number.isFinite(v) ? v : 0))))"),
  wrongOf("hard-max", "the largest", "all.map((v) => (v === top ? 1 : 0))"),
  wrongOf("base-two", "2 **", "top === -Infinity ? shifted : share(all.map((v) => 2 ** (v - top)))"),
  wrongOf("maximum-starts-too-high", "at 0", "share(all.map((v) => Math.exp(v - Math.max(0, top))))"),
];
