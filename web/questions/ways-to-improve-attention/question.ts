import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Ways to improve attention", zh: "改进注意力的办法" },
  topic: "effect",
  difficulty: "medium",
  asked: 2,
  choices: [
    {
      id: "more-heads",
      right: false,
      text: {
        en: "Aggregating heads works like an ensemble, so at a fixed width more heads are never worse.",
        zh: "聚合多个头相当于集成，所以总维度不变时，头越多至少不会更差。",
      },
      why: {
        en: "Heads divide the width among them, so more heads are narrower heads; and they are concatenated and projected, not used as votes. Michel et al. (2019) removed many heads of trained models at test time with little loss.",
        zh: "各头分摊总维度，头越多，每个头的维度越小；而且它们是拼接后再投影，不是投票。Michel 等（2019）在测试时去掉训练好的模型的许多头，损失很小。",
      },
    },
    {
      id: "talking-heads",
      right: true,
      text: {
        en: "Heads can be made to exchange information inside attention: talking-heads attention mixes them around the softmax.",
        zh: "可以让各头在注意力内部交换信息：talking-heads 注意力在 softmax 前后把各头线性混合。",
      },
      why: {
        en: "Two small H × H matrices mix the scores before and the weights after the softmax. This changes the mechanism itself; the output projection mixes the heads only at the end.",
        zh: "两个小的 H × H 矩阵，分别在 softmax 之前混合分数、之后混合权重。这改的是机制本身；输出投影则只在最后混合各头。",
      },
    },
    {
      id: "adaptive-span",
      right: true,
      text: {
        en: "Adaptive attention span lets every head learn how far back it looks, with a penalty on the distance.",
        zh: "自适应注意力跨度让每个头自己学要往回看多远，并对距离加惩罚。",
      },
      why: {
        en: "A soft mask falls from 1 to 0 at a learned distance. Heads with a short span need not be computed further back, so this method does save time and memory (Sukhbaatar et al., 2019).",
        zh: "一个软掩码在学到的距离处由 1 降到 0。跨度短的头不必再往前算，因此确实省时间和内存（Sukhbaatar 等，2019）。",
      },
    },
    {
      id: "multi-task",
      right: false,
      text: {
        en: "Multi-task learning is a third attention method: the shared layers attend to what each task needs.",
        zh: "多任务学习是第三种注意力方法：共享层会关注每个任务所需的内容。",
      },
      why: {
        en: "It trains one network on several losses. There is no query, no key and no weights over values, and it works just as well without attention. “Attend” is only a metaphor here.",
        zh: "它是用多个损失训练同一个网络，没有 query，没有 key，也没有对 value 的加权；网络里没有注意力，它照样可以用。这里的“关注”只是比喻。",
      },
    },
    {
      id: "entmax-cheaper",
      right: false,
      text: {
        en: "Adaptively sparse attention (α-entmax) avoids the quadratic cost, because zero weights are not computed.",
        zh: "自适应稀疏注意力（α-entmax）省掉了平方级开销，因为为零的权重不用算。",
      },
      why: {
        en: "All scores must be known before you can tell which weights are zero. The gain is that weights can be exactly zero and each head learns its own sharpness, so heads are easier to interpret (Correia et al., 2019).",
        zh: "要先知道全部分数，才知道哪些权重为零。好处是权重可以严格为零，每个头各自学到尖锐程度，头也更容易解读（Correia 等，2019）。",
      },
    },
  ],
  sources: [
    {
      title: "Michel et al., Are Sixteen Heads Really Better than One? (2019)",
      url: "https://arxiv.org/abs/1905.10650",
    },
    { title: "Shazeer et al., Talking-Heads Attention (2020)", url: "https://arxiv.org/abs/2003.02436" },
    {
      title: "Sukhbaatar et al., Adaptive Attention Span in Transformers (2019)",
      url: "https://arxiv.org/abs/1905.07799",
    },
    { title: "Correia et al., Adaptively Sparse Transformers (2019)", url: "https://arxiv.org/abs/1909.00015" },
  ],
  practise: ["qk-norm-attention", "grouped-query-attention"],
} satisfies Question;
