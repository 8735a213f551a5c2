import { type Nd, nd, softmax, transpose, unstableSoftmax } from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { known } from "../shared/known-mistakes.js";
import {
  attend,
  attentionMistakes,
  last,
  overKeys,
  unstableOverKeys,
  type Variant,
  withShared,
} from "../shared/wrong-attention.js";
import { shiftedTooLittle } from "../shared/wrong-softmax.js";

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

/** As a loop over the weights of a row reads the values, be there more of them or not. NumPy raises unless there are as many. */
function firstRows(v: Nd, count: number): Nd {
  const [B, S, e] = v.shape as [number, number, number];
  if (count > S) throw new RangeError(`There are ${S} values, not ${count}.`);
  const row = (b: number, j: number) => v.data.subarray((b * S + j) * e, (b * S + j + 1) * e);
  const rows = Array.from({ length: B * count }, (_, at) => [...row(Math.floor(at / count), at % count)]);
  return nd([B, count, e], rows.flat());
}

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
      ways: [
        ...[overKeys, unstableOverKeys].flatMap((weigh): Way<Qkv>[] => [
          ({ q, k, v }) => attend(k, q, v, { weigh }),
          ({ q, k, v }) => attend(k, q, firstRows(v, size(q, 1)), { weigh }),
        ]),
        attention({ weigh: (scores) => transpose(overKeys(scores)) }),
      ],
    },
    { ...known("values-from-keys"), ways: [({ q, k }) => attend(q, k, k)] },
    { ...known("returned-weights-instead"), ways: [({ q, k, v }) => attend(q, k, v).weights] },
    {
      ...known("unstable-softmax"),
      ways: shiftedTooLittle.map((along) => attention({ weigh: (scores) => along(scores, -1) })),
    },
  ],
  attentionMistakes(attention, 3),
);

export default mistakes;
