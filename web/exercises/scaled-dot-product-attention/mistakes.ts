import { known, raised } from "../known-mistakes.js";
import type { Mistake, Way } from "../mistake.js";
import { type Nd, scale, softmax, unstableSoftmax } from "../nd.js";
import {
  asTheyAre,
  attend,
  dividedBySum,
  exponentials,
  last,
  oneHot,
  overKeys,
  overLast,
  overQueries,
  sharedMaximum,
  uniform,
  unstableOverKeys,
  unstableOverQueries,
  untransposed,
  type Variant,
  type Weighing,
  withoutKeepdims,
} from "../wrong-attention.js";

interface Qkv {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
}

const attention =
  (variant: (inputs: Qkv) => Variant): Way<Qkv> =>
  (inputs) =>
    attend(inputs.q, inputs.k, inputs.v, variant(inputs));

const weighing = (weigh: Weighing) => attention(() => ({ weigh }));

/** Who gets the scale wrong has the maximum subtracted or not. */
const scaling = (factor: (inputs: Qkv) => number) =>
  [overKeys, unstableOverKeys].map((weigh) => attention((inputs) => ({ scale: factor(inputs), weigh })));

const size = (x: Nd, axis: number) => x.shape[axis] as number;

const mistakes: readonly Mistake<Qkv>[] = [
  { ...known("missing-scale"), ways: scaling(() => 1) },
  { ...known("scale-by-dimension"), ways: scaling(({ q }) => 1 / last(q)) },
  { ...known("multiplied-by-root"), ways: scaling(({ q }) => Math.sqrt(last(q))) },
  {
    ...known("scale-by-other-size"),
    ways: [
      ...scaling(({ q }) => 1 / Math.sqrt(size(q, 0))),
      ...scaling(({ q }) => 1 / Math.sqrt(size(q, 1))),
      ...scaling(({ k }) => 1 / Math.sqrt(size(k, 1))),
      ...scaling(({ v }) => 1 / Math.sqrt(last(v))),
    ],
  },
  {
    ...known("scaled-after-softmax"),
    ways: [
      attention(({ q }) => ({ scale: 1, weigh: (scores) => scale(overKeys(scores), 1 / Math.sqrt(last(q))) })),
      attention(({ q }) => ({ scale: 1, weigh: (scores) => scale(unstableOverKeys(scores), 1 / Math.sqrt(last(q))) })),
    ],
  },
  { ...known("softmax-over-queries"), ways: [weighing(overQueries), weighing(unstableOverQueries)] },
  {
    ...known("softmax-over-batch"),
    ways: [weighing((scores) => softmax(scores, 0)), weighing((scores) => unstableSoftmax(scores, 0))],
  },
  { ...known("softmax-over-everything"), ways: [weighing(overLast(3)), weighing(overLast(2))] },
  {
    ...known("queries-and-keys-swapped"),
    ways: [overKeys, unstableOverKeys].map(
      (weigh) =>
        ({ q, k, v }) =>
          attend(k, q, v, { weigh }),
    ),
  },
  { ...known("missing-keepdims"), ways: [weighing(withoutKeepdims)], raises: raised.byBroadcasting },
  {
    ...known("keys-not-transposed"),
    ways: untransposed.map(
      (wrong) =>
        ({ q, k, v }) =>
          attend(q, wrong(k), v),
    ),
    raises: raised.byMatmul,
  },
  { ...known("values-from-keys"), ways: [({ q, k }) => attend(q, k, k)] },
  { ...known("hard-max"), ways: [weighing(oneHot)] },
  { ...known("uniform-weights"), ways: [weighing(uniform)] },
  { ...known("normalized-by-sum"), ways: [weighing(dividedBySum)] },
  { ...known("not-normalized"), ways: [weighing(exponentials)] },
  { ...known("no-softmax"), ways: [weighing(asTheyAre), attention(() => ({ scale: 1, weigh: asTheyAre }))] },
  { ...known("global-maximum"), ways: [weighing(sharedMaximum(3)), weighing(sharedMaximum(2))] },
  { ...known("unstable-softmax"), ways: [weighing(unstableOverKeys)] },
];

export default mistakes;
