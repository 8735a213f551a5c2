/** The gradient of a softmax along the last axis, as people get it wrong. Mistakes are built of it. */
import { map, mean, multiply, type Nd, squeeze, subtract, sum } from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { known, raised } from "./known-mistakes.js";
import { knownOfGradients } from "./known-of-gradients.js";

/** From the weights y and the gradient by them, both of one shape, to the gradient by the scores. */
export type SoftmaxBackward = (y: Nd, dy: Nd) => Nd;

/** What is subtracted from each gradient; the right one is the sum of y · dy along the last axis. */
export const lessThan =
  (average: SoftmaxBackward): SoftmaxBackward =>
  (y, dy) =>
    multiply(y, subtract(dy, average(y, dy)));

const weightedSum: SoftmaxBackward = (y, dy) => sum(multiply(y, dy), -1);

export const rightBackward: SoftmaxBackward = lessThan(weightedSum);

/** The mistakes that the gradient of any softmax may hold, whatever stands around it. */
export function softmaxBackwardMistakes<Inputs>(
  way: (backward: SoftmaxBackward) => Way<Inputs>,
): readonly Mistake<Inputs>[] {
  const ways = (...backwards: readonly SoftmaxBackward[]) => backwards.map(way);
  return [
    {
      ...knownOfGradients("diagonal-only"),
      ways: ways((y, dy) =>
        multiply(
          map(y, (weight) => weight * (1 - weight)),
          dy,
        ),
      ),
    },
    { ...knownOfGradients("sum-left-out"), ways: ways(multiply) },
    {
      ...knownOfGradients("unweighted-sum"),
      ways: ways(
        lessThan((_, dy) => sum(dy, -1)),
        lessThan((_, dy) => mean(dy, -1)),
      ),
    },
    { ...knownOfGradients("sum-averaged"), ways: ways(lessThan((y, dy) => mean(multiply(y, dy), -1))) },
    {
      ...knownOfGradients("outer-factor-missing"),
      ways: ways(
        (y, dy) => subtract(dy, weightedSum(y, dy)),
        (y, dy) => subtract(multiply(y, dy), weightedSum(y, dy)),
      ),
    },
    { ...knownOfGradients("sign-reversed"), ways: ways((y, dy) => multiply(y, subtract(weightedSum(y, dy), dy))) },
    {
      ...known("missing-keepdims"),
      ways: ways(lessThan((y, dy) => squeeze(weightedSum(y, dy), -1))),
      raises: raised.byBroadcasting,
    },
  ];
}
