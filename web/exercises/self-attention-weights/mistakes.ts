import { generate, matmul, type Nd, transpose } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import { knownOfLayers } from "../shared/known-of-layers.js";
import {
  attend,
  attentionMistakes,
  last,
  unstableOverKeys,
  type Variant,
  withShared,
} from "../shared/wrong-attention.js";

interface Sentence {
  readonly ids: Nd;
  readonly embedding: Nd;
  readonly wq: Nd;
  readonly wk: Nd;
}

interface SentenceVariant extends Variant {
  readonly divisor?: (inputs: Sentence) => number;
  readonly x?: (inputs: Sentence) => Nd;
  readonly untransposed?: readonly ("q" | "k")[];
  readonly unprojected?: readonly ("q" | "k")[];
  readonly swapped?: boolean;
  readonly finish?: (weights: Nd, q: Nd, k: Nd, x: Nd) => Nd;
}

const lookUp = ({ ids, embedding }: Sentence) =>
  generate(
    [ids.data.length, last(embedding)],
    ([at, feature]) =>
      embedding.data[(ids.data[at as number] as number) * last(embedding) + (feature as number)] as number,
  );

const way = composed(
  (
    inputs: Sentence,
    {
      divisor,
      x: read = lookUp,
      untransposed = [],
      unprojected = [],
      swapped = false,
      finish = (weights) => weights,
      ...variant
    }: SentenceVariant,
  ): Nd => {
    const x = read(inputs);
    const project = (name: "q" | "k") => {
      if (unprojected.includes(name)) return x;
      const weight = inputs[`w${name}`];
      return matmul(x, untransposed.includes(name) ? weight : transpose(weight));
    };
    const [q, k] = [project("q"), project("k")];
    // Any values will do: the weights alone are asked for.
    const { weights } = attend(swapped ? k : q, swapped ? q : k, x, {
      ...variant,
      ...(divisor && { scale: 1 / divisor(inputs) }),
    });
    return finish(weights, q, k, x);
  },
);

/** With the maximum subtracted, and without. */
const either = (variant: SentenceVariant) => [way(variant), way({ ...variant, weigh: unstableOverKeys })];

/** The first L rows of the table, whatever the ids say. */
const firstRows = ({ ids, embedding }: Sentence) =>
  generate([ids.data.length, last(embedding)], ([at, feature]) => {
    const row = (at as number) % (embedding.shape[0] as number);
    return embedding.data[row * last(embedding) + (feature as number)] as number;
  });

const mistakes: readonly Mistake<Sentence>[] = withShared(
  [
    {
      ...known("returned-output-instead"),
      ways: [
        way({ finish: (weights, _q, _k, x) => matmul(weights, x) }),
        way({ finish: (weights, q) => matmul(weights, q) }),
        way({ finish: (weights, _q, k) => matmul(weights, k) }),
      ],
    },
    {
      ...knownOfLayers("embedding-not-looked-up"),
      ways: [way({ x: ({ embedding }) => embedding }), way({ x: firstRows })],
    },
    {
      ...known("scale-by-other-size"),
      ways: [
        ...either({ divisor: ({ ids }) => Math.sqrt(ids.data.length) }),
        ...either({ divisor: ({ embedding }) => Math.sqrt(embedding.shape[0] as number) }),
      ],
    },
    {
      ...known("queries-and-keys-swapped"),
      ways: [...either({ swapped: true }), way({ finish: (weights) => transpose(weights) })],
    },
    {
      ...known("not-projected"),
      ways: ([["q", "k"], ["q"], ["k"]] as const).map((unprojected) => way({ unprojected })),
    },
    {
      ...known("weights-not-transposed"),
      ways: ([["q", "k"], ["q"], ["k"]] as const).map((untransposed) => way({ untransposed })),
    },
  ],
  // The weights alone are asked for.
  attentionMistakes(way, 2).filter(({ code }) => code !== "weights-transposed"),
);

export default mistakes;
