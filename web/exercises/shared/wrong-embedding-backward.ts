/** The gradient of an embedding table in float64, with the steps that learners get wrong made exchangeable: the mistakes of both exercises on it. */
import { map, type Nd, scale } from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { knownOfGradients } from "./known-of-gradients.js";

export interface EmbeddingInputs {
  readonly ids: Nd;
  readonly dx: Nd;
  readonly vocab: number;
}

/** A token: its id, the sequence and the position that it is at. */
interface Place {
  readonly id: number;
  readonly sequence: number;
  readonly position: number;
}

function placesOf({ shape, data }: Nd): readonly Place[] {
  const L = shape[1] as number;
  return Array.from(data, (id, at) => ({ id, sequence: Math.floor(at / L), position: at % L }));
}

/** Each token adds its row of dx, times a factor, to a row of the table. A factor of 0 leaves it out. */
export function added(
  { ids, dx, vocab }: EmbeddingInputs,
  factorOf: (place: Place, places: readonly Place[]) => number,
  rowOf: (place: Place) => number = ({ id }) => id,
): Nd {
  const D = dx.shape[2] as number;
  const data = new Float64Array(vocab * D);
  const places = placesOf(ids);
  places.forEach((place, at) => {
    const factor = factorOf(place, places);
    if (factor === 0) return;
    const row = rowOf(place);
    if (row >= vocab) throw new RangeError(`There are ${vocab} rows, and no row ${row}.`);
    for (let feature = 0; feature < D; feature++) {
      const to = row * D + feature;
      data[to] = (data[to] as number) + factor * (dx.data[at * D + feature] as number);
    }
  });
  return { shape: [vocab, D], data };
}

const all = () => 1;
export const rightSum = (inputs: EmbeddingInputs) => added(inputs, all);

type Group = (place: Place) => unknown;
const everything: Group = () => 0;
const bySequence: Group = ({ sequence }) => sequence;
const byPosition: Group = ({ position }) => position;

/** Of the tokens of a group that have one id, the last counts, or the first. */
const one =
  (which: "first" | "last", group: Group): Way<EmbeddingInputs> =>
  (inputs) =>
    added(inputs, (place, places) => {
      const alike = places.filter(({ id, ...rest }) => id === place.id && group({ id, ...rest }) === group(place));
      return Number(alike.at(which === "first" ? 0 : -1) === place);
    });

const lastSequenceOf = (place: Place, places: readonly Place[]) =>
  places.filter(({ id }) => id === place.id).at(-1)?.sequence;

/** Only rows up to the largest id. */
const upToLargest = (inputs: EmbeddingInputs): Nd => {
  const { shape, data } = rightSum(inputs);
  const D = shape[1] as number;
  const rows = Math.max(...inputs.ids.data) + 1;
  return { shape: [rows, D], data: data.slice(0, rows * D) };
};

