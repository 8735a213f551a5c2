import type { Nd } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { known } from "../shared/known-mistakes.js";
import { attend, overKeys, type Variant, withShared } from "../shared/wrong-attention.js";
import { attentionMistakesBehindMask, eachHiding, type Masking, maskMistakes, zeros } from "../shared/wrong-masking.js";
import { activated, firstEntryOnly, ofFirstEntry } from "../shared/wrong-outputs.js";

interface Masked {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
  readonly mask: Nd;
}

const way =
  (masking: Masking, variant: Variant = {}) =>
  ({ q, k, v, mask }: Masked) =>
    attend(q, k, v, { ...variant, weigh: (scores) => masking(scores, mask) });

/** The right weights, but for empty rows. */
const hidings = eachHiding(overKeys);

const right = way(zeros(overKeys));
const onlyFirst = firstEntryOnly(right);

const own: readonly Mistake<Masked>[] = [
  activated(right),
  {
    ...onlyFirst,
    ways: [...onlyFirst.ways, (x) => right({ ...x, k: ofFirstEntry(x.k), v: ofFirstEntry(x.v) })],
  },
  { ...known("values-from-keys"), ways: hidings.map((masking) => (x) => way(masking)({ ...x, v: x.k })) },
  {
    ...known("returned-weights-instead"),
    ways: hidings.map((masking) => ({ q, k, v, mask }) => {
      const { weights } = attend(q, k, v, { weigh: (scores) => masking(scores, mask) });
      return weights;
    }),
  },
  {
    ...known("queries-and-keys-swapped"),
    ways: hidings.map((masking) => (x) => way(masking)({ ...x, q: x.k, k: x.q })),
  },
];

const mistakes: readonly Mistake<Masked>[] = withShared(
  [...maskMistakes<Masked>(way), ...own],
  attentionMistakesBehindMask<Masked>(way),
);

export default mistakes;
