import type { Nd } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import { last, withShared } from "../shared/wrong-attention.js";
import { groupMistakes, size } from "../shared/wrong-grouped-heads.js";
import { attendRagged, type Ragged, type RaggedVariant, raggedMistakes } from "../shared/wrong-lengths.js";
import { eachHiding, type Masking } from "../shared/wrong-masking.js";
import { activated, firstEntryOnly, ofFirstEntry } from "../shared/wrong-outputs.js";

interface TakenVariant extends RaggedVariant {
  /** What is taken for the inputs. Default: what they are. */
  readonly taken?: (inputs: Ragged) => Ragged;
}

const way = composed((inputs: Ragged, { taken = (given) => given, ...variant }: TakenVariant) =>
  attendRagged(taken(inputs), variant),
);

const byRootOf = (number: (inputs: Ragged) => number) => way((inputs) => ({ scale: 1 / Math.sqrt(number(inputs)) }));

const right = way({});
const onlyFirst = firstEntryOnly(right);

/** H and G of the cases in which neither is one, nor are they equal. */
const sizes = [
  [4, 2],
  [6, 3],
  [8, 2],
  [6, 2],
] as const;

const mistakes: readonly Mistake<Ragged>[] = withShared(
  [
    ...groupMistakes<Ragged>(
      ({ weigh, mix: _, ...variant }) =>
        way(weigh ? { ...variant, masking: eachHiding(weigh)[0] as Masking } : variant),
      sizes,
    ),
    {
      ...known("scale-by-other-size"),
      ways: [
        byRootOf(({ q }) => size(q, 1) * last(q)),
        byRootOf(({ q }) => size(q, 1)),
        byRootOf(({ k }) => size(k, 1)),
        byRootOf(({ q }) => size(q, 0)),
        byRootOf(({ k }) => size(k, 2)),
      ],
    },
    { ...known("values-from-keys"), ways: [way({ taken: (inputs) => ({ ...inputs, v: inputs.k }) })] },
    activated((inputs) => ({ out: right(inputs).out })),
    {
      ...onlyFirst,
      ways: [
        ...onlyFirst.ways,
        way({ taken: (inputs) => ({ ...inputs, k: ofFirstEntry(inputs.k), v: ofFirstEntry(inputs.v) }) }),
      ],
    },
    {
      ...known("returned-weights-instead"),
      ways: [(inputs): Nd => right(inputs).weights],
    },
  ],
  raggedMistakes<Ragged>(way),
);

export default mistakes;
