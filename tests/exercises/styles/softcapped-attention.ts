import { type Style, type WrongStyle, withHelpers, wrongStylesOf } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "softcapped-attention",
    name: "only the visible keys",
    source: withHelpers(`
      function softcappedAttention(q, k, v, cap) {
        return q.map((heads, b) => heads.map((rows, h) => rows.map((x, i) => {
          const s = k[b][h].slice(0, i + 1).map((y) => cap * Math.tanh(dot(x, y) / Math.sqrt(x.length) / cap));
          return average(share(exp(s)), v[b][h].slice(0, i + 1));
        })));
      }`),
  },
  {
    exercise: "softcapped-attention",
    name: "loops, the cap subtracted in place of the maximum",
    source: `
      export function softcappedAttention(q, k, v, cap) {
        const out = [], weights = [];
        for (let b = 0; b < q.length; b++) {
          out.push([]); weights.push([]);
          for (let h = 0; h < q[b].length; h++) {
            const [Q, K, V] = [q[b][h], k[b][h], v[b][h]];
            const P = Q.map((x, i) => {
              let total = 0;
              const e = K.map((y, j) => {
                if (j > i) return 0;
                let s = 0;
                for (let c = 0; c < x.length; c++) s += x[c] * y[c];
                const p = Math.exp(cap * (Math.tanh((s * x.length ** -0.5) / cap) - 1));
                total += p;
                return p;
              });
              return e.map((p) => p / total);
            });
            weights[b].push(P);
            out[b].push(P.map((p) => V[0].map((_, c) => p.reduce((t, w, j) => t + w * V[j][c], 0))));
          }
        }
        return { out, weights };
      }`,
  },
  {
    exercise: "softcapped-attention",
    name: "tanh written out, -1e9 after the cap",
    source: withHelpers(`
      const softcappedAttention = (q, k, v, cap) => q.map((heads, b) => heads.map((rows, h) => rows.map((x, i) => {
        const squash = (s) => cap * (2 / (1 + Math.exp((-2 * s) / cap)) - 1);
        const s = k[b][h].map((y, j) => (j > i ? -1e9 : squash(dot(x, y) / Math.sqrt(x.length))));
        return average(share(exp(s)), v[b][h]);
      })));`),
  },
];

/** A right program with some of its lines replaced. */
const program = ({
  score = "dot(x, y) / Math.sqrt(x.length)",
  capped = "cap * Math.tanh(s / cap)",
  masked = "j <= i ? s : -Infinity",
  weights = "share(exp(s))",
  row = "average(w, v[b][h])",
}) =>
  withHelpers(`
    function softcappedAttention(q, k, v, cap) {
      return q.map((heads, b) => heads.map((rows, h) => rows.map((x, i) => {
        let s = k[b][h].map((y) => ${score});
        s = s.map((s) => ${capped});
        s = s.map((s, j) => (${masked}));
        const w = ${weights};
        return ${row};
      })));
    }`);

const wrongOf = wrongStylesOf("softcapped-attention");

export const wrong: readonly WrongStyle[] = [
  wrongOf(
    "mask-before-cap",
    "-Infinity into tanh",
    program({ capped: "s", masked: "cap * Math.tanh((j <= i ? s : -Infinity) / cap)" }),
  ),
  wrongOf(
    "cap-before-scale",
    "the product",
    program({ score: "dot(x, y)", masked: "j <= i ? s / Math.sqrt(x.length) : -Infinity" }),
  ),
  wrongOf("clipped-instead-of-tanh", "min and max", program({ capped: "Math.min(cap, Math.max(-cap, s))" })),
  wrongOf("cap-not-multiplied-back", "tanh(s / cap)", program({ capped: "Math.tanh(s / cap)" })),
  wrongOf("cap-not-divided", "cap * tanh(s)", program({ capped: "cap * Math.tanh(s)" })),
  wrongOf("cap-left-out", "s", program({ capped: "s" })),
  wrongOf("mask-ignored", "no mask", program({ masked: "s" })),
  wrongOf("missing-scale", "none", program({ score: "dot(x, y)" })),
  wrongOf(
    "mask-after-softmax",
    "zeroed",
    program({ masked: "s", weights: "share(exp(s)).map((w, j) => (j <= i ? w : 0))" }),
  ),
  wrongOf("scale-by-other-size", "√L", program({ score: "dot(x, y) / Math.sqrt(rows.length)" })),
];
