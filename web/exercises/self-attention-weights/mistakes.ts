import { known, raised } from "../known-mistakes.js";
import type { Mistake, Way } from "../mistake.js";
import { generate, matmul, type Nd, scale, transpose } from "../nd.js";
import {
  asTheyAre,
  last,
  overKeys,
  overLast,
  overQueries,
  sharedMaximum,
  uniform,
  unstableOverKeys,
  unstableOverQueries,
  type Weighing,
  withoutKeepdims,
} from "../wrong-attention.js";

interface Sentence {
  readonly ids: Nd;
  readonly embedding: Nd;
  readonly wq: Nd;
  readonly wk: Nd;
}

interface Variant {
  readonly divisor?: (inputs: Sentence) => number;
  readonly weigh?: Weighing;
  readonly x?: (inputs: Sentence) => Nd;
  readonly untransposed?: readonly ("q" | "k")[];
  readonly unprojected?: readonly ("q" | "k")[];
  readonly swapped?: boolean;
  /** q @ k, which runs only where there are as many words as features. */
  readonly asItIs?: boolean;
  readonly finish?: (weights: Nd, k: Nd, x: Nd) => Nd;
}

const lookUp = ({ ids, embedding }: Sentence) =>
  generate(
    [ids.data.length, last(embedding)],
    ([at, feature]) =>
      embedding.data[(ids.data[at as number] as number) * last(embedding) + (feature as number)] as number,
  );

const way =
  ({
    divisor,
    weigh = overKeys,
    x: read = lookUp,
    untransposed = [],
    unprojected = [],
    swapped = false,
    asItIs = false,
    finish,
  }: Variant): Way<Sentence> =>
  (inputs) => {
    const x = read(inputs);
    const project = (name: "q" | "k") => {
      if (unprojected.includes(name)) return x;
      const weight = inputs[`w${name}`];
      return matmul(x, untransposed.includes(name) ? weight : transpose(weight));
    };
    const [q, k] = [project("q"), project("k")];
    const products = asItIs ? matmul(q, k) : swapped ? matmul(k, transpose(q)) : matmul(q, transpose(k));
    const weights = weigh(scale(products, 1 / (divisor?.(inputs) ?? Math.sqrt(last(q)))));
    return finish ? finish(weights, k, x) : weights;
  };

/** With the maximum subtracted, and without. */
const either = (variant: Variant) => [overKeys, unstableOverKeys].map((weigh) => way({ ...variant, weigh }));

/** The first L rows of the table, whatever the ids say. */
const firstRows = ({ ids, embedding }: Sentence) =>
  generate([ids.data.length, last(embedding)], ([at, feature]) => {
    const row = (at as number) % (embedding.shape[0] as number);
    return embedding.data[row * last(embedding) + (feature as number)] as number;
  });

const mistakes: readonly Mistake<Sentence>[] = [
  {
    ...known("returned-output-instead"),
    ways: [way({ finish: (weights, _, x) => matmul(weights, x) }), way({ finish: (weights, k) => matmul(weights, k) })],
  },
  { ...known("embedding-not-looked-up"), ways: [way({ x: ({ embedding }) => embedding }), way({ x: firstRows })] },
  { ...known("no-softmax"), ways: [way({ weigh: asTheyAre }), way({ weigh: asTheyAre, divisor: () => 1 })] },
  { ...known("missing-scale"), ways: either({ divisor: () => 1 }) },
  { ...known("scale-by-dimension"), ways: either({ divisor: ({ embedding }) => last(embedding) }) },
  {
    ...known("scale-by-other-size"),
    ways: [
      ...either({ divisor: ({ ids }) => Math.sqrt(ids.data.length) }),
      ...either({ divisor: ({ embedding }) => Math.sqrt(embedding.shape[0] as number) }),
    ],
  },
  { ...known("softmax-over-queries"), ways: [way({ weigh: overQueries }), way({ weigh: unstableOverQueries })] },
  { ...known("softmax-over-everything"), ways: [way({ weigh: overLast(2) })] },
  { ...known("queries-and-keys-swapped"), ways: either({ swapped: true }) },
  {
    ...known("not-projected"),
    ways: ([["q", "k"], ["q"], ["k"]] as const).map((unprojected) => way({ unprojected })),
  },
  {
    ...known("weights-not-transposed"),
    ways: ([["q", "k"], ["q"], ["k"]] as const).map((untransposed) => way({ untransposed })),
  },
  { ...known("missing-keepdims"), ways: [way({ weigh: withoutKeepdims })], raises: raised.byBroadcasting },
  { ...known("keys-not-transposed"), ways: [way({ asItIs: true })], raises: raised.byMatmul },
  { ...known("uniform-weights"), ways: [way({ weigh: uniform })] },
  { ...known("global-maximum"), ways: [way({ weigh: sharedMaximum(2) })] },
  { ...known("unstable-softmax"), ways: [way({ weigh: unstableOverKeys })] },
];

export default mistakes;