export const embeddingMistakes: readonly Mistake<EmbeddingInputs>[] = [
  {
    code: "last-one-wins",
    title: { en: "Repeated ids count once", zh: "重复的 id 只算了一次" },
    explanation: {
      en: "A row of the table gets the gradient of one of its tokens only, as a rule the last. In NumPy and PyTorch grad[ids] += dx reads all rows, adds, and writes all rows back: where an id is repeated, each write replaces the one before. A loop that assigns does the same. The row was used in several places, so their gradients add up: use np.add.at, index_add_ or += in a loop over the tokens.",
      zh: "表的一行只得到了其中一个 token 的梯度，通常是最后一个。在 NumPy 和 PyTorch 中，grad[ids] += dx 是先读出所有行，相加，再全部写回：id 重复时，后写的覆盖先写的。循环里用赋值也是一样。这一行在几个位置都用到了，梯度应当相加：用 np.add.at、index_add_，或在遍历 token 的循环里用 +=。",
    },
    ways: [one("last", everything), one("first", everything)],
  },
  {
    code: "counted-once-per-step",
    title: { en: "Repeated ids of one step of the loop count once", zh: "循环的同一步里，重复的 id 只算了一次" },
    explanation: {
      en: "A loop over the sequences (or over the positions) adds with grad[ids[b]] += dx[b]. From step to step the gradients add up, but within one step a repeated id still counts once. Loop over both, or use an operation that adds every entry: np.add.at, index_add_.",
      zh: "对序列（或位置）做了循环，每一步用 grad[ids[b]] += dx[b]。不同的步之间梯度是相加的，但同一步里重复的 id 仍然只算一次。应对两者都循环，或者用会逐项相加的操作：np.add.at、index_add_。",
    },
    ways: [one("last", bySequence), one("last", byPosition), one("first", bySequence)],
  },
  {
    code: "last-sequence-wins",
    title: { en: "A sequence overwrites the one before", zh: "后一个序列覆盖了前一个" },
    explanation: {
      en: "Within a sequence the gradients of an id add up, but each sequence writes its sums over those of the others. The table is shared by the whole batch: add up over all sequences too.",
      zh: "序列内部同一个 id 的梯度是相加的，但每个序列都用自己的和覆盖了别的序列。整个 batch 共用一张表：对所有序列也应相加。",
    },
    ways: [(inputs) => added(inputs, (place, places) => Number(lastSequenceOf(place, places) === place.sequence))],
  },
  {
    code: "averaged-by-count",
    title: { en: "The gradients of an id are averaged", zh: "同一个 id 的梯度取了平均" },
    explanation: {
      en: "Each row holds the mean over the places of its id. The loss depends on the row through each of these places, and by the chain rule the contributions add up: a word that is used ten times has the sum of ten gradients.",
      zh: "每一行是该 id 在各处梯度的平均。损失通过每一处都依赖这一行，按链式法则，各处的贡献应当相加：用了十次的词，得到的是十个梯度之和。",
    },
    ways: [(inputs) => added(inputs, (place, places) => 1 / places.filter(({ id }) => id === place.id).length)],
  },
  {
    code: "averaged-over-tokens",
    title: { en: "The gradient is divided by the number of tokens", zh: "梯度除以了 token 数" },
    explanation: {
      en: "The sums are right, but then divided by the number of tokens, sequences or positions. If the loss is a mean, dx contains that factor already. Only add up here.",
      zh: "求和是对的，但又除以了 token 数、序列数或位置数。如果损失是平均值，这个因子已经包含在 dx 里。这里只需相加。",
    },
    ways: [
      (inputs) => scale(rightSum(inputs), 1 / inputs.ids.data.length),
      (inputs) => scale(rightSum(inputs), 1 / (inputs.ids.shape[0] as number)),
      (inputs) => scale(rightSum(inputs), 1 / (inputs.ids.shape[1] as number)),
    ],
  },
  {
    code: "batch-forgotten",
    title: { en: "Only one sequence of the batch is used", zh: "只用了 batch 中的一个序列" },
    explanation: {
      en: "Only the first sequence (or the last) has been added. All sequences have read the same table: add up over the whole batch.",
      zh: "只累加了第一个（或最后一个）序列。所有序列查的是同一张表：应对整个 batch 相加。",
    },
    ways: [
      (inputs) => added(inputs, ({ sequence }) => Number(sequence === 0)),
      (inputs) => added(inputs, ({ sequence }) => Number(sequence === (inputs.ids.shape[0] as number) - 1)),
    ],
  },
  {
    code: "table-too-short",
    title: { en: "The gradient has too few rows", zh: "梯度的行数不够" },
    explanation: {
      en: "There are rows up to the largest id that occurs only. The gradient has the shape of the table, (V, D): a row for every id of the vocabulary, zeros for those that do not occur.",
      zh: "行数只到出现过的最大 id。梯度的形状与表相同，为 (V, D)：词表中每个 id 一行，没有出现的为零。",
    },
    ways: [upToLargest],
  },
  {
    ...knownOfGradients("sign-reversed"),
    ways: [(inputs) => map(rightSum(inputs), (value) => -value)],
  },
];
