import { known } from "../known-mistakes.js";
import type { Mistake, Way } from "../mistake.js";
import { type Nd, softmax, unstableSoftmax } from "../nd.js";
import {
  attend,
  attentionMistakes,
  last,
  overKeys,
  unstableOverKeys,
  type Variant,
  withShared,
} from "../wrong-attention.js";
import { shiftedTooLittle } from "../wrong-softmax.js";

interface Qkv {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
}

const attention =
  (variant: Variant): Way<Qkv> =>
  ({ q, k, v }) =>
    attend(q, k, v, variant);

/** Who gets the scale wrong has the maximum subtracted or not. */
const scaling = (factor: (inputs: Qkv) => number) =>
  [overKeys, unstableOverKeys].map(
    (weigh): Way<Qkv> =>
      (inputs) =>
        attention({ scale: factor(inputs), weigh })(inputs),
  );

const size = (x: Nd, axis: number) => x.shape[axis] as number;

const mistakes: readonly Mistake<Qkv>[] = withShared(
  [
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
      ...known("softmax-over-batch"),
      ways: [softmax, unstableSoftmax].map((along) => attention({ weigh: (scores) => along(scores, 0) })),
    },
    {
      ...known("queries-and-keys-swapped"),
      ways: [overKeys, unstableOverKeys].map(
        (weigh) =>
          ({ q, k, v }) =>
            attend(k, q, v, { weigh }),
      ),
    },
    { ...known("values-from-keys"), ways: [({ q, k }) => attend(q, k, k)] },
    { ...known("returned-weights-instead"), ways: [({ q, k, v }) => attend(q, k, v).weights as Nd] },
    {
      ...known("unstable-softmax"),
      ways: shiftedTooLittle.map((along) => attention({ weigh: (scores) => along(scores, -1) })),
    },
  ],
  attentionMistakes(attention, 3),
);

export default mistakes;
