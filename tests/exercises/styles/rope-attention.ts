import type { Style, WrongStyle } from "../style.js";

const exercise = "rope-attention";

const program = ({
  turnQuery = "turn(q[b][h][i], qPositions[b][i], base)",
  turnKey = "turn(k[b][g][j], kPositions[b][j], base)",
  value = "v[b][g][j]",
  visible = "kPositions[b][j] <= qPositions[b][i]",
  head = "Math.floor((h * G) / H)",
} = {}) => `
      const turn = (x, position, base) => {
        const half = x.length / 2;
        return x.map((value, j) => {
          const angle = position / base ** ((j % half) / half);
          return j < half
            ? value * Math.cos(angle) - x[j + half] * Math.sin(angle)
            : value * Math.cos(angle) + x[j - half] * Math.sin(angle);
        });
      };
      function ropeAttention(q, k, v, qPositions, kPositions, base) {
        const [H, G, L, S, d] = [q[0].length, k[0].length, q[0][0].length, k[0][0].length, q[0][0][0].length];
        return q.map((heads, b) => heads.map((rows, h) => rows.map((_, i) => {
          const g = ${head};
          const query = ${turnQuery};
          const seen = [];
          for (let j = 0; j < S; j++) if (${visible}) seen.push(j);
          const scores = seen.map((j) => ${turnKey}.reduce((sum, x, f) => sum + x * query[f], 0) / Math.sqrt(d));
          const powers = scores.map((score) => Math.exp(score - Math.max(...scores)));
          const total = powers.reduce((a, c) => a + c, 0);
          return query.map((_, f) => seen.reduce((sum, j, n) => sum + (powers[n] / total) * ${value}[f], 0));
        })));
      }`;

export const right: readonly Style[] = [
  { exercise, name: "visible keys alone", source: program() },
  {
    exercise,
    name: "the difference of positions on the keys",
    source: program({
      turnQuery: "q[b][h][i]",
      turnKey: "turn(k[b][g][j], kPositions[b][j] - qPositions[b][i], base)",
    }),
  },
];

export const wrong: readonly WrongStyle[] = (
  [
    ["query-at-position-zero", { turnQuery: "turn(q[b][h][i], i, base)" }],
    ["values-rotated", { value: "turn(v[b][g][j], kPositions[b][j], base)" }],
    ["keys-rotated-twice", { turnKey: "turn(turn(k[b][g][j], kPositions[b][j], base), kPositions[b][j], base)" }],
    ["keys-not-rotated", { turnKey: "k[b][g][j]" }],
    ["mask-by-index", { visible: "j <= i" }],
    ["groups-tiled-not-repeated", { head: "h % G" }],
    [
      "values-rotated+mask-off-by-one",
      { value: "turn(v[b][g][j], kPositions[b][j], base)", visible: "kPositions[b][j] < qPositions[b][i]" },
    ],
    ["group-count-as-size", { head: "Math.floor(h / G)" }],
  ] as const
).map(([mistake, steps]) => ({ exercise, mistake, name: Object.values(steps).join(", "), source: program(steps) }));
