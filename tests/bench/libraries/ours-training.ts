import { tensor } from "../../../web/kernels/index.js";
import type { TrainingKernels } from "../../../web/kernels/training.js";
import { length, vocabulary } from "../../../web/lab/induction/data.js";
import { beginWith, InductionModel } from "../../../web/lab/induction/model.js";
import { eachParameter, layerNames, parameterShapes, width } from "../../../web/lab/induction/parameters.js";
import { type TaskOf, transpose } from "../problem.js";

/** The lab's own model: the parameters stay in the kernels' memory, the batch goes in with every step. */
export function prepareTrainingStep(
  kernels: TrainingKernels,
  { batch, seq, width: dim, heads, vocabulary: tokens, inputs }: TaskOf<"training-step">,
): () => readonly Float32Array[] {
  if (seq !== length || dim !== width || tokens !== vocabulary) throw new Error("the lab has a model of another size");
  const square = width * width;
  const projections: readonly string[] = layerNames.flatMap((layer) =>
    ["wq", "wk", "wv", "wo"].map((which) => `${layer}.${which}`),
  );
  const parameters = eachParameter((name) => {
    const place = projections.indexOf(name);
    const weight = inputs.weights.subarray(place * square, (place + 1) * square);
    const data =
      name === "embedding" || name === "positions" || name === "unembedding"
        ? inputs[name]
        : transpose(weight, width, width);
    return tensor(parameterShapes[name], data);
  });
  const model = new InductionModel(kernels, heads, batch, beginWith(parameters));
  const ids = (data: Float32Array) => tensor([batch, seq], Int32Array.from(data));
  const given = { tokens: ids(inputs.tokens), targets: ids(inputs.targets) };
  return () => [Float32Array.of(model.learn(given))];
}
