import type { Style, WrongStyle } from "../style.js";

export const right: readonly Style[] = [
  {
    exercise: "online-states",
    name: "score by score, a state at the end of each block",
    source: `
      export function onlineStates(x, block) {
        const out = [];
        for (let i = 0; i < x.length; i++) {
          let m = -Infinity, d = 0;
          out.push([]);
          for (let j = 0; j < x[i].length; j++) {
            const next = x[i][j] > m ? x[i][j] : m;
            d = d * Math.exp(m - next) + Math.exp(x[i][j] - next);
            m = next;
            if ((j + 1) % block === 0 || j === x[i].length - 1) out[i].push([m, d]);
          }
        }
        return out;
      }`,
  },
  {
    exercise: "online-states",
    name: "blocks reduced alone, then merged as states",
    source: `
      const state = (scores) => {
        const m = scores.reduce((a, b) => Math.max(a, b));
        return [m, scores.reduce((s, v) => s + Math.exp(v - m), 0)];
      };
      const merge = ([ma, la], [mb, lb]) => {
        const m = Math.max(ma, mb);
        return [m, la * Math.exp(ma - m) + lb * Math.exp(mb - m)];
      };
      const onlineStates = (x, block) => x.map((row) => {
        const T = Math.ceil(row.length / block);
        const states = Array.from({ length: T }, (_, t) => state(row.slice(t * block, (t + 1) * block)));
        for (let t = 1; t < T; t++) states[t] = merge(states[t - 1], states[t]);
        return states;
      });`,
  },
  {
    exercise: "online-states",
    name: "typed arrays, rescaled only where the maximum rises",
    source: `
      function onlineStates(x, block) {
        return x.map((row) => {
          const states = [];
          let m = row[0], l = 0;
          for (let t = 0; t * block < row.length; t++) {
            const part = Float64Array.from(row.slice(t * block, t * block + block));
            const top = Math.max(...part);
            if (top > m) { l *= Math.exp(m - top); m = top; }
            for (const v of part) l += Math.exp(v - m);
            states.push(Float64Array.of(m, l));
          }
          return states;
        });
      }`,
  },
];

interface Lines {
  readonly start?: string;
  readonly part?: string;
  readonly add?: string;
  readonly push?: string;
}

/** A right program with some of its lines replaced. */
const program = ({
  start = "-Infinity",
  part = "row.slice(i, i + block)",
  add = "l = l * Math.exp(m - next) + sum(part, next);",
  push = "[m, l]",
}: Lines) => `
  const sum = (part, m) => part.reduce((s, v) => s + Math.exp(v - m), 0);
  function onlineStates(x, block) {
    return x.map((row) => {
      const states = [];
      let m = ${start}, l = 0;
      for (let i = 0; i < row.length; i += block) {
        const part = ${part};
        const top = Math.max(...part);
        let next = Math.max(m, top);
        ${add}
        m = next;
        states.push(${push});
      }
      return states;
    });
  }`;

const wrongOf = (mistake: string, name: string, lines: Lines): WrongStyle => ({
  exercise: "online-states",
  mistake,
  name,
  source: program(lines),
});

export const wrong: readonly WrongStyle[] = [
  wrongOf("sum-not-rescaled", "added", { add: "l += sum(part, next);" }),
  wrongOf("rescaled-inversely", "the first block apart", {
    add: "l = (i === 0 ? 0 : l * Math.exp(next - m)) + sum(part, next);",
  }),
  wrongOf("first-block-nan", "the factor of the old maximum", {
    add: "l = l * Math.exp(m - m) + sum(part, next);",
  }),
  wrongOf("first-block-nan", "infinity times 0", { add: "l = l * Math.exp(next - m) + sum(part, next);" }),
  wrongOf("maximum-of-the-block", "not carried on", {
    add: "next = top; l = l * Math.exp(m - next) + sum(part, next);",
  }),
  wrongOf("maximum-of-the-block", "each block alone", { add: "next = top; l = sum(part, top);" }),
  wrongOf("maximum-of-the-block", "exponentials with the block's own", {
    add: "l = l * Math.exp(m - next) + sum(part, top);",
  }),
  wrongOf("short-block-padded", "?? 0", { part: "Array.from({ length: block }, (_, j) => row[i + j] ?? 0)" }),
  wrongOf("sum-without-maximum", "exp(x)", { add: "l += sum(part, 0);" }),
  wrongOf("old-scores-dropped", "the block's sum", { add: "l = sum(part, next);" }),
  wrongOf("states-swapped", "sum first", { push: "[l, m]" }),
  wrongOf("maximum-starts-too-high", "at 0", { start: "0" }),
  wrongOf("maximum-starts-too-high", "Number.MIN_VALUE", { start: "Number.MIN_VALUE" }),
];
