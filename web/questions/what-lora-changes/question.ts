import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "What LoRA changes and what it does not", zh: "LoRA 改变了什么，没改变什么" },
  topic: "training",
  difficulty: "medium",
  asked: 3,
  choices: [
    {
      id: "starts-at-the-base",
      right: true,
      text: {
        en: "B starts at zero and A at random, so that training starts from exactly the base model.",
        zh: "B 从零开始，A 随机初始化，所以训练的起点恰好就是基座模型。",
      },
      why: {
        en: "BA is then zero. A needs no zeros for this, and must not have them: the gradient of B is made of A x.",
        zh: "这时 BA 为零。A 不必为零，也不能为零：B 的梯度里含有 A x。",
      },
    },
    {
      id: "no-backward-through-frozen",
      right: false,
      text: {
        en: "It saves the backward pass through the frozen matrices, because nothing is learned in them.",
        zh: "冻结的矩阵里什么也不学，所以省掉了经过它们的反向传播。",
      },
      why: {
        en: "Gradients of activations must still pass through them to the adapters of earlier layers. Only the gradients with respect to the frozen weights are saved.",
        zh: "激活值的梯度仍要穿过它们，才能传到更前面各层的 A 和 B。省掉的只是对冻结权重本身的梯度。",
      },
    },
    {
      id: "both-at-zero",
      right: false,
      text: {
        en: "A and B may both start at zero: the product is zero either way, and training does the rest.",
        zh: "A 和 B 可以都从零开始：反正乘积都是零，剩下的交给训练。",
      },
      why: {
        en: "Then nothing ever moves. The gradient of B has the factor A, that of A has the factor B, and both are zero.",
        zh: "那样永远不会动。B 的梯度含有因子 A，A 的梯度含有因子 B，两者都是零。",
      },
    },
    {
      id: "optimizer-shrinks",
      right: true,
      text: {
        en: "The optimizer's state and the weight gradients shrink, while the frozen weights still have to be held.",
        zh: "优化器状态和权重梯度变小，但冻结的权重仍要放在显存里。",
      },
      why: {
        en: "Adam's two moments exist for trained parameters only. Activations stay about as large as before. QLoRA reduces the frozen weights as well, by holding them in 4 bits.",
        zh: "Adam 的两个动量只为要训练的参数保存。激活值大致和以前一样多。QLoRA 再把冻结的权重用 4 位保存，这一部分也缩小了。",
      },
    },
    {
      id: "slower-by-rank",
      right: false,
      text: {
        en: "A served model gets slower in proportion to the rank, even after the update was merged into W.",
        zh: "推理会按秩的大小成比例变慢，即使更新已经合并进 W。",
      },
      why: {
        en: "After merging, W + (α/r)BA is one matrix of the old shape, whatever the rank was. Unmerged, the two thin products cost a little, which is the price for serving many adapters at once.",
        zh: "合并之后，W + (α/r)BA 就是一个形状不变的矩阵，与秩无关。不合并时，两次窄矩阵乘法略有开销，换来的是可以同时服务许多 LoRA。",
      },
    },
  ],
  sources: [
    {
      title: "Hu et al., LoRA: Low-Rank Adaptation of Large Language Models (2021)",
      url: "https://arxiv.org/abs/2106.09685",
    },
    {
      title: "Dettmers et al., QLoRA: Efficient Finetuning of Quantized LLMs (2023)",
      url: "https://arxiv.org/abs/2305.14314",
    },
  ],
  practise: ["lora-linear"],
} satisfies Question;
