import { type Style, type WrongStyle, withHelpers } from "../style.js";

const exercise = "latent-attention";

/** A program that expands keys and values head by head. */
const program = ({
  key = "wUk[h].map((row) => dot(row, latent))",
  value = "wUv[h].map((row) => dot(row, latent))",
  score = "dot(nope, keys[j]) + dot(qRope[b][h], kRope[b][j])",
  width = "nope.length + qRope[b][h].length",
} = {}) =>
  withHelpers(`function latentAttention(qNope, qRope, c, kRope, wUk, wUv) {
    return qNope.map((heads, b) => heads.map((nope, h) => {
      const keys = c[b].map((latent) => ${key});
      const values = c[b].map((latent) => ${value});
      const scores = c[b].map((latent, j) => (${score}) / Math.sqrt(${width}));
      return average(share(exp(scores)), values);
    }));
  }`);

export const right: readonly Style[] = [
  { exercise, name: "expanded", source: program() },
  {
    exercise,
    name: "joined keys of m + r features",
    source: withHelpers(`function latentAttention(qNope, qRope, c, kRope, wUk, wUv) {
      const scale = (qNope[0][0].length + qRope[0][0].length) ** -0.5;
      return qNope.map((heads, b) => {
        const shared = c[b].map((latent, j) => [...latent, ...kRope[b][j]]);
        return heads.map((nope, h) => {
          const query = [...average(nope, wUk[h]), ...qRope[b][h]];
          const mixed = average(share(exp(shared.map((key) => scale * dot(query, key)))), c[b]);
          return wUv[h].map((row) => dot(row, mixed));
        });
      });
    }`),
  },
  {
    exercise,
    name: "index loops, running maximum",
    source: `function latentAttention(qNope, qRope, c, kRope, wUk, wUv) {
      const out = [];
      for (let b = 0; b < qNope.length; b++) {
        out.push([]);
        for (let h = 0; h < qNope[b].length; h++) {
          const n = qNope[b][h].length, r = qRope[b][h].length, m = c[b][0].length;
          let top = -Infinity, total = 0;
          const mixed = new Float64Array(m);
          for (let j = 0; j < c[b].length; j++) {
            let s = 0;
            for (let i = 0; i < n; i++) for (let l = 0; l < m; l++) s += qNope[b][h][i] * wUk[h][i][l] * c[b][j][l];
            for (let i = 0; i < r; i++) s += qRope[b][h][i] * kRope[b][j][i];
            s /= Math.sqrt(n + r);
            const next = Math.max(top, s), old = Math.exp(top - next), w = Math.exp(s - next);
            for (let l = 0; l < m; l++) mixed[l] = mixed[l] * old + w * c[b][j][l];
            total = total * old + w;
            top = next;
          }
          out[b].push(wUv[h].map((row) => row.reduce((sum, x, l) => sum + x * mixed[l] / total, 0)));
        }
      }
      return out;
    }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  { exercise, mistake: "scale-without-rope", name: "n", source: program({ width: "nope.length" }) },
  {
    exercise,
    mistake: "scale-without-rope",
    name: "m + r",
    source: program({ width: "latent.length + qRope[b][h].length" }),
  },
  { exercise, mistake: "rope-part-left-out", name: "content only", source: program({ score: "dot(nope, keys[j])" }) },
  {
    exercise,
    mistake: "values-from-key-projection",
    name: "w_uk twice",
    source: program({ value: "wUk[h].map((row) => dot(row, latent))" }),
  },
  { exercise, mistake: "latent-not-expanded", name: "latents averaged", source: program({ value: "latent" }) },
  {
    exercise,
    mistake: "first-head-for-all",
    name: "w_uk[0]",
    source: program({ key: "wUk[0].map((row) => dot(row, latent))" }),
  },
  {
    exercise,
    mistake: "parts-scaled-apart",
    name: "the second not scaled",
    source: program({
      score: "dot(nope, keys[j]) + Math.sqrt(nope.length + qRope[b][h].length) * dot(qRope[b][h], kRope[b][j])",
    }),
  },
];
