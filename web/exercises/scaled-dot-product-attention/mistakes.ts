import { type Nd, softmax, unstableSoftmax } from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { known } from "../shared/known-mistakes.js";
import {
  attend,
  attentionMistakes,
  firstRows,
  last,
  overKeys,
  unstableOverKeys,
  type Variant,
  withShared,
} from "../shared/wrong-attention.js";
import { activated, firstEntryOnly, ofFirstEntry } from "../shared/wrong-outputs.js";
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

const size = (x: Nd, axis: number) => x.shape[axis] as number;

const onlyFirst = firstEntryOnly<Qkv>(({ q, k, v }) => attend(q, k, v));

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
      ],
    },
    { ...known("values-from-keys"), ways: [({ q, k }) => attend(q, k, k)] },
    { ...known("returned-weights-instead"), ways: [({ q, k, v }) => attend(q, k, v).weights] },
    activated(({ q, k, v }) => attend(q, k, v)),
    {
      ...onlyFirst,
      ways: [
        ...onlyFirst.ways,
        ({ q, k, v }) => attend(q, ofFirstEntry(k), ofFirstEntry(v)),
        ({ q, k, v }) => attend(q, ofFirstEntry(k), v),
        ({ q, k, v }) => attend(q, k, ofFirstEntry(v)),
      ],
    },
    {
      ...known("unstable-softmax"),
      ways: shiftedTooLittle.map((along) => attention({ weigh: (scores) => along(scores, -1) })),
    },
  ],
  attentionMistakes(attention, 3),
);

export default mistakes;
