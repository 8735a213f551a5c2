import type { Style, WrongStyle } from "../style.js";

const exercise = "beam-search";

const parts = {
  rank: "b.sum - a.sum",
  width: "beams",
  first: "logStart[t]",
  children: "if (h.tokens[h.tokens.length - 1] === end) { all.push(h); continue; }",
  sum: "h.sum + logStep[h.tokens[h.tokens.length - 1]][t]",
  chosen: "done.length > 0 ? done[0] : beam[0]",
  stop: "",
  written: "chosen.tokens.concat(new Array(maxLength - chosen.tokens.length).fill(-1))",
};
const withParts = (changed: Partial<typeof parts>) => {
  const { rank, width, first, children, sum, chosen, stop, written } = { ...parts, ...changed };
  return `
      function beamSearch(logStart, logStep, end, beams, maxLength) {
        const V = logStart.length;
        const best = (paths) => paths.sort((a, b) => ${rank}).slice(0, ${width});
        let beam = [];
        for (let t = 0; t < V; t++) beam.push({ tokens: [t], sum: ${first} });
        beam = best(beam);
        for (let n = 2; n <= maxLength; n++) {
          const all = [];
          ${stop}
          for (const h of beam) {
            ${children}
            for (let t = 0; t < V; t++) all.push({ tokens: h.tokens.concat([t]), sum: ${sum} });
          }
          beam = best(all);
        }
        const done = beam.filter((h) => h.tokens[h.tokens.length - 1] === end);
        const chosen = ${chosen};
        return ${written};
      }`;
};

export const right: readonly Style[] = [
  { exercise, name: "one list of all candidates", source: withParts({}) },
  {
    exercise,
    name: "stops when the leader is finished",
    source: withParts({ stop: "if (beam[0].tokens[beam[0].tokens.length - 1] === end) break;" }),
  },
  {
    exercise,
    name: "linked nodes, inserted one by one",
    source: `
      function beamSearch(logStart, logStep, end, beams, maxLength) {
        const insert = (list, node) => {
          let i = list.length;
          while (i > 0 && list[i - 1].sum < node.sum) i--;
          list.splice(i, 0, node);
          if (list.length > beams) list.pop();
        };
        let level = [];
        logStart.forEach((sum, token) => insert(level, { token, sum, parent: null }));
        for (let step = 1; step < maxLength; step++) {
          const next = [];
          for (const node of level) {
            if (node.token === end) insert(next, node);
            else logStep[node.token].forEach((log, token) => insert(next, { token, sum: node.sum + log, parent: node }));
          }
          level = next;
        }
        let node = level.find(({ token }) => token === end) || level[0];
        const out = [];
        for (; node; node = node.parent) out.unshift(node.token);
        while (out.length < maxLength) out.push(-1);
        return Int32Array.from(out);
      }`,
  },
];

export const wrong: readonly WrongStyle[] = [
  { exercise, mistake: "greedy", name: "a beam of one", source: withParts({ width: "1" }) },
  { exercise, mistake: "finished-beams-go-on", name: "no check", source: withParts({ children: "" }) },
  {
    exercise,
    mistake: "finished-beams-lost",
    name: "continue without a copy",
    source: withParts({
      children: "if (h.tokens[h.tokens.length - 1] === end) continue;",
      chosen: "done.length > 0 ? done[0] : beam[0] || { tokens: [] }",
    }),
  },
  {
    exercise,
    mistake: "unfinished-returned",
    name: "the first of the beam",
    source: withParts({ chosen: "beam[0]" }),
  },
  {
    exercise,
    mistake: "probabilities-multiplied",
    name: "exp",
    source: withParts({
      first: "Math.exp(logStart[t])",
      sum: "h.sum * Math.exp(logStep[h.tokens[h.tokens.length - 1]][t])",
    }),
  },
  {
    exercise,
    mistake: "divided-by-length",
    name: "means",
    source: withParts({ rank: "b.sum / b.tokens.length - a.sum / a.tokens.length" }),
  },
  {
    exercise,
    mistake: "table-transposed",
    name: "column of the last token",
    source: withParts({ sum: "h.sum + logStep[t][h.tokens[h.tokens.length - 1]]" }),
  },
  {
    exercise,
    mistake: "stops-at-first-end",
    name: "break",
    source: withParts({ stop: "if (beam.some((h) => h.tokens[h.tokens.length - 1] === end)) break;" }),
  },
];
