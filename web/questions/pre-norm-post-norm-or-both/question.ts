import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Pre-norm, post-norm, or both", zh: "pre-norm、post-norm，还是都要" },
  topic: "variants",
  difficulty: "medium",
  asked: 2,
  choices: [
    {
      id: "stream-grows",
      right: true,
      text: {
        en: "In pre-norm the residual stream grows with depth, so a later layer changes it relatively less than an early one.",
        zh: "pre-norm 的残差流随深度变大，所以靠后的层带来的相对改变比靠前的层小。",
      },
      why: {
        en: "Each sublayer reads a normalised copy and adds an output of about the same size to a sum that is never normalised itself.",
        zh: "每个子层读的是归一化后的副本，输出大小差不多，而累加的和本身从不归一化。",
      },
    },
    {
      id: "post-norm-no-warm-up",
      right: false,
      text: {
        en: "Post-norm keeps every output of a block at the same scale, so it is the one that trains without warm-up.",
        zh: "post-norm 让每个块的输出保持同样的大小，所以不用预热就能训练的是它。",
      },
      why: {
        en: "The first half is true, the conclusion is the reverse: at initialisation the gradients of the upper layers are large, and post-norm is the one that needs warm-up.",
        zh: "前半句对，结论反了：初始化时上层的梯度很大，需要预热的正是 post-norm。",
      },
    },
    {
      id: "both-sides",
      right: true,
      text: {
        en: "Some models normalise the input of a sublayer and also its output, before it is added to the stream.",
        zh: "有些模型既归一化子层的输入，也在加回残差流之前归一化它的输出。",
      },
      why: {
        en: "Gemma 2 does, with RMSNorm. The path of the residual stays free, and no sublayer can add something of arbitrary size.",
        zh: "Gemma 2 就是这样，用的是 RMSNorm。残差通路上仍没有归一化，而任何子层加进来的东西大小都受限。",
      },
    },
    {
      id: "rms-subtracts-mean",
      right: false,
      text: {
        en: "RMSNorm subtracts the mean as layer normalisation does; it only leaves out the learned bias.",
        zh: "RMSNorm 与层归一化一样减去均值，只是没有可学习的偏置。",
      },
      why: {
        en: "It leaves out both. It divides by the root of the mean square and multiplies by a gain; a constant added to all features is not removed.",
        zh: "两样都没有。它除以均方根，再乘缩放系数；给所有特征加上的常数不会被去掉。",
      },
    },
    {
      id: "last-norm-is-optional",
      right: false,
      text: {
        en: "A pre-norm model needs no normalisation after its last block, since each block has normalised already.",
        zh: "pre-norm 模型的最后一块之后不需要归一化，因为每个块里都已经归一化过了。",
      },
      why: {
        en: "The blocks normalise what they read, not the stream. Without a last normalisation the logits would be computed from the sum of all layers at its full size.",
        zh: "各块归一化的是自己读的内容，不是残差流。没有最后的归一化，logits 就直接由各层累加的和算出，大小不受控。",
      },
    },
  ],
  sources: [
    {
      title: "Xiong et al., On Layer Normalization in the Transformer Architecture (2020)",
      url: "https://arxiv.org/abs/2002.04745",
    },
    {
      title: "Zhang and Sennrich, Root Mean Square Layer Normalization (2019)",
      url: "https://arxiv.org/abs/1910.07467",
    },
    {
      title: "Gemma Team, Gemma 2: Improving Open Language Models at a Practical Size (2024)",
      url: "https://arxiv.org/abs/2408.00118",
    },
    { title: "Team OLMo, 2 OLMo 2 Furious (2024)", url: "https://arxiv.org/abs/2501.00656" },
    {
      title:
        "Xiao et al., SmoothQuant: Accurate and Efficient Post-Training Quantization for Large Language Models (2022)",
      url: "https://arxiv.org/abs/2211.10438",
    },
  ],
  practise: ["transformer-encoder-block", "llama-block"],
} satisfies Question;
