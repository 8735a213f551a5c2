import { expand, full, matmul, type Nd, softmax, sum, transpose } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import weightedSum from "../weighted-sum-attention/mistakes.js";

interface Inputs {
  readonly x: Nd;
  readonly w: Nd;
}

/** What JavaScript says where a function is called that does not exist; NumPy's words are in the expression below. */
const notThere = (): never => {
  throw new TypeError("Math.softmax is not a function");
};

/** The scores as a matrix with a single column. */
const column = ({ x, w }: Inputs) => matmul(x, expand(w, 1));

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "softmax-that-does-not-exist",
    title: { en: "There is no such softmax", zh: "这个 softmax 并不存在" },
    explanation: {
      en: "The program calls a softmax that is not there. NumPy has none, and neither does JavaScript's Math; SciPy has one, but it is not installed here. PyTorch's torch.nn has only the layer nn.Softmax, and the function is torch.softmax (or F.softmax). In NumPy and JavaScript write it yourself: subtract the maximum, take exp, divide by the sum. There may be another bug behind this one; it shows only after this one is fixed.",
      zh: "程序调用的 softmax 并不存在。NumPy 没有，JavaScript 的 Math 也没有；SciPy 有，但这里没有安装。PyTorch 的 torch.nn 里只有层 nn.Softmax，函数是 torch.softmax（或 F.softmax）。用 NumPy 或 JavaScript 就自己写：减去最大值，取 exp，再除以总和。后面可能还藏着别的错误，要先改好这一处才会显露。",
    },
    raises:
      /module 'numpy[\w.]*' has no attribute '(softmax|nn|special|scipy)'|module 'torch[\w.]*' has no attribute '[Ss]oft_?[Mm]ax'|name 'softmax' is not defined|No module named '(scipy|torch|tensorflow|jax)|(Math\.)?softmax is not (a function|defined)/,
    ways: [notThere],
  },
  {
    code: "matrix-instead-of-vector",
    title: { en: "w is treated as a matrix", zh: "把 w 当成了矩阵" },
    explanation: {
      en: "The program expects a weight matrix, which would give every item a whole row of scores, and a softmax for each row. But w is one vector of d numbers: its dot product with an item is one number, so there are n scores, one softmax over all of them, and one vector as the result. (NumPy says that axis 1 is out of bounds and PyTorch that the dimension is out of range, since n scores have axis 0 only; in JavaScript indexing a number gives undefined, and then NaN.)",
      zh: "程序以为 w 是权重矩阵，于是每个元素都有一整行分数，每行各做一次 softmax。但 w 只是一个 d 维向量：它与一个元素的点积是一个数，总共 n 个分数，对它们一起做一次 softmax，结果是一个向量。（n 个分数只有第 0 维，所以 NumPy 报 axis 1 越界，PyTorch 报维度超出范围；在 JavaScript 里，对数字取下标得到 undefined，再算就成了 NaN。）",
    },
    raises:
      /axis 1 is out of bounds for array of dimension 1|Dimension out of range \(expected to be in range of \[-1, 0\], but got 1\)/,
    ways: [
      // JavaScript: every "column" of w is a number, and its elements are undefined.
      ({ x }) => full(x.shape, Number.NaN),
      // w[:, None]: one row as the result; or, with the softmax over the only column, weights of one.
      (inputs) => matmul(transpose(softmax(column(inputs), 0)), inputs.x),
      ({ x }) => sum(x, 0),
      // Weights (n, 1) by x (n, d).
      (inputs) => matmul(softmax(column(inputs), 0), inputs.x),
    ],
  },
  ...weightedSum,
];

export default mistakes;
