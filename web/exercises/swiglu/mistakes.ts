import type { Nd } from "../../arrays/nd.js";
import type { Answer, Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { firstEntryOnly } from "../shared/wrong-outputs.js";
import { type SwigluVariant, type SwigluWeights, swiglu, swigluMistakes } from "../shared/wrong-swiglu.js";

interface Inputs extends SwigluWeights {
  readonly x: Nd;
}

const way = composed((inputs: Inputs, variant: SwigluVariant): Answer => ({ out: swiglu(inputs.x, inputs, variant) }));

const mistakes: readonly Mistake<Inputs>[] = [...swigluMistakes<Inputs>(way), firstEntryOnly<Inputs>(way({}))];

export default mistakes;
