import type { Style, WrongStyle } from "../style.js";

const exercise = "squeeze-excitation";
const helpers = `
      const dot = (a, b) => a.reduce((s, v, i) => s + v * b[i], 0);
      const sigmoid = (z) => 1 / (1 + Math.exp(-z));
      const relu = (z) => Math.max(0, z);
      const mean = (map) => map.flat().reduce((a, b) => a + b) / map.flat().length;
      const linear = (v, w, b) => w.map((row, i) => dot(row, v) + b[i]);
      const times = (image, gate) => image.map((map, c) => map.map((row) => row.map((v) => v * gate[c])));`;

export const right: readonly Style[] = [
  {
    exercise,
    name: "index loops, the output alone",
    source: `
      function squeezeExcitation(x, w1, b1, w2, b2) {
        const [B, C, h, w, r] = [x.length, x[0].length, x[0][0].length, x[0][0][0].length, w1.length];
        const out = [];
        for (let b = 0; b < B; b++) {
          const s = [];
          for (let c = 0; c < C; c++) {
            let total = 0;
            for (let i = 0; i < h; i++) for (let j = 0; j < w; j++) total += x[b][c][i][j];
            s.push(total / (h * w));
          }
          const hidden = [];
          for (let k = 0; k < r; k++) {
            let z = b1[k];
            for (let c = 0; c < C; c++) z += w1[k][c] * s[c];
            hidden.push(z > 0 ? z : 0);
          }
          const image = [];
          for (let c = 0; c < C; c++) {
            let z = b2[c];
            for (let k = 0; k < r; k++) z += w2[c][k] * hidden[k];
            const gate = 1 / (1 + Math.exp(-z));
            image.push(x[b][c].map((row) => row.map((v) => v * gate)));
          }
          out.push(image);
        }
        return out;
      }`,
  },
  {
    exercise,
    name: "one expression",
    source: `${helpers}
      const squeezeExcitation = (x, w1, b1, w2, b2) =>
        x.map((image) => times(image, linear(linear(image.map(mean), w1, b1).map(relu), w2, b2).map(sigmoid)));`,
  },
  {
    exercise,
    name: "float32 arrays, the sigmoid by tanh",
    source: `
      function squeezeExcitation(x, w1, b1, w2, b2) {
        const gate = x.map((image) => {
          const s = Float32Array.from(image, (map) => map.reduce((t, row) => t + row.reduce((a, b) => a + b, 0) / row.length, 0) / map.length);
          const hidden = Float32Array.from(w1, (row, k) => Math.max(0, row.reduce((t, v, c) => t + v * s[c], b1[k])));
          return Float32Array.from(w2, (row, c) => 0.5 + 0.5 * Math.tanh(row.reduce((t, v, k) => t + v * hidden[k], b2[c]) / 2));
        });
        return { out: x.map((image, b) => image.map((map, c) => map.map((row) => Float32Array.from(row, (v) => v * gate[b][c])))), gate };
      }`,
  },
];

/** The gate of an image, and what is made of both. */
const around = (gate: string, result = "times(image, gate)") => `${helpers}
      const squeezeExcitation = (x, w1, b1, w2, b2) => x.map((image) => { const gate = ${gate}; return ${result}; });`;
const gate = "linear(linear(image.map(mean), w1, b1).map(relu), w2, b2).map(sigmoid)";

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "softmax-gate",
    name: "shares of the exponentials",
    source: around(
      "(() => { const z = linear(linear(image.map(mean), w1, b1).map(relu), w2, b2); const m = Math.max(...z); const e = z.map((v) => Math.exp(v - m)); const t = e.reduce((a, b) => a + b); return e.map((v) => v / t); })()",
    ),
  },
  {
    exercise,
    mistake: "maximum-for-mean",
    name: "the largest pixel",
    source: around(
      "linear(linear(image.map((map) => Math.max(...map.flat())), w1, b1).map(relu), w2, b2).map(sigmoid)",
    ),
  },
  {
    exercise,
    mistake: "missing-activation",
    name: "no relu",
    source: around("linear(linear(image.map(mean), w1, b1), w2, b2).map(sigmoid)"),
  },
  {
    exercise,
    mistake: "missing-sigmoid",
    name: "the second layer as it is",
    source: around("linear(linear(image.map(mean), w1, b1).map(relu), w2, b2)"),
  },
  {
    exercise,
    mistake: "gate-added",
    name: "plus",
    source: around(gate, "image.map((map, c) => map.map((row) => row.map((v) => v + gate[c])))"),
  },
  { exercise, mistake: "gate-returned-instead", name: "the gate alone", source: around(gate, "gate") },
  {
    exercise,
    mistake: "missing-bias",
    name: "no b1",
    source: around("linear(w1.map((row) => relu(dot(row, image.map(mean)))), w2, b2).map(sigmoid)"),
  },
  {
    exercise,
    mistake: "not-squeezed",
    name: "every pixel on its own",
    source: `${helpers}
      const squeezeExcitation = (x, w1, b1, w2, b2) => x.map((image) => image.map((map, c) => map.map((row, i) => row.map((v, j) => {
        const hidden = linear(image.map((m) => m[i][j]), w1, b1).map(relu);
        return v * sigmoid(dot(w2[c], hidden) + b2[c]);
      }))));`,
  },
];
