import type { Style, WrongStyle } from "../style.js";

const exercise = "rotary-embedding";

export const right: readonly Style[] = [
  {
    exercise,
    name: "rotate_half",
    source: `
      const rotateHalf = (v) => [...v.slice(v.length / 2).map((x) => -x), ...v.slice(0, v.length / 2)];
      const rotaryEmbedding = (x, base) => x.map((heads) => heads.map((rows) => rows.map((v, p) => {
        const d = v.length;
        const half = Array.from({ length: d / 2 }, (_, i) => p / Math.pow(base, (2 * i) / d));
        const angles = [...half, ...half];
        const turned = rotateHalf(v);
        return v.map((value, j) => value * Math.cos(angles[j]) + turned[j] * Math.sin(angles[j]));
      })));`,
  },
  {
    exercise,
    name: "in place, with temporaries",
    source: `
      function rotaryEmbedding(x, base) {
        const d = x[0][0][0].length, h = d / 2;
        for (const entry of x) for (const head of entry) for (let p = 0; p < head.length; p++) {
          const v = head[p];
          for (let i = 0; i < h; i++) {
            const t = p * Math.exp((-2 * i / d) * Math.log(base));
            const a = v[i], b = v[i + h];
            v[i] = a * Math.cos(t) - b * Math.sin(t);
            v[i + h] = b * Math.cos(t) + a * Math.sin(t);
          }
        }
        return x;
      }`,
  },
  {
    exercise,
    name: "float32 tables",
    source: `
      function rotaryEmbedding(x, base) {
        const L = x[0][0].length, d = x[0][0][0].length, half = d / 2;
        const inverse = Float32Array.from({ length: half }, (_, i) => 1 / base ** ((2 * i) / d));
        const cos = Array.from({ length: L }, (_, p) => inverse.map((f) => Math.cos(Math.fround(p * f))));
        const sin = Array.from({ length: L }, (_, p) => inverse.map((f) => Math.sin(Math.fround(p * f))));
        return x.map((entry) => entry.map((head) => head.map((v, p) =>
          Float32Array.from(v, (value, j) => j < half
            ? value * cos[p][j] - v[j + half] * sin[p][j]
            : value * cos[p][j - half] + v[j - half] * sin[p][j - half]))));
      }`,
  },
];

const perVector = (body: string) => `
      const rotaryEmbedding = (x, base) => x.map((entry, b) => entry.map((head, h) => head.map((v, p) => {
        const d = v.length, half = d / 2;
        const out = v.slice();
        for (let i = 0; i < half; i++) {${body}}
        return out;
      })));`;

const turned = `
          const [a, b2] = [v[i], v[i + half]];
          out[i] = a * Math.cos(t) - b2 * Math.sin(t);
          out[i + half] = a * Math.sin(t) + b2 * Math.cos(t);`;

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "pairs-are-neighbours",
    name: "2i and 2i + 1",
    source: perVector(`
          const t = p * base ** (-2 * i / d);
          out[2 * i] = v[2 * i] * Math.cos(t) - v[2 * i + 1] * Math.sin(t);
          out[2 * i + 1] = v[2 * i] * Math.sin(t) + v[2 * i + 1] * Math.cos(t);`),
  },
  {
    exercise,
    mistake: "rotated-backwards",
    name: "a minus before the angle",
    source: perVector(`const t = -p * base ** (-2 * i / d);${turned}`),
  },
  {
    exercise,
    mistake: "exponent-of-feature",
    name: "i / d",
    source: perVector(`const t = p / base ** (i / d);${turned}`),
  },
  { exercise, mistake: "rotated-by-head", name: "h", source: perVector(`const t = h / base ** (2 * i / d);${turned}`) },
  {
    exercise,
    mistake: "positions-from-one",
    name: "p + 1",
    source: perVector(`const t = (p + 1) / base ** (2 * i / d);${turned}`),
  },
  {
    exercise,
    mistake: "rotated-backwards+positions-from-one",
    name: "both",
    source: perVector(`const t = -(p + 1) / base ** (2 * i / d);${turned}`),
  },
  {
    exercise,
    mistake: "added-not-rotated",
    name: "sine and cosine in halves",
    source: perVector(`const t = p / base ** (2 * i / d); out[i] += Math.sin(t); out[i + half] += Math.cos(t);`),
  },
  {
    exercise,
    mistake: "overwritten-before-use",
    name: "v is written into",
    source: perVector(`
          const t = p / base ** (2 * i / d);
          v[i] = v[i] * Math.cos(t) - v[i + half] * Math.sin(t);
          v[i + half] = v[i] * Math.sin(t) + v[i + half] * Math.cos(t);
          out[i] = v[i]; out[i + half] = v[i + half];`),
  },
];
