import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Attention gates for segmentation", zh: "图像分割中的注意力门" },
  topic: "applications",
  difficulty: "medium",
  asked: 1,
  choices: [
    {
      id: "additive-score",
      right: true,
      text: {
        en: "The score is additive: gᵢ plays the role of the query and xᵢ of the key; both are projected and added, and a small network turns the sum into one number.",
        zh: "打分是加性的：gᵢ 相当于 query，xᵢ 相当于 key，两者投影后相加，再经一个小网络变成一个数。",
      },
      why: {
        en: "This is the additive score of Bahdanau et al. (2014), with ReLU instead of tanh. The coarser decoder level says what to look for; the encoder feature is scored against it.",
        zh: "这正是 Bahdanau 等（2014）的加性打分，只是把 tanh 换成了 ReLU：解码器较粗的一层说明“在找什么”，编码器特征据此得到分数。",
      },
    },
    {
      id: "coefficients-sum-to-one",
      right: false,
      text: {
        en: "The αᵢ of an image sum to one, so the gate divides a fixed amount of attention among the positions of the feature map.",
        zh: "一幅图上所有 αᵢ 之和为 1，因此门是把固定总量的注意力分配给特征图的各个位置。",
      },
      why: {
        en: "σ is a sigmoid, applied at each position separately: all αᵢ may be near 1, or all near 0. The paper considers a softmax and rejects it, because repeated use makes the activations too sparse.",
        zh: "σ 是 sigmoid，逐位置单独作用：所有 αᵢ 可以都接近 1，也可以都接近 0。论文考虑过 softmax，但因为连续多次使用会让激活过于稀疏而放弃。",
      },
    },
    {
      id: "mixes-positions",
      right: false,
      text: {
        en: "The output at a position is a weighted sum over all positions, so organs that are far apart exchange information in the gate.",
        zh: "每个位置的输出是所有位置的加权和，因此相距很远的器官可以在门里交换信息。",
      },
      why: {
        en: "There is no sum over positions: x̂ᵢ depends on xᵢ and gᵢ only. Distant information enters through the receptive field of the convolutions that produce gᵢ.",
        zh: "公式里没有对位置求和：x̂ᵢ 只依赖 xᵢ 和 gᵢ。远处的信息是通过产生 gᵢ 的那些卷积的感受野进来的。",
      },
    },
    {
      id: "scales-the-skip",
      right: true,
      text: {
        en: "The output has the shape of the skip features; each feature vector is multiplied by its own coefficient.",
        zh: "输出与跳跃连接的特征形状相同，每个特征向量各乘以自己的系数。",
      },
      why: {
        en: "Hence “gate”: xᵢ is the value as well as the key, and it is scaled, not averaged with others. Segmentation needs an output at every position, so the grid must be kept.",
        zh: "所以叫“门”：xᵢ 既是 key 也是 value，只被缩放，不与别的位置求平均。分割要求每个位置都有输出，网格必须保留下来。",
      },
    },
    {
      id: "needs-location-labels",
      right: false,
      text: {
        en: "The map of αᵢ is trained against a “where to look” mask, which has to be labelled in addition to the segmentation.",
        zh: "αᵢ 构成的图要用“该看哪里”的掩码来监督，因此除分割标注外还得额外标注。",
      },
      why: {
        en: "The gates get their gradient from the segmentation loss alone. Avoiding a separate localisation model is the stated goal of the paper.",
        zh: "门的梯度只来自分割损失。省掉单独的定位模型，正是论文提出它的动机。",
      },
    },
  ],
  sources: [
    {
      title: "Oktay et al., Attention U-Net: Learning Where to Look for the Pancreas (2018)",
      url: "https://arxiv.org/abs/1804.03999",
    },
    {
      title: "Bahdanau et al., Neural Machine Translation by Jointly Learning to Align and Translate (2014)",
      url: "https://arxiv.org/abs/1409.0473",
    },
  ],
  practise: ["additive-attention", "spatial-attention", "cbam"],
} satisfies Question;
