import { type Nd, softmax, unstableSoftmax } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import {
  attend,
  attentionMistakes,
  firstRows,
  last,
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

interface QkvVariant extends Variant {
  /** What is taken for queries, keys and values. Default: what they are. */
  readonly taken?: (inputs: Qkv) => Qkv;
}

const attention = composed((inputs: Qkv, { taken = (given) => given, ...variant }: QkvVariant) => {
  const { q, k, v } = taken(inputs);
  return attend(q, k, v, variant);
});

const either = (variant: (inputs: Qkv) => QkvVariant) => [
  attention(variant),
  attention((inputs) => ({ ...variant(inputs), weigh: unstableOverKeys })),
];

/** Who gets the scale wrong has the maximum subtracted or not. */
const scaling = (factor: (inputs: Qkv) => number) => either((inputs) => ({ scale: factor(inputs) }));

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
        ...either(() => ({ taken: ({ q, k, v }) => ({ q: k, k: q, v }) })),
        ...either(() => ({ taken: ({ q, k, v }) => ({ q: k, k: q, v: firstRows(v, size(q, 1)) }) })),
      ],
    },
    { ...known("values-from-keys"), ways: [attention({ taken: ({ q, k }) => ({ q, k, v: k }) })] },
    { ...known("returned-weights-instead"), ways: [({ q, k, v }) => attend(q, k, v).weights] },
    activated(({ q, k, v }) => attend(q, k, v)),
    {
      ...onlyFirst,
      ways: [
        ...onlyFirst.ways,
        attention({ taken: ({ q, k, v }) => ({ q, k: ofFirstEntry(k), v: ofFirstEntry(v) }) }),
        attention({ taken: ({ q, k, v }) => ({ q, k: ofFirstEntry(k), v }) }),
        attention({ taken: ({ q, k, v }) => ({ q, k, v: ofFirstEntry(v) }) }),
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
