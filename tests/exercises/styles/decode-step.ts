import { type Style, type WrongStyle, withHelpers } from "../style.js";

const exercise = "decode-step";

/** A program that attends head by head, from how it gets keys and values, and the key head. */
const program = ({
  keys = "[...pastK[b][g], ...kNew[b][g]]",
  values = "[...pastV[b][g], ...vNew[b][g]]",
  g = "Math.floor((h * G) / H)",
  score = "dot(query, key) / Math.sqrt(query.length)",
} = {}) =>
  withHelpers(`function decodeStep(q, kNew, vNew, pastK, pastV) {
    return q.map((heads, b) => heads.map(([query], h) => {
      const [H, G] = [heads.length, kNew[b].length];
      const g = ${g};
      const keys = ${keys};
      const values = ${values};
      return [average(share(exp(keys.map((key, j) => ${score}))), values)];
    }));
  }`);

export const right: readonly Style[] = [
  { exercise, name: "spread, then head by head", source: program() },
  {
    exercise,
    name: "concat, the cache kept",
    source: program({ keys: "pastK[b][g].concat(kNew[b][g])", values: "pastV[b][g].concat(vNew[b][g])" }),
  },
  {
    exercise,
    name: "pushed into the cache itself",
    source: `function decodeStep(q, kNew, vNew, pastK, pastV) {
      const out = [];
      for (let b = 0; b < q.length; b++) {
        out.push([]);
        const G = pastK[b].length;
        for (let g = 0; g < G; g++) {
          pastK[b][g].push(kNew[b][g][0]);
          pastV[b][g].push(vNew[b][g][0]);
        }
        for (let h = 0; h < q[b].length; h++) {
          const g = Math.floor(h / (q[b].length / G));
          const x = q[b][h][0], K = pastK[b][g], V = pastV[b][g];
          let m = -Infinity;
          const s = new Float64Array(K.length);
          for (let j = 0; j < K.length; j++) {
            for (let c = 0; c < x.length; c++) s[j] += x[c] * K[j][c];
            s[j] /= Math.sqrt(x.length);
            if (s[j] > m) m = s[j];
          }
          let z = 0;
          const o = new Array(x.length).fill(0);
          for (let j = 0; j < K.length; j++) {
            const w = Math.exp(s[j] - m);
            z += w;
            for (let c = 0; c < o.length; c++) o[c] += w * V[j][c];
          }
          out[b].push([o.map((value) => value / z)]);
        }
      }
      return out;
    }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "past-not-read",
    name: "the new token only",
    source: program({ keys: "kNew[b][g]", values: "vNew[b][g]" }),
  },
  { exercise, mistake: "mask-top-left", name: "later keys masked", source: program({ score: "j > 0 ? -1e30 : 0" }) },
  { exercise, mistake: "groups-tiled-not-repeated", name: "modulo", source: program({ g: "h % G" }) },
  { exercise, mistake: "missing-scale", name: "not scaled", source: program({ score: "dot(query, key)" }) },
  {
    exercise,
    mistake: "appended-in-front",
    name: "the new key first, the new value last",
    source: program({ keys: "[...kNew[b][g], ...pastK[b][g]]" }),
  },
  {
    exercise,
    mistake: "new-token-not-seen",
    name: "appended afterwards, zeros for an empty cache",
    source: program({
      keys: "pastK[b][g].length ? pastK[b][g] : kNew[b][g]",
      values: "pastV[b][g].length ? pastV[b][g] : [vNew[b][g][0].map(() => 0)]",
    }),
  },
];
