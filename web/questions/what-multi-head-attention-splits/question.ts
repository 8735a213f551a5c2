import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "What multi-head attention splits", zh: "多头注意力切分的是什么" },
  topic: "transformers",
  difficulty: "medium",
  asked: 3,
  choices: [
    {
      id: "several-distributions",
      right: true,
      text: {
        en: "With several heads, a query has several weight distributions and need not average different things.",
        zh: "有多个头，一个 query 就有多个权重分布，不必把不同的东西平均在一起。",
      },
      why: {
        en: "One softmax gives one distribution for each query. According to Vaswani et al. (2017), several heads avoid the averaging of a single head.",
        zh: "一次 softmax 给每个 query 一个分布。Vaswani 等（2017）指出，多头要避免的正是单头的这种平均。",
      },
    },
    {
      id: "splits-sequence",
      right: false,
      text: {
        en: "The sequence is split: each head attends only within its own eighth of the positions.",
        zh: "切的是序列：每个头只在属于自己的那八分之一位置里做注意力。",
      },
      why: {
        en: "Then no head could relate positions of different parts. Every head sees all L positions. (A view to [B, 8, L, 64] without a transpose does this by accident.)",
        zh: "那样就没有头能联系不同段的位置了。每个头都看得到全部 L 个位置。（不转置就 view 成 [B, 8, L, 64]，会不小心造成这种结果。）",
      },
    },
    {
      id: "same-work",
      right: true,
      text: {
        en: "The matrix products of eight heads of width 64 cost as much as those of one head of width 512.",
        zh: "8 个 64 维的头，矩阵乘法的计算量与 1 个 512 维的头相同。",
      },
      why: {
        en: "The projections keep their size, and the scores cost 8 · L² · 64 = L² · 512. What grows is the number of L × L matrices that are scaled and go through a softmax: eight instead of one.",
        zh: "投影大小不变，分数的代价是 8 · L² · 64 = L² · 512。增加的是要缩放、要过 softmax 的 L × L 矩阵：从一个变成八个。",
      },
    },
    {
      id: "splits-raw-input",
      right: false,
      text: {
        en: "The input features are split first: head 1 projects x[..., :64] with a 64 × 64 matrix.",
        zh: "先切输入特征：第 1 个头用 64 × 64 的矩阵投影 x[..., :64]。",
      },
      why: {
        en: "Such a head would not see the other 448 features. The projection of a head is 512 × 64 and reads all 512; the split comes after the projection.",
        zh: "那样的头看不见其余 448 个特征。一个头的投影是 512 × 64，读入全部 512 个特征，切分在投影之后。",
      },
    },
    {
      id: "splits-projected-features",
      right: true,
      text: {
        en: "The features are split after the projection: [B, L, 512] is read as [B, L, 8, 64].",
        zh: "投影之后切特征：把 [B, L, 512] 看作 [B, L, 8, 64]。",
      },
      why: {
        en: "Then the head axis moves before the positions, [B, 8, L, 64], so that each head has its own matrix products.",
        zh: "随后把头的维移到位置之前，得到 [B, 8, L, 64]，每个头各做各的矩阵乘法。",
      },
    },
  ],
  sources: [
    {
      title: "Vaswani et al., Attention Is All You Need (2017), section 3.2.2",
      url: "https://arxiv.org/abs/1706.03762",
    },
    {
      title: "Michel et al., Are Sixteen Heads Really Better than One? (2019)",
      url: "https://arxiv.org/abs/1905.10650",
    },
  ],
  practise: ["split-heads", "multi-head-attention"],
} satisfies Question;
