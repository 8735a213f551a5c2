/** What the switch of the card offers: the right program, and two that hold a mistake. */
export const choices = ["right", "axis", "scale"] as const;
export type Choice = (typeof choices)[number];

/** The exercise that the program solves, and whose mistakes the others are. */
export const cardSlug = "self-attention-weights";

/** What the judge names them. */
export const cardMistakes = { axis: "softmax-over-queries", scale: "missing-scale" } as const;

/** A piece of a line; `what` is why it is marked: it was changed, or it is missing. */
export interface Piece {
  readonly text: string;
  readonly what?: "changed" | "missing";
}

const scaling = " / np.sqrt(q.shape[-1])";

/** The program of the card, line by line. What is missing is still there to be seen. */
export function linesOf(choice: Choice): readonly (readonly Piece[])[] {
  const axis: Piece = choice === "axis" ? { text: "axis=0", what: "changed" } : { text: "axis=-1" };
  const scale: Piece = choice === "scale" ? { text: scaling, what: "missing" } : { text: scaling };
  return [
    [{ text: "def softmax(x, axis):" }],
    [{ text: "    e = np.exp(x - x.max(axis, keepdims=True))" }],
    [{ text: "    return e / e.sum(axis, keepdims=True)" }],
    [],
    [{ text: "def attention_matrix(ids, embedding, wq, wk):" }],
    [{ text: "    x = embedding[ids]" }],
    [{ text: "    q, k = x @ wq.T, x @ wk.T" }],
    [{ text: "    scores = q @ k.T" }, scale],
    [{ text: "    return softmax(scores, " }, axis, { text: ")" }],
  ];
}

/** The same as a program that runs. */
export const programOf = (choice: Choice): string =>
  `import numpy as np\n\n${linesOf(choice)
    .map((line) => line.flatMap(({ text, what }) => (what === "missing" ? [] : text)).join(""))
    .join("\n")}\n`;
