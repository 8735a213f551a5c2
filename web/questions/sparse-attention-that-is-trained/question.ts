import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Sparse attention that is trained", zh: "可训练的稀疏注意力" },
  topic: "variants",
  difficulty: "hard",
  asked: 1,
  choices: [
    {
      id: "cache-shrinks",
      right: false,
      text: {
        en: "The KV cache shrinks to the chosen blocks, because only these are read.",
        zh: "只读选中的块，所以 KV 缓存缩小到这些块。",
      },
      why: {
        en: "The next query may choose other blocks, so all keys and values have to be kept. What shrinks is the traffic of one step, not the memory.",
        zh: "下一个 query 可能选别的块，所有 key 和 value 都得留着。变小的是一步的读取量，不是占用的显存。",
      },
    },
    {
      id: "hard-choice-cannot-learn",
      right: false,
      text: {
        en: "The choice of the best blocks has no gradient, so the model cannot learn which blocks are useful.",
        zh: "选出最好的块这一步没有梯度，所以模型学不会哪些块有用。",
      },
      why: {
        en: "The choice itself has none, but the scores behind it do: NSA takes them from the attention over compressed blocks, whose output is part of the result.",
        zh: "选择本身没有梯度，但它依据的分数有：NSA 用的是对压缩块做注意力时的分数，而那部分输出也在结果里。",
      },
    },
    {
      id: "blocks-for-hardware",
      right: true,
      text: {
        en: "Whole blocks are chosen, the same for all query heads of a group, so that memory is read in long contiguous pieces.",
        zh: "选的是整块，而且同组的 query 头选同样的块，这样可以成段连续地读显存。",
      },
      why: {
        en: "Single keys scattered over the cache would waste bandwidth, and heads with different blocks would together read almost everything.",
        zh: "零散地读单个 key 浪费带宽；如果各个头选的块不同，合起来几乎要把缓存全读一遍。",
      },
    },
    {
      id: "add-it-later",
      right: false,
      text: {
        en: "It is best to train with full attention and switch to chosen blocks for inference; nothing is lost that way.",
        zh: "最好是用全注意力训练，推理时再改成只读选中的块，这样没有任何损失。",
      },
      why: {
        en: "Then the heads have never been trained for the blocks left out, the choice is not trained either, and training itself stays as expensive as before.",
        zh: "那样各个头从没有适应过缺块的情形，怎样选也没有训练过，而且训练本身还是原来那么贵。",
      },
    },
    {
      id: "three-branches",
      right: true,
      text: {
        en: "Coarse summaries of all blocks, a few blocks in full, and a window are combined by learned gates.",
        zh: "所有块的粗略摘要、少数几块的完整内容、再加一个窗口，由可学习的门控合并。",
      },
      why: {
        en: "The summaries keep everything in view and say where to look, the chosen blocks give the details, and the window serves the near past.",
        zh: "摘要保证不漏看，并指出该看哪里；选中的块提供细节；窗口负责最近的内容。",
      },
    },
  ],
  sources: [
    {
      title: "Yuan et al., Native Sparse Attention: Hardware-Aligned and Natively Trainable Sparse Attention (2025)",
      url: "https://arxiv.org/abs/2502.11089",
    },
    {
      title: "Lu et al., MoBA: Mixture of Block Attention for Long-Context LLMs (2025)",
      url: "https://arxiv.org/abs/2502.13189",
    },
    {
      title:
        "Ainslie et al., GQA: Training Generalized Multi-Query Transformer Models from Multi-Head Checkpoints (2023)",
      url: "https://arxiv.org/abs/2305.13245",
    },
  ],
  practise: ["topk-attention", "sliding-window-attention"],
} satisfies Question;
