import type { Style, WrongStyle } from "../style.js";

const exercise = "alibi-bias";

const recursive = `
      const slopes = (n) => {
        const power = 2 ** Math.floor(Math.log2(n));
        if (power === n) return Array.from({ length: n }, (_, h) => Math.pow(2, -8 * (h + 1) / n));
        return slopes(power).concat(slopes(2 * power).filter((_, i) => i % 2 === 0).slice(0, n - power));
      };`;

/** A program from its slopes and what they are multiplied by. */
const program = ({ slopes = recursive, distance = "-Math.abs(i + seqK - seqQ - j)" } = {}) => `${slopes}
      function alibiBias(numHeads, seqQ, seqK) {
        const range = (n) => [...Array(n).keys()];
        const m = slopes(numHeads);
        return range(numHeads).map((h) => range(seqQ).map((i) => range(seqK).map((j) => m[h] * (${distance}))));
      }`;

export const right: readonly Style[] = [
  { exercise, name: "get_slopes, recursive", source: program() },
  {
    exercise,
    name: "the smaller of two differences",
    source: program({ distance: "Math.min(seqK - seqQ + i - j, j - i - seqK + seqQ)" }),
  },
  {
    exercise,
    name: "typed rows, bits",
    source: `
      function alibiBias(numHeads, seqQ, seqK) {
        const n = 1 << (31 - Math.clz32(numHeads));
        const out = [];
        for (let h = 1; h <= numHeads; h++) {
          const slope = h <= n ? 1 / 2 ** (8 * h / n) : 1 / 2 ** (4 * (2 * (h - n) - 1) / n);
          const rows = [];
          for (let p = seqK - seqQ; p < seqK; p++) {
            const row = new Float32Array(seqK);
            for (let j = 0; j < seqK; j++) row[j] = slope * (j > p ? p - j : j - p);
            rows.push(row);
          }
          out.push(rows);
        }
        return out;
      }`,
  },
];

const plain = (exponent: string) => `
      const slopes = (H) => Array.from({ length: H }, (_, h) => 2 ** (${exponent}));`;

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "slopes-of-other-head-count",
    name: "one formula",
    source: program({ slopes: plain("-8 * (h + 1) / H") }),
  },
  { exercise, mistake: "slopes-from-one", name: "h from 0", source: program({ slopes: plain("-8 * h / H") }) },
  {
    exercise,
    mistake: "bias-positive",
    name: "no minus",
    source: program({ distance: "Math.abs(i + seqK - seqQ - j)" }),
  },
  { exercise, mistake: "mask-top-left", name: "|i - j|", source: program({ distance: "-Math.abs(i - j)" }) },
  { exercise, mistake: "distance-signed", name: "no abs", source: program({ distance: "j - i - seqK + seqQ" }) },
  { exercise, mistake: "bias-of-key-alone", name: "BLOOM", source: program({ distance: "j" }) },
  { exercise, mistake: "slopes-not-spread", name: "2 to the minus h", source: program({ slopes: plain("-(h + 1)") }) },
  {
    exercise,
    mistake: "future-cut-off",
    name: "-Infinity",
    source: program({ distance: "j > i + seqK - seqQ ? -Infinity : j - i - seqK + seqQ" }),
  },
];
