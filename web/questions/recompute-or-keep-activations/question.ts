import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Recompute or keep?", zh: "激活值：重算还是保存" },
  topic: "training",
  difficulty: "medium",
  asked: 2,
  choices: [
    {
      id: "gradients-change",
      right: false,
      text: {
        en: "Checkpointing gives slightly different gradients, because the activations are only approximated.",
        zh: "用了检查点，梯度会略有不同，因为激活值只是近似值。",
      },
      why: {
        en: "The same operations run again on the same inputs, so the activations are the same numbers. Only randomness has to be repeated: the state of the generator is saved for dropout.",
        zh: "同样的运算在同样的输入上再做一遍，得到的是同样的数。需要重现的只有随机性：为 dropout 保存随机数生成器的状态。",
      },
    },
    {
      id: "a-third-more",
      right: true,
      text: {
        en: "Recomputing every block in full costs about a third more operations per step.",
        zh: "每一层都完整重算，每一步的运算量约增加三分之一。",
      },
      why: {
        en: "Forward costs 1, backward 2; one more forward pass makes 4 instead of 3.",
        zh: "前向算 1 份，反向算 2 份；再加一次前向，就从 3 份变成 4 份。",
      },
    },
    {
      id: "selective",
      right: true,
      text: {
        en: "At long sequences, recomputing only scores, softmax and dropout of attention frees most of the memory for little extra time.",
        zh: "序列长时，只重算注意力的分数、softmax 和 dropout，就能省下大部分显存，而且多花的时间很少。",
      },
      why: {
        en: "These tensors have H·L² numbers but need few operations for each. Korthikanti et al. (2022) recompute just them: for GPT-3 this frees 70 % of the activations, for less than 3 % more operations.",
        zh: "这些张量有 H·L² 个数，而每个数需要的运算很少。Korthikanti 等（2022）只重算这些：对 GPT-3，省下 70 % 的激活值，运算量的增加不到 3 %。",
      },
    },
    {
      id: "helps-inference",
      right: false,
      text: {
        en: "It also lowers the memory of inference, because the KV cache can then be dropped layer by layer.",
        zh: "它也能降低推理的显存，因为这样就可以逐层丢掉 KV 缓存。",
      },
      why: {
        en: "Inference has no backward pass, so no activations are kept for it in the first place. The cache is needed again for the next token.",
        zh: "推理没有反向，本来就不为它保存激活值。缓存则在下一个 token 还要用到。",
      },
    },
    {
      id: "flash-does-it-already",
      right: true,
      text: {
        en: "With FlashAttention, scores and weights are recomputed in the backward pass anyway.",
        zh: "用了 FlashAttention，分数和权重在反向时本来就会重算。",
      },
      why: {
        en: "It keeps inputs, output and one log-sum-exp per row. Checkpointing that part again gains nothing; the tensors that remain grow only linearly with the length.",
        zh: "它只保存输入、输出和每行一个 log-sum-exp。再对这一部分加检查点没有额外收益；剩下的都是随长度线性增长的张量。",
      },
    },
  ],
  sources: [
    {
      title: "Korthikanti et al., Reducing Activation Recomputation in Large Transformer Models (2022)",
      url: "https://arxiv.org/abs/2205.05198",
    },
    {
      title: "Chen et al., Training Deep Nets with Sublinear Memory Cost (2016)",
      url: "https://arxiv.org/abs/1604.06174",
    },
    {
      title: "Dao et al., FlashAttention: Fast and Memory-Efficient Exact Attention with IO-Awareness (2022)",
      url: "https://arxiv.org/abs/2205.14135",
    },
  ],
  practise: ["flash-backward", "attention-backward"],
} satisfies Question;
