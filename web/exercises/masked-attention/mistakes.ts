import type { Nd } from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { known } from "../shared/known-mistakes.js";
import { attend, overKeys, type Variant, withShared } from "../shared/wrong-attention.js";
import { attentionMistakesBehindMask, eachHiding, type Masking, maskMistakes } from "../shared/wrong-masking.js";

interface Masked {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
  readonly mask: Nd;
}

const way =
  (masking: Masking, variant: Variant = {}): Way<Masked> =>
  ({ q, k, v, mask }) =>
    attend(q, k, v, { ...variant, weigh: (scores) => masking(scores, mask) });

/** The right weights, but for empty rows. */
const hidings = eachHiding(overKeys);

const own: readonly Mistake<Masked>[] = [
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
