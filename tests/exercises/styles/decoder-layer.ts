import type { Style, WrongStyle } from "../style.js";

const exercise = "decoder-layer";

const usual = (asking: string, source: string) => `
        const h = norm(plus(tokens, attend(tokens, tokens, "", past)), 1);
        const u = norm(plus(h, attend(${asking}, ${source}, "cross_", real)), 2);
        return norm(plus(u, feed(u)), 3);`;

/** A program from what differs: the masks, what the second attention reads, how the sublayers follow one another. */
const program = ({
  past = "j <= i",
  real = "memoryMask[b][j]",
  source = "memory[b]",
  asking = "h",
  layers = "",
  weights = "powers.map((p) => (total > 0 ? p / total : 0))",
  powers = "scores.map((s, j) => (visible(i, j) ? Math.exp(s - top) : 0))",
  divisor = "Math.sqrt(d)",
  activation = "Math.max(0, v)",
}) => `
    const dot = (a, b) => a.reduce((s, v, i) => s + v * b[i], 0);
    const plus = (a, b) => a.map((row, i) => row.map((v, c) => v + b[i][c]));
    const linear = (rows, w, bias) => rows.map((row) => w.map((line, o) => dot(line, row) + bias[o]));
    function decoderLayer(x, memory, memoryMask, params, numHeads) {
      const D = x[0][0].length, d = D / numHeads;
      const attend = (rows, source, prefix, visible) => {
        const made = (from, name) => linear(from, params[prefix + "w" + name], params[prefix + "b" + name]);
        const [q, k, v] = [made(rows, "q"), made(source, "k"), made(source, "v")];
        const merged = q.map((query, i) => {
          const out = [];
          for (let c = 0; c < D; c += d) {
            const scores = k.map((key) => dot(query.slice(c, c + d), key.slice(c, c + d)) / ${divisor});
            const top = Math.max(...scores.filter((_, j) => visible(i, j)));
            const powers = ${powers};
            const total = powers.reduce((a, b) => a + b, 0);
            const weights = ${weights};
            for (let f = c; f < c + d; f++) out.push(weights.reduce((s, w, j) => s + w * v[j][f], 0));
          }
          return out;
        });
        return linear(merged, params[prefix + "wo"], params[prefix + "bo"]);
      };
      const norm = (rows, number) => rows.map((row) => {
        const mean = row.reduce((a, b) => a + b, 0) / D;
        const variance = row.reduce((a, b) => a + (b - mean) ** 2, 0) / D;
        return row.map((v, c) => params["gamma" + number][c] * (v - mean) / Math.sqrt(variance + 1e-5) + params["beta" + number][c]);
      });
      const feed = (rows) => linear(linear(rows, params.w1, params.b1).map((row) => row.map((v) => ${activation})), params.w2, params.b2);
      return x.map((tokens, b) => {
        const past = (i, j) => ${past};
        const real = (i, j) => ${real};
        ${layers || usual(asking, source)}
      });
    }`;

export const right: readonly Style[] = [
  { exercise, name: "one attention for both", source: program({}) },
  {
    exercise,
    name: "sublayers in a loop",
    source: program({
      layers: `
        const sublayers = [(t) => attend(t, t, "", past), (t) => attend(t, memory[b], "cross_", real), feed];
        return sublayers.reduce((t, sublayer, number) => norm(plus(t, sublayer(t)), number + 1), tokens);`,
    }),
  },
];

const wrongProgram = (mistake: string, name: string, parts: Parameters<typeof program>[0]): WrongStyle => ({
  exercise,
  mistake,
  name,
  source: program(parts),
});

export const wrong: readonly WrongStyle[] = [
  wrongProgram("self-attention-not-causal", "every token", { past: "true" }),
  wrongProgram("causal-where-not-wanted", "j <= i too", { real: "memoryMask[b][j] && j <= i" }),
  wrongProgram("keys-from-target", "self-attention again", { source: "h", real: "true" }),
  wrongProgram("padding-attended", "no mask of memory", { real: "true" }),
  wrongProgram("sublayers-in-the-wrong-order", "the source first", {
    layers: `
        const h = norm(plus(tokens, attend(tokens, memory[b], "cross_", real)), 1);
        const u = norm(plus(h, attend(h, h, "", past)), 2);
        return norm(plus(u, feed(u)), 3);`,
  }),
  wrongProgram("queries-from-input", "x asks", { asking: "tokens" }),
  wrongProgram("missing-activation", "no relu", { activation: "v" }),
  wrongProgram("scale-by-model-dimension", "the root of D", { divisor: "Math.sqrt(D)" }),
];
