import type { Style, WrongStyle } from "../style.js";

const exercise = "swiglu";
const helpers = `
      const dot = (a, b) => a.reduce((s, v, i) => s + v * b[i], 0);
      const sigmoid = (z) => 1 / (1 + Math.exp(-z));`;

export const right: readonly Style[] = [
  {
    exercise,
    name: "one expression",
    source: `${helpers}
      const swiglu = (x, wGate, wUp, wDown) => x.map((tokens) => tokens.map((t) => {
        const hidden = wGate.map((row, f) => { const g = dot(row, t); return g * sigmoid(g) * dot(wUp[f], t); });
        return wDown.map((row) => dot(row, hidden));
      }));`,
  },
  {
    exercise,
    name: "loops over typed arrays in float32",
    source: `
      function swiglu(x, wGate, wUp, wDown) {
        const F = wGate.length, D = wDown.length;
        const out = [];
        for (const tokens of x) {
          const rows = [];
          for (const token of tokens) {
            const h = new Float32Array(F);
            for (let f = 0; f < F; f++) {
              let g = 0, u = 0;
              for (let d = 0; d < D; d++) { g += token[d] * wGate[f][d]; u += token[d] * wUp[f][d]; }
              h[f] = (g / (1 + Math.exp(-g))) * u;
            }
            const row = new Float32Array(D);
            for (let d = 0; d < D; d++) for (let f = 0; f < F; f++) row[d] += wDown[d][f] * h[f];
            rows.push(row);
          }
          out.push(rows);
        }
        return out;
      }`,
  },
  {
    exercise,
    name: "matrices, SiLU by tanh",
    source: `
      const transpose = (m) => m[0].map((_, j) => m.map((row) => row[j]));
      const matmul = (a, b) => a.map((row) => b[0].map((_, j) => row.reduce((s, v, i) => s + v * b[i][j], 0)));
      const silu = (z) => 0.5 * z * (1 + Math.tanh(z / 2));
      function swiglu(x, wGate, wUp, wDown) {
        return x.map((tokens) => {
          const gate = matmul(tokens, transpose(wGate));
          const up = matmul(tokens, transpose(wUp));
          return matmul(gate.map((row, i) => row.map((g, f) => silu(g) * up[i][f])), transpose(wDown));
        });
      }`,
  },
];

const around = (hidden: string, rest = "return wDown.map((row) => dot(row, hidden));") => `${helpers}
      function swiglu(x, wGate, wUp, wDown) {
        return x.map((tokens) => tokens.map((t) => {
          const g = wGate.map((row) => dot(row, t)), u = wUp.map((row) => dot(row, t));
          const hidden = ${hidden};
          ${rest}
        }));
      }`;

const matrices = (gate: string, up: string, down: string) => `
      const transpose = (m) => m[0].map((_, j) => m.map((row) => row[j]));
      const matmul = (a, b) => a.map((row) => b[0].map((_, j) => row.reduce((s, v, i) => s + v * b[i][j], 0)));
      const swiglu = (x, wGate, wUp, wDown) => x.map((tokens) => {
        const gate = matmul(tokens, ${gate}), up = matmul(tokens, ${up});
        const hidden = gate.map((row, i) => row.map((g, f) => (g / (1 + Math.exp(-g))) * up[i][f]));
        return matmul(hidden, ${down});
      });`;

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "gate-and-up-exchanged",
    name: "SiLU of u",
    source: around("g.map((v, f) => v * u[f] * sigmoid(u[f]))"),
  },
  { exercise, mistake: "sigmoid-for-silu", name: "GLU", source: around("u.map((v, f) => v * sigmoid(g[f]))") },
  {
    exercise,
    mistake: "gelu-for-silu",
    name: "by tanh",
    source: around("g.map((z, f) => 0.5 * z * (1 + Math.tanh(0.7978845608 * (z + 0.044715 * z * z * z))) * u[f])"),
  },
  { exercise, mistake: "other-activation", name: "ReLU", source: around("g.map((z, f) => Math.max(0, z) * u[f])") },
  {
    exercise,
    mistake: "sign-in-exponential",
    name: "exp(z)",
    source: around("g.map((z, f) => (z / (1 + Math.exp(z))) * u[f])"),
  },
  { exercise, mistake: "missing-activation", name: "g times u", source: around("g.map((z, f) => z * u[f])") },
  { exercise, mistake: "added-not-multiplied", name: "plus", source: around("g.map((z, f) => z * sigmoid(z) + u[f])") },
  {
    exercise,
    mistake: "activation-after-product",
    name: "SiLU of the product",
    source: around("g.map((z, f) => z * u[f] * sigmoid(z * u[f]))"),
  },
  {
    exercise,
    mistake: "both-activated",
    name: "SiLU twice",
    source: around("g.map((z, f) => z * sigmoid(z) * u[f] * sigmoid(u[f]))"),
  },
  { exercise, mistake: "branch-missing", name: "a plain network", source: around("g.map((z) => z * sigmoid(z))") },
  {
    exercise,
    mistake: "missing-down-projection",
    name: "hidden",
    source: around("g.map((z, f) => z * sigmoid(z) * u[f])", "return hidden;"),
  },
  {
    exercise,
    mistake: "residual-added",
    name: "plus the token",
    source: around("g.map((z, f) => z * sigmoid(z) * u[f])", "return wDown.map((row, d) => t[d] + dot(row, hidden));"),
  },
  { exercise, mistake: "weights-not-transposed", name: "all three", source: matrices("wGate", "wUp", "wDown") },
  {
    exercise,
    mistake: "weights-not-transposed",
    name: "the gate",
    source: matrices("wGate", "transpose(wUp)", "transpose(wDown)"),
  },
];
