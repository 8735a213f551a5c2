import type { FloatTensor } from "../../kernels/index.js";

/** The logarithms of the probabilities of the answers of each pair: of the model, and of the reference. */
export type LogProbs = Readonly<Record<"chosen" | "rejected" | "ref_chosen" | "ref_rejected", FloatTensor>>;

/** The mean of -log sigmoid(beta * margin) over the pairs (Rafailov et al., 2023, equation 7), in float64. */
export function dpoLoss({ chosen, rejected, ref_chosen, ref_rejected }: LogProbs, beta: number): number {
  const at = ({ data }: FloatTensor, pair: number) => data[pair] as number;
  const pairs = chosen.data.length;
  let total = 0;
  for (let pair = 0; pair < pairs; pair++) {
    const gain = at(chosen, pair) - at(ref_chosen, pair);
    const loss = at(rejected, pair) - at(ref_rejected, pair);
    const logit = beta * (gain - loss);
    // log(1 + exp(-logit)), with an exponential that is never above one.
    total += Math.max(-logit, 0) + Math.log1p(Math.exp(-Math.abs(logit)));
  }
  return total / pairs;
}
