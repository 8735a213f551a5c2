import type { Nd } from "../../arrays/nd.js";
import type { Answer, Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";
import { type RmsNormVariant, rmsNorm, rmsNormMistakes } from "../shared/wrong-rms-norm.js";

interface Inputs {
  readonly x: Nd;
  readonly gamma: Nd;
  readonly eps: number;
}

const way = composed(
  ({ x, gamma, eps }: Inputs, variant: RmsNormVariant): Answer => ({ out: rmsNorm(x, gamma, eps, variant) }),
);

const mistakes: readonly Mistake<Inputs>[] = [...rmsNormMistakes<Inputs>(way), firstEntryOnly(way({}))];

export default mistakes;
