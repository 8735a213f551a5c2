import type { Style, WrongStyle } from "../style.js";

const exercise = "bpe-merges";

/** `count(words, counts)` gives a map from "a,b" to a total; `join(word, a, b, id)` merges. */
const withParts = (count: string, join: string, rest: string) => `
function count(words, counts) { ${count} }
function join(word, a, b, id) { ${join} }
function bpeMerges(rows, counts, merges) { ${rest} }`;

const count = `
  const totals = {};
  words.forEach((word, w) => {
    for (let i = 1, skipped = false; i < word.length; i++) {
      const run = word[i] === word[i - 1] && word[i - 1] === word[i - 2];
      skipped = run && !skipped;
      if (skipped) continue;
      const key = word[i - 1] + "," + word[i];
      totals[key] = (totals[key] || 0) + counts[w];
    }
  });
  return totals;`;
const everywhere = `
  const totals = {};
  words.forEach((word, w) => word.slice(1).forEach((b, i) => { const key = word[i] + "," + b; totals[key] = (totals[key] || 0) + counts[w]; }));
  return totals;`;
const join = `
  const out = [];
  let i = 0;
  while (i < word.length) {
    if (i + 1 < word.length && word[i] === a && word[i + 1] === b) { out.push(id); i += 2; } else out.push(word[i++]);
  }
  return out;`;
const loop = (largest: string, first = "Math.max(...rows.flat())", step = "") => `
  let words = rows.map((row) => row.filter((s) => s !== -1));
  let top = ${first};
  const out = [];
  for (let m = 0; m < merges; m++) {
    const totals = Object.entries(count(words, counts)).map(([key, total]) => [...key.split(",").map(Number), total]);
    ${largest}
    out.push([best[0], best[1]]);
    top += 1;
    ${step || "words = words.map((word) => join(word, best[0], best[1], top));"}
  }
  return out;`;
const smallest =
  "const best = totals.reduce((x, y) => (y[2] > x[2] || (y[2] === x[2] && (y[0] < x[0] || (y[0] === x[0] && y[1] < x[1]))) ? y : x));";

export const right: readonly Style[] = [
  { exercise, name: "totals in an object, best by reduce", source: withParts(count, join, loop(smallest)) },
  {
    exercise,
    name: "sorted by three keys",
    source: withParts(
      count,
      join,
      loop("totals.sort((x, y) => y[2] - x[2] || x[0] - y[0] || x[1] - y[1]); const best = totals[0];"),
    ),
  },
  {
    exercise,
    name: "merges in a string of words",
    source: `function bpeMerges(rows, counts, merges) {
      let words = rows.map((row) => " " + row.filter((s) => s >= 0).join("  ") + " ");
      let id = Math.max(...rows.flat());
      const out = [];
      for (let m = 0; m < merges; m++) {
        const pairs = new Set(words.flatMap((w) => { const s = w.trim().split(/ +/); return s.slice(1).map((b, i) => s[i] + " " + b); }));
        let best = null;
        for (const pair of pairs) {
          const [a, b] = pair.split(" ");
          const total = words.reduce((sum, w, i) => sum + counts[i] * (w.split(" " + a + "  " + b + " ").length - 1), 0);
          const other = best && (best.total - total || Number(a) - best.a || Number(b) - best.b);
          if (!best || other < 0) best = { a: Number(a), b: Number(b), total };
        }
        id++;
        out.push([best.a, best.b]);
        words = words.map((w) => w.split(" " + best.a + "  " + best.b + " ").join(" " + id + " "));
      }
      return out;
    }`,
  },
  {
    exercise,
    name: "rows of typed arrays",
    source: withParts(
      count,
      join,
      loop(smallest).replace("return out;", "return out.map((pair) => Int32Array.from(pair));"),
    ),
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "overlapping-pairs",
    name: "neighbours counted at each place",
    source: withParts(everywhere, join, loop(smallest)),
  },
  {
    exercise,
    mistake: "counts-ignored",
    name: "plus one",
    source: withParts(count.replace("+ counts[w]", "+ 1"), join, loop(smallest)),
  },
  {
    exercise,
    mistake: "across-words",
    name: "the fill is a symbol",
    source: withParts(count, join, loop(smallest).replace("row.filter((s) => s !== -1)", "row")),
  },
  {
    exercise,
    mistake: "counted-once-for-all",
    name: "the words never change",
    source: `${withParts(count, join, "")}
      bpeMerges = (rows, counts, merges) => Object.entries(count(rows.map((r) => r.filter((s) => s >= 0)), counts))
        .map(([key, total]) => [...key.split(",").map(Number), total])
        .sort((x, y) => y[2] - x[2] || x[0] - y[0] || x[1] - y[1]).slice(0, merges).map(([a, b]) => [a, b]);`,
  },
  {
    exercise,
    mistake: "ties-by-order",
    name: "the larger of equals",
    source: withParts(
      count,
      join,
      loop("totals.sort((x, y) => y[2] - x[2] || y[0] - x[0] || y[1] - x[1]); const best = totals[0];"),
    ),
  },
  {
    exercise,
    mistake: "id-already-taken",
    name: "ids after the number of symbols",
    source: withParts(count, join, loop(smallest, "new Set(rows.flat().filter((s) => s >= 0)).size - 1")),
  },
];
