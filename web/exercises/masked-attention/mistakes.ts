import type { Nd } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import { attend, overKeys, type Variant, withShared } from "../shared/wrong-attention.js";
import {
  attentionMistakesBehindMask,
  eachHiding,
  type Masking,
  maskMistakes,
  rightMasking,
} from "../shared/wrong-masking.js";
import { activated, firstEntryOnly, ofFirstEntry } from "../shared/wrong-outputs.js";

interface Masked {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
  readonly mask: Nd;
}

interface MaskedVariant extends Omit<Variant, "weigh"> {
  readonly masking?: Masking;
  /** What is taken for the inputs. Default: what they are. */
  readonly taken?: (inputs: Masked) => Masked;
}

const attention = composed(
  (inputs: Masked, { masking = rightMasking, taken = (given) => given, ...variant }: MaskedVariant) => {
    const { q, k, v, mask } = taken(inputs);
    return attend(q, k, v, { ...variant, weigh: (scores) => masking(scores, mask) });
  },
);

/** What is right is left out, so that it may be exchanged for a second mistake. */
const way = (masking: Masking, variant: MaskedVariant = {}) =>
  attention(masking === rightMasking ? variant : { ...variant, masking });

/** The right weights, but for empty rows. */
const hidings = eachHiding(overKeys);

const right = attention({});
const onlyFirst = firstEntryOnly(right);

const own: readonly Mistake<Masked>[] = [
  activated(right),
  {
    ...onlyFirst,
    ways: [...onlyFirst.ways, attention({ taken: (x) => ({ ...x, k: ofFirstEntry(x.k), v: ofFirstEntry(x.v) }) })],
  },
  { ...known("values-from-keys"), ways: hidings.map((masking) => way(masking, { taken: (x) => ({ ...x, v: x.k }) })) },
  {
    ...known("returned-weights-instead"),
    ways: hidings.map((masking) => ({ q, k, v, mask }) => {
      const { weights } = attend(q, k, v, { weigh: (scores) => masking(scores, mask) });
      return weights;
    }),
  },
  {
    ...known("queries-and-keys-swapped"),
    ways: hidings.map((masking) => way(masking, { taken: (x) => ({ ...x, q: x.k, k: x.q }) })),
  },
];

const mistakes: readonly Mistake<Masked>[] = withShared(
  [...maskMistakes<Masked>(way), ...own],
  attentionMistakesBehindMask<Masked>(way),
);

export default mistakes;
