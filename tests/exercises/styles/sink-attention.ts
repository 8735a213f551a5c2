import { type Style, type WrongStyle, withHelpers, wrongStylesOf } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "sink-attention",
    name: "a column that is dropped",
    source: withHelpers(`
      function sinkAttention(q, k, v, sink) {
        return q.map((heads, b) => heads.map((rows, h) => rows.map((x, i) => {
          const s = k[b][h].slice(0, i + 1).map((y) => dot(x, y) / Math.sqrt(x.length));
          const w = share(exp([...s, sink[h]])).slice(0, -1);
          return average(w, v[b][h].slice(0, i + 1));
        })));
      }`),
  },
  {
    exercise: "sink-attention",
    name: "online softmax that starts with the sink",
    source: `
      export const sinkAttention = (q, k, v, sink) => q.map((heads, b) => heads.map((rows, h) => rows.map((x, i) => {
        let m = sink[h], l = 1, acc = x.map(() => 0);
        for (let j = 0; j <= i; j++) {
          const s = x.reduce((sum, a, c) => sum + a * k[b][h][j][c], 0) * x.length ** -0.5;
          const next = Math.max(m, s);
          const [old, now] = [Math.exp(m - next), Math.exp(s - next)];
          l = l * old + now;
          acc = acc.map((a, c) => a * old + now * v[b][h][j][c]);
          m = next;
        }
        return acc.map((a) => a / l);
      })));`,
  },
  {
    exercise: "sink-attention",
    name: "ordinary attention behind a sigmoid gate",
    source: withHelpers(`
      function sinkAttention(q, k, v, sink) {
        const out = [], weights = [];
        q.forEach((heads, b) => {
          out.push([]); weights.push([]);
          heads.forEach((rows, h) => {
            const P = rows.map((x, i) => {
              const s = k[b][h].map((y, j) => (j <= i ? dot(x, y) / Math.sqrt(x.length) : -Infinity));
              const m = Math.max(...s);
              const lse = m + Math.log(s.reduce((t, a) => t + Math.exp(a - m), 0));
              const gate = 1 / (1 + Math.exp(sink[h] - lse));
              return share(exp(s)).map((w) => w * gate);
            });
            weights[b].push(P);
            out[b].push(P.map((w) => average(w, v[b][h])));
          });
        });
        return { out, weights };
      }`),
  },
];

/** A right program with some of its lines replaced. */
const program = ({
  score = "dot(x, y) / Math.sqrt(x.length)",
  z = "sink[h]",
  m = "Math.max(...s, z)",
  total = "e.reduce((a, c) => a + c, 0) + Math.exp(z - m)",
  weights = "e.map((a) => a / total)",
}) =>
  withHelpers(`
    function sinkAttention(q, k, v, sink) {
      return q.map((heads, b) => heads.map((rows, h) => rows.map((x, i) => {
        const s = k[b][h].slice(0, i + 1).map((y) => ${score});
        const z = ${z};
        const m = ${m};
        const e = s.map((a) => Math.exp(a - m));
        const total = ${total};
        return average(${weights}, v[b][h].slice(0, i + 1));
      })));
    }`);

const wrongOf = wrongStylesOf("sink-attention");

export const wrong: readonly WrongStyle[] = [
  wrongOf("sink-left-out", "a plain softmax", program({ total: "e.reduce((a, c) => a + c, 0)" })),
  wrongOf("sink-left-out", "normalised again", program({ weights: "share(e.map((a) => a / total))" })),
  wrongOf(
    "sink-as-value",
    "the first key",
    program({ weights: "e.map((a, j) => (a + (j === 0 ? Math.exp(z - m) : 0)) / total)" }),
  ),
  wrongOf(
    "sink-as-value",
    "a column in front, not cut off",
    program({ weights: "[Math.exp(z - m), ...e].slice(0, -1).map((a) => a / total)" }),
  ),
  wrongOf("sink-scaled", "divided by √d", program({ z: "sink[h] / Math.sqrt(x.length)" })),
  wrongOf("sink-not-exponentiated", "+ sink", program({ total: "e.reduce((a, c) => a + c, 0) + z" })),
  wrongOf("sink-not-shifted", "exp(sink)", program({ total: "e.reduce((a, c) => a + c, 0) + Math.exp(z)" })),
  wrongOf(
    "sink-not-in-maximum",
    "a value of zeros",
    withHelpers(`
      function sinkAttention(q, k, v, sink) {
        return q.map((heads, b) => heads.map((rows, h) => rows.map((x, i) => {
          const s = k[b][h].slice(0, i + 1).map((y) => dot(x, y) / Math.sqrt(x.length));
          const m = Math.max(...s);
          return average(share([...s, sink[h]].map((a) => Math.exp(a - m))), [...v[b][h].slice(0, i + 1), x.map(() => 0)]);
        })));
      }`),
  ),
  wrongOf("sink-by-batch", "the first head's", program({ z: "sink[0]" })),
  wrongOf("sink-fixed-at-one", "1 +", program({ total: "e.reduce((a, c) => a + c, 0) + 1" })),
  wrongOf(
    "sink-fixed-at-one",
    "exp(-m)",
    program({ m: "Math.max(...s, 0)", total: "e.reduce((a, c) => a + c, 0) + Math.exp(-m)" }),
  ),
  wrongOf("unstable-softmax", "no maximum", program({ m: "0" })),
];
