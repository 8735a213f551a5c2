import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Passes in 2-D, fails on a batch", zh: "二维测试通过，一上 batch 就错" },
  topic: "transformers",
  difficulty: "medium",
  asked: 2,
  choices: [
    {
      id: "wrong-scale",
      right: true,
      text: {
        en: "The scores are divided by √L instead of √d.",
        zh: "分数除的是 √L，而不是 √d。",
      },
      why: {
        en: "q.shape[1] is d for [L, d], but L for [B, L, d]. q.shape[-1] is d for both.",
        zh: "q 为 [L, d] 时 q.shape[1] 是 d，为 [B, L, d] 时却是 L。q.shape[-1] 两种情况下都是 d。",
      },
    },
    {
      id: "shape-error",
      right: false,
      text: {
        en: "The first batch raises a shape error, so any run would show the bug.",
        zh: "第一个 batch 就会报形状错误，一跑就能发现。",
      },
      why: {
        en: "All shapes fit: scores and weights are [B, L, S], the result is [B, L, d_v]. Only the numbers are wrong, so the bug is easy to miss.",
        zh: "形状全都对得上：分数和权重是 [B, L, S]，结果是 [B, L, d_v]。错的只是数值，所以这个错误不容易被发现。",
      },
    },
    {
      id: "swapped-batch",
      right: false,
      text: {
        en: "swapaxes(k, -1, -2) now swaps batch and features.",
        zh: "swapaxes(k, -1, -2) 这时交换的是 batch 和特征。",
      },
      why: {
        en: "Both axes are counted from the end, so it swaps positions and features in either case. k.T would reverse all three axes.",
        zh: "两维都是从后往前数的，无论哪种情况交换的都是位置和特征。换成 k.T 才会颠倒全部三维。",
      },
    },
    {
      id: "mixed-sequences",
      right: false,
      text: {
        en: "weights @ v sums over the batch and so mixes the sequences.",
        zh: "weights @ v 会沿 batch 求和，把不同的序列混在一起。",
      },
      why: {
        en: "NumPy's @ takes the last two axes as matrices and all leading axes as a batch; each entry is multiplied separately.",
        zh: "NumPy 的 @ 把最后两维当作矩阵，前面的维都当作 batch，各项分别相乘。",
      },
    },
    {
      id: "wrong-axis",
      right: true,
      text: {
        en: "The softmax now runs over the queries, and rows no longer sum to one.",
        zh: "softmax 这时沿 query 做，每行的和不再是 1。",
      },
      why: {
        en: "Axis 1 of [L, S] is the keys; axis 1 of [B, L, S] is the queries. axis=-1 is the keys in both.",
        zh: "[L, S] 的第 1 维是 key，[B, L, S] 的第 1 维是 query。axis=-1 两种情况下都是 key。",
      },
    },
  ],
  sources: [
    {
      title: "NumPy documentation, numpy.matmul",
      url: "https://numpy.org/doc/stable/reference/generated/numpy.matmul.html",
    },
    {
      title: "SciPy documentation, scipy.special.softmax",
      url: "https://docs.scipy.org/doc/scipy/reference/generated/scipy.special.softmax.html",
    },
  ],
  practise: ["bug-transpose-of-a-batch", "bug-softmax-of-a-batch"],
} satisfies Question;
