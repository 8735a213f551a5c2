import type { Style, WrongStyle } from "../style.js";

const exercise = "scaled-frequencies";

/** A program from its conditions, its wavelength, and what it gives. */
const program = ({
  wavelength = "2 * Math.PI / f",
  fast = "w < originalLength / high",
  slow = "w > originalLength / low",
  s = "(originalLength / w - low) / (high - low)",
  scaled = "f / factor",
  mix = "(1 - s) * f / factor + s * f",
} = {}) => `
      function scaledFrequencies(d, base, factor, low, high, originalLength) {
        const out = [];
        for (let i = 0; i < d; i += 2) {
          const f = 1 / Math.pow(base, i / d);
          const w = ${wavelength};
          const s = ${s};
          out.push(${fast} ? f : ${slow} ? ${scaled} : ${mix});
        }
        return out;
      }`;

export const right: readonly Style[] = [
  { exercise, name: "two conditions and a mix", source: program() },
  {
    exercise,
    name: "turns, s clamped, typed",
    source: `
      const scaledFrequencies = (d, base, factor, low, high, originalLength) =>
        Float32Array.from({ length: d / 2 }, (_, i) => {
          const f = Math.exp(-2 * i / d * Math.log(base));
          const s = Math.min(1, Math.max(0, (originalLength * f / (2 * Math.PI) - low) / (high - low)));
          return f * (s + (1 - s) / factor);
        });`,
  },
  {
    exercise,
    name: "an early list, then mapped",
    source: `
      function scaledFrequencies(d, base, factor, low, high, originalLength) {
        const frequencies = [...Array(d / 2).keys()].map((i) => base ** (-2 * i / d));
        const [shortest, longest] = [originalLength / high, originalLength / low];
        return frequencies.map((f) => {
          const wavelength = 2 * Math.PI / f;
          if (wavelength > longest) return f / factor;
          if (wavelength < shortest) return f;
          const smooth = (originalLength / wavelength - low) / (high - low);
          return (1 - smooth) * (f / factor) + smooth * f;
        });
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "all-frequencies-scaled",
    name: "interpolation",
    source: program({ fast: "false", slow: "true" }),
  },
  { exercise, mistake: "mix-reversed", name: "s first", source: program({ mix: "s * f / factor + (1 - s) * f" }) },
  { exercise, mistake: "frequency-for-wavelength", name: "1 / f", source: program({ wavelength: "1 / f" }) },
  {
    exercise,
    mistake: "bounds-exchanged",
    name: "low and high",
    source: program({ fast: "w < originalLength / low", slow: "w > originalLength / high" }),
  },
  {
    exercise,
    mistake: "wrong-end-scaled",
    name: "the conditions",
    source: program({ fast: "w > originalLength / low", slow: "w < originalLength / high" }),
  },
  {
    exercise,
    mistake: "factor-inverted",
    name: "times",
    source: program({ scaled: "f * factor", mix: "(1 - s) * f * factor + s * f" }),
  },
  { exercise, mistake: "mix-not-clamped", name: "everywhere", source: program({ fast: "false", slow: "false" }) },
  {
    exercise,
    mistake: "mix-by-wavelength",
    name: "linear in w",
    source: program({ s: "(originalLength / low - w) / (originalLength / low - originalLength / high)" }),
  },
];
