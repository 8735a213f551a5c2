import { type Style, type WrongStyle, withHelpers } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "spatial-attention",
    name: "index loops, the output alone",
    source: `
      function attention(features, position) {
        const [B, h, w, C] = [features.length, features[0].length, features[0][0].length, features[0][0][0].length];
        const out = [];
        for (let b = 0; b < B; b++) {
          const scores = [];
          for (let i = 0; i < h; i++)
            for (let j = 0; j < w; j++) {
              let s = 0;
              for (let c = 0; c < C; c++) s += features[b][i][j][c] * position[i][j][c];
              scores.push(s);
            }
          const largest = Math.max(...scores);
          let total = 0;
          const sums = new Array(C).fill(0);
          for (let p = 0; p < h * w; p++) {
            const power = Math.exp(scores[p] - largest);
            total += power;
            for (let c = 0; c < C; c++) sums[c] += power * features[b][Math.floor(p / w)][p % w][c];
          }
          out.push(sums.map((value) => value / total));
        }
        return out;
      }`,
  },
  {
    exercise: "spatial-attention",
    name: "float32 throughout",
    source: `
      const f = Math.fround;
      const attention = (features, position) => {
        const weights = features.map((image) => {
          const scores = image.map((row, i) => Float32Array.from(row, (pixel, j) => pixel.reduce((sum, value, c) => f(sum + f(value * position[i][j][c])), 0)));
          const largest = Math.max(...scores.map((row) => Math.max(...row)));
          const powers = scores.map((row) => row.map((score) => Math.exp(f(score - largest))));
          const total = powers.reduce((sum, row) => row.reduce((a, b) => f(a + b), sum), 0);
          return powers.map((row) => row.map((power) => power / total));
        });
        const out = features.map((image, b) => {
          const sum = new Float32Array(image[0][0].length);
          image.forEach((row, i) => row.forEach((pixel, j) => pixel.forEach((value, c) => (sum[c] += f(weights[b][i][j] * value)))));
          return sum;
        });
        return { out, weights };
      };`,
  },
  {
    exercise: "spatial-attention",
    name: "sums over rows, then over their sums",
    source: `
      // Rows are reduced first and then combined: the same distribution over all positions.
      function attention(features, position) {
        const out = [];
        const weights = [];
        for (const image of features) {
          const scores = image.map((row, i) => row.map((pixel, j) => pixel.reduce((s, v, c) => s + v * position[i][j][c], 0)));
          const rowMax = scores.map((row) => Math.max(...row));
          const top = Math.max(...rowMax);
          const rowSum = scores.map((row) => row.reduce((s, v) => s + Math.exp(v - top), 0));
          const total = rowSum.reduce((a, b) => a + b, 0);
          const a = scores.map((row) => row.map((v) => Math.exp(v - top) / total));
          weights.push(a);
          out.push(image[0][0].map((_, c) => image.reduce((sum, row, i) => sum + row.reduce((s, pixel, j) => s + pixel[c] * a[i][j], 0), 0)));
        }
        return { out, weights };
      }`,
  },
];

/** What the programs below share. */
const shared = `
      const score = (image, position) => image.map((row, i) => row.map((pixel, j) => pixel.reduce((s, v, c) => s + v * position[i][j][c], 0)));
      const share = (row) => row.map((v) => v / row.reduce((a, b) => a + b, 0));
      const safe = (row) => share(row.map((v) => Math.exp(v - Math.max(...row))));
      const pool = (a, image) => image[0][0].map((_, c) => a.reduce((s, row, i) => s + row.reduce((t, weight, j) => t + weight * image[i][j][c], 0), 0));
      const cut = (flat, w) => Array.from({ length: flat.length / w }, (_, i) => flat.slice(i * w, i * w + w));`;

export const wrong: readonly WrongStyle[] = [
  {
    exercise: "spatial-attention",
    mistake: "softmax-over-width-only",
    name: "each row on its own",
    source: `${shared}
      const attention = (features, position) => {
        const weights = features.map((image) => score(image, position).map(safe));
        return { out: features.map((image, b) => pool(weights[b], image)), weights };
      };`,
  },
  {
    exercise: "spatial-attention",
    mistake: "softmax-over-everything",
    name: "the batch as one, exp without the maximum",
    source: `${shared}
      const attention = (features, position) => {
        const flat = share(features.flatMap((image) => score(image, position).flat()).map(Math.exp));
        const [h, w] = [position.length, position[0].length];
        return features.map((image, b) => pool(cut(flat.slice(b * h * w, (b + 1) * h * w), w), image));
      };`,
  },
  {
    exercise: "spatial-attention",
    mistake: "uniform-weights",
    name: "global average pooling",
    source: `${shared}
      const attention = (features) => features.map((image) => pool(image.map((row) => row.map(() => 1 / image.flat().length)), image));`,
  },
  {
    exercise: "spatial-attention",
    mistake: "weighted-not-summed",
    name: "the weighted map",
    source: `${shared}
      const attention = (features, position) => features.map((image) => {
        const a = cut(safe(score(image, position).flat()), image[0].length);
        return image.map((row, i) => row.map((pixel, j) => pixel.map((v) => v * a[i][j])));
      });`,
  },
  {
    exercise: "spatial-attention",
    mistake: "weighted-not-summed",
    name: "rows alone normalised, and never summed",
    source: `${shared}
      const attention = (features, position) => features.map((image) => {
        const a = score(image, position).map(safe);
        return image.map((row, i) => row.map((pixel, j) => pixel.map((v) => v * a[i][j])));
      });`,
  },
  {
    exercise: "spatial-attention",
    mistake: "unstable-softmax",
    name: "exp as it is",
    source: `${shared}
      const attention = (features, position) => features.map((image) => pool(cut(share(score(image, position).flat().map(Math.exp)), image[0].length), image));`,
  },
  {
    exercise: "spatial-attention",
    mistake: "first-entry-only",
    name: "a single image",
    source: withHelpers(`
      function attention([image], position) {
        const pixels = image.flat();
        return [average(share(exp(pixels.map((pixel, at) => dot(pixel, position.flat()[at])))), pixels)];
      }`),
  },
];
