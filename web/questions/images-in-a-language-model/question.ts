import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Images in a language model", zh: "怎样把图像接入语言模型" },
  topic: "applications",
  difficulty: "medium",
  asked: 2,
  choices: [
    {
      id: "tokens-take-cache",
      right: true,
      text: {
        en: "With A, an image takes up context, and keys and values in the cache of every layer.",
        zh: "用 A，图像占用上下文长度，并在每一层的缓存里占用 key 和 value。",
      },
      why: {
        en: "Its patches are ordinary tokens for the language model. A 336 × 336 image in patches of 14 × 14 gives 576 of them, which cost as much as 576 text tokens.",
        zh: "对语言模型来说，图像块就是普通的 token。336 × 336 的图像按 14 × 14 切块有 576 块，开销与 576 个文本 token 一样。",
      },
    },
    {
      id: "encoder-from-scratch",
      right: false,
      text: {
        en: "All three need a vision encoder that is trained from scratch together with the language model.",
        zh: "三种做法都需要一个与语言模型一起从头训练的视觉编码器。",
      },
      why: {
        en: "LLaVA, Flamingo and BLIP-2 all start from a pre-trained encoder and keep it frozen; what is new is the part in between.",
        zh: "LLaVA、Flamingo、BLIP-2 都使用预训练好的编码器并将其冻结，新训练的是中间的连接部分。",
      },
    },
    {
      id: "gate-at-zero",
      right: true,
      text: {
        en: "With B, a tanh gate that starts at 0 leaves the language model's outputs as they were at first.",
        zh: "用 B，从 0 开始的 tanh 门控使语言模型的输出起初保持不变。",
      },
      why: {
        en: "The new layers are added to the residual stream, multiplied by tanh(0) = 0. Training opens the gates step by step, and the frozen language model is not disturbed at the start.",
        zh: "新的层加到残差流上之前要乘以 tanh(0) = 0。训练逐渐打开门控，冻结的语言模型一开始不受干扰。",
      },
    },
    {
      id: "causal-image",
      right: false,
      text: {
        en: "With B, a causal mask over the patches is needed, because the text is written from left to right.",
        zh: "用 B，需要在图像块之间加因果掩码，因为文本是从左到右生成的。",
      },
      why: {
        en: "The patches come from an encoder that has seen the whole image, and text tokens attend to all of them. A mask only says which image belongs to which text, if there are several.",
        zh: "图像块来自看过整张图的编码器，文本 token 关注全部图像块。有多张图时，掩码只用来规定哪段文本看哪张图。",
      },
    },
    {
      id: "fixed-number",
      right: true,
      text: {
        en: "With C, the number of image tokens is fixed, whatever the resolution of the image.",
        zh: "用 C，无论图像分辨率是多少，图像 token 的个数都固定。",
      },
      why: {
        en: "Cross-attention gives one output per query: 32 in BLIP-2. More patches mean more keys, not more outputs. Fine detail can get lost in this bottleneck.",
        zh: "交叉注意力对每个 query 给出一个输出，BLIP-2 是 32 个。图像块多了，增加的是 key，不是输出。细节可能在这个瓶颈处丢失。",
      },
    },
  ],
  sources: [
    { title: "Liu et al., Visual Instruction Tuning (2023)", url: "https://arxiv.org/abs/2304.08485" },
    {
      title: "Alayrac et al., Flamingo: a Visual Language Model for Few-Shot Learning (2022)",
      url: "https://arxiv.org/abs/2204.14198",
    },
    {
      title:
        "Li et al., BLIP-2: Bootstrapping Language-Image Pre-training with Frozen Image Encoders and Large Language Models (2023)",
      url: "https://arxiv.org/abs/2301.12597",
    },
  ],
  practise: ["patch-embed", "cross-attention"],
} satisfies Question;
