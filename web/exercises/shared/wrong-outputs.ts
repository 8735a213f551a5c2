/** What goes wrong around an answer, whatever the task is. Mistakes are built of it. */
import { count } from "../../arrays/index.js";
import { generate, map, type Nd, reshape } from "../../arrays/nd.js";
import type { Answer, Mistake, Way } from "../../format/mistake.js";
import { known } from "./known-mistakes.js";

/** The right answer by name. */
export type RightWay<Inputs> = (inputs: Inputs) => Answer;

const eachOutput =
  <Inputs>(right: RightWay<Inputs>, change: (x: Nd) => Nd): Way<Inputs> =>
  (inputs) =>
    Object.fromEntries(Object.entries(right(inputs)).map(([name, array]) => [name, change(array)]));

const firstEntry = ({ shape, data }: Nd): Nd => {
  const kept = shape.slice(1);
  return { shape: kept, data: data.slice(0, count(kept)) };
};
const padded = (x: Nd, value: (first: Nd, at: number) => number): Nd => {
  const first = firstEntry(x);
  const size = first.data.length;
  return { shape: x.shape, data: x.data.map((own, at) => (at < size ? own : value(first, at % size))) };
};

/** Only the first entry of a batch was computed: it is all there is, or zeros or copies of it stand for the others. */
export const firstEntryOnly = <Inputs>(right: RightWay<Inputs>): Mistake<Inputs> => ({
  ...known("first-entry-only"),
  ways: [
    firstEntry,
    (x: Nd) => reshape(firstEntry(x), [1, ...x.shape.slice(1)]),
    (x: Nd) => padded(x, () => 0),
    (x: Nd) => padded(x, (first, at) => first.data[at] as number),
  ].map((change) => eachOutput(right, change)),
});

/** Some inputs of the first entry, for the whole batch. */
export const ofFirstEntry = (x: Nd): Nd =>
  generate(x.shape, (index) => {
    const [, ...rest] = index;
    return x.data[rest.reduce((at, i, axis) => at * (x.shape[axis + 1] as number) + i, 0)] as number;
  });

export const activations: readonly ((value: number) => number)[] = [
  (value) => Math.max(value, 0),
  (value) => 1 / (1 + Math.exp(-value)),
  Math.tanh,
];

/** An activation function that nobody asked for, on the output of this name. */
export const activated = <Inputs>(right: RightWay<Inputs>, name = "out"): Mistake<Inputs> => ({
  ...known("activation-on-output"),
  ways: activations.map((activation) => (inputs) => {
    const answer = right(inputs);
    return { ...answer, [name]: map(answer[name] as Nd, activation) };
  }),
});
