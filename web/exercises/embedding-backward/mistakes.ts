import { full, map, transpose } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { knownOfLayers } from "../shared/known-of-layers.js";
import { added, type EmbeddingInputs, embeddingMistakes, rightSum } from "../shared/wrong-embedding-backward.js";

const mistakes: readonly Mistake<EmbeddingInputs>[] = [
  ...embeddingMistakes,
  {
    ...knownOfLayers("embedding-not-looked-up"),
    title: { en: "Rows are chosen by position, not by id", zh: "按位置而不是按 id 选择了行" },
    explanation: {
      en: "The gradient of position i went to row i of the table. The forward pass read row ids[b, i], so the gradient goes back to that row. Where there are more positions than rows, the index runs out of the table.",
      zh: "位置 i 的梯度加到了表的第 i 行。前向读取的是第 ids[b, i] 行，梯度也应回到这一行。位置比行数多时，下标会越界。",
    },
    ways: [
      (inputs) =>
        added(
          inputs,
          () => 1,
          ({ position }) => position,
        ),
    ],
  },
  {
    code: "padding-left-out",
    title: { en: "Row 0 gets no gradient", zh: "第 0 行没有得到梯度" },
    explanation: {
      en: "Id 0 was taken for padding and left out, as PyTorch does with padding_idx=0. Nothing of the kind is asked for here: id 0 is a token like any other, and its row sums the gradients of its places.",
      zh: "把 id 0 当作填充跳过了，就像 PyTorch 里设置 padding_idx=0 那样。本题没有这样的要求：id 0 与其他 token 一样，它的行也是各处梯度之和。",
    },
    ways: [(inputs) => added(inputs, ({ id }) => Number(id !== 0))],
  },
  {
    code: "multiplied-by-count",
    title: { en: "Repeated ids count too often", zh: "重复的 id 算多了" },
    explanation: {
      en: "The sum of an id's gradients was added once for each of its places, so an id that occurs n times has n times the right gradient. Either add up token by token, or handle each id once: loop over the ids that occur, without repetition.",
      zh: "同一个 id 的梯度之和，在它出现的每一处都加了一遍：出现 n 次的 id，梯度是正确值的 n 倍。要么逐个 token 相加，要么每个 id 只处理一次：遍历出现过的 id 时去掉重复。",
    },
    ways: [(inputs) => added(inputs, (place, places) => places.filter(({ id }) => id === place.id).length)],
  },
  {
    code: "upstream-gradient-missing",
    title: { en: "The incoming gradient is not used", zh: "没有乘上游梯度" },
    explanation: {
      en: "Each row holds the number of places of its id, or a one where it occurs. That is the derivative of the lookup itself. The chain rule multiplies it by dx, the gradient that has come back so far.",
      zh: "每一行存的是该 id 出现的次数，或者出现过就是 1。这是查表本身的导数。按链式法则还要乘上 dx，即已经传回来的梯度。",
    },
    ways: [(value: number) => value, (value: number) => Math.min(value, 1)].map(
      (f) => (inputs) => map(rightSum({ ...inputs, dx: full(inputs.dx.shape, 1) }), f),
    ),
  },
  {
    code: "table-transposed",
    title: { en: "The gradient is transposed", zh: "梯度转置了" },
    explanation: {
      en: "The result has the shape (D, V). A gradient has the shape of what it belongs to: the table has a row for each id, (V, D). In a product with a one-hot matrix, that one is transposed: one_hotᵀ · dx.",
      zh: "结果的形状是 (D, V)。梯度与它所属的量形状相同：表中每个 id 一行，即 (V, D)。用 one-hot 矩阵相乘时，要转置的是 one-hot 矩阵：one_hotᵀ · dx。",
    },
    ways: [(inputs) => transpose(rightSum(inputs))],
  },
];

export default mistakes;
