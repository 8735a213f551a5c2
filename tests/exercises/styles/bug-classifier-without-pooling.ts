import { type Style, type WrongStyle, withHelpers } from "../style.js";

const exercise = "bug-classifier-without-pooling";

/** The classifier; `real` marks the tokens of sentence b. Expressions say what is attended to and how tokens become logits. */
const classifier = (isVisible: string, finish: string) =>
  withHelpers(`
    const layer = (x, w, b) => x.map((row) => w.map((weights, o) => dot(weights, row) + b[o]));
    const classify = (ids, mask, p) => ids.map((sentence, b) => {
      const real = mask[b];
      const x = sentence.map((id) => p.embedding[id]);
      const [q, k, v] = ["q", "k", "v"].map((name) => layer(x, p["w" + name], p["b" + name]));
      const scores = (query) => k.map((key, j) => (${isVisible} ? dot(query, key) / Math.sqrt(query.length) : -Infinity));
      const tokens = layer(q.map((query) => average(share(exp(scores(query))), v)), p.wo, p.bo);
      return ${finish};
    });`);

export const right: readonly Style[] = [
  {
    exercise,
    name: "classified token by token, then averaged",
    source: classifier("real[j]", "average(share(real.map(Number)), layer(tokens, p.wc, p.bc))"),
  },
];

export const wrong: readonly WrongStyle[] = [
  {
    exercise,
    mistake: "no-pooling",
    name: "masked, but every token classified",
    source: classifier("real[j]", "layer(tokens, p.wc, p.bc)"),
  },
  {
    exercise,
    mistake: "padding-attended",
    name: "the mask in the mean only",
    source: classifier("true", "layer([average(share(real.map(Number)), tokens)], p.wc, p.bc)[0]"),
  },
  {
    exercise,
    mistake: "mask-ignored",
    name: "the mean over everything",
    source: classifier("true", "layer([average(tokens.map(() => 1 / tokens.length), tokens)], p.wc, p.bc)[0]"),
  },
];
