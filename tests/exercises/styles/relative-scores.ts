import type { Style, WrongStyle } from "../style.js";

const exercise = "relative-scores";

/** A program from the index of the vector, and the row of q. */
const program = ({ at = "j - i + L - 1", row = "rows[i]", factor = "1" } = {}) => `
      function relativeScores(q, r) {
        return q.map((heads) => heads.map((rows) => {
          const L = rows.length, d = rows[0].length;
          return rows.map((_, i) => rows.map((_, j) => {
            const query = ${row};
            let sum = 0;
            for (let f = 0; f < d; f++) sum += query[f] * r[${at}][f];
            return sum * ${factor};
          }));
        }));
      }`;

export const right: readonly Style[] = [
  { exercise, name: "index by index", source: program() },
  {
    exercise,
    name: "the middle row named",
    source: program({ at: "(r.length - 1) / 2 + (j - i)" }),
  },
  {
    exercise,
    name: "all products, then skewed",
    source: `
      function skew(all) {
        const L = all.length;
        const flat = all.flatMap((row) => [0, ...row]).slice(L);
        return Array.from({ length: L }, (_, i) => flat.slice(i * (2 * L - 1), i * (2 * L - 1) + L));
      }
      const relativeScores = (q, r) => q.map((heads) => heads.map((rows) =>
        skew(rows.map((query) => r.map((vector) => query.reduce((s, x, f) => s + x * vector[f], 0))))));`,
  },
];

export const wrong: readonly WrongStyle[] = [
  { exercise, mistake: "offset-reversed", name: "i - j", source: program({ at: "i - j + L - 1" }) },
  { exercise, mistake: "offset-without-sign", name: "|i - j|", source: program({ at: "Math.abs(i - j)" }) },
  {
    exercise,
    mistake: "offset-off-by-one",
    name: "clamped",
    source: program({ at: "Math.min(j - i + L, 2 * L - 2)" }),
  },
  { exercise, mistake: "gather-by-row", name: "j alone", source: program({ at: "j" }) },
  {
    exercise,
    mistake: "offset-not-shifted",
    name: "at(j - i)",
    source: program({ at: "(j - i + r.length) % r.length" }),
  },
  { exercise, mistake: "query-of-the-column", name: "rows[j]", source: program({ row: "rows[j]" }) },
  { exercise, mistake: "unwanted-scale", name: "root of d", source: program({ factor: "d ** -0.5" }) },
  {
    exercise,
    mistake: "offset-reversed+unwanted-scale",
    name: "both",
    source: program({ at: "i - j + L - 1", factor: "d ** -0.5" }),
  },
];
