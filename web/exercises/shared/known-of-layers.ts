import type { MistakeText } from "./known-mistakes.js";

/** The texts of mistakes of normalisations, residuals, feed-forward networks and pooling, by code. */
const mistakesOfLayers = {
  "normalized-over-batch": {
    title: { en: "Statistics over the wrong axis", zh: "统计量沿错误的维度计算" },
    explanation: {
      en: "Mean and variance were taken over the batch, the sequence, or both, as in batch normalisation. Layer normalisation takes them over the features of each token alone, so the result for a token does not depend on other tokens.",
      zh: "均值和方差是沿 batch、序列或两者计算的，那是批归一化的做法。层归一化只在每个 token 自己的特征维上统计，一个 token 的结果与其他 token 无关。",
    },
  },
  "normalized-over-everything": {
    title: { en: "Statistics over all axes", zh: "对所有维度求了统计量" },
    explanation: {
      en: "One mean and one variance are used for the whole array. Each token needs its own, over its features: take them along the last axis and keep it for broadcasting.",
      zh: "整个数组只用了一个均值和一个方差。每个 token 要在自己的特征维上单独统计：沿最后一维计算并保留该维以便广播。",
    },
  },
  "unbiased-variance": {
    title: { en: "The variance divides by n - 1", zh: "方差除以了 n - 1" },
    explanation: {
      en: "Layer normalisation uses the plain mean of the squared deviations, dividing by n. Division by n - 1 (ddof=1, the default of torch.var) estimates the variance of a population from a sample, which is not needed here.",
      zh: "层归一化用的是偏差平方的平均，即除以 n。除以 n - 1（ddof=1，torch.var 的默认值）是用样本估计总体方差，这里不需要。",
    },
  },
  "epsilon-of-another-size": {
    title: { en: "Another epsilon", zh: "epsilon 取了别的值" },
    explanation: {
      en: "The number under the root of a normalisation is not the one that the task names. It decides where the variance of a token is as small as epsilon. Libraries differ: 1e-5 in PyTorch's layer norm, 1e-6 or 1e-12 in some models, 1e-3 in Keras. Weights fit the epsilon with which they were trained.",
      zh: "归一化根号里加的数不是题目给出的那个。token 的方差与 epsilon 一样小时，它的影响很明显。各个库的默认值不同：PyTorch 的 layer norm 是 1e-5，有的模型是 1e-6 或 1e-12，Keras 是 1e-3。权重要配训练时所用的 epsilon。",
    },
  },
  "epsilon-outside-root": {
    title: { en: "Epsilon is added outside the root", zh: "epsilon 加在了根号外面" },
    explanation: {
      en: "The divisor is sqrt(var) + eps. It should be sqrt(var + eps): for tokens that hardly vary the two differ a lot, because √eps is far larger than eps.",
      zh: "分母写成了 sqrt(var) + eps，应为 sqrt(var + eps)。当 token 的特征几乎不变时两者相差很大，因为 √eps 远大于 eps。",
    },
  },
  "mean-not-subtracted": {
    title: { en: "The mean is not subtracted", zh: "没有减去均值" },
    explanation: {
      en: "The features are divided, but the mean is not subtracted first. If the divisor is the root mean square, this is RMSNorm, a different layer; if it is the standard deviation, it is neither.",
      zh: "只做了除法，没有先减去均值。若分母是均方根，那是另一种层，即 RMSNorm；若分母是标准差，则两者都不是。",
    },
  },
  "divided-by-variance": {
    title: { en: "Divided by the variance, not its root", zh: "除以了方差而不是标准差" },
    explanation: {
      en: "The square root is missing: the deviations are divided by variance + eps. Doubling all features then halves the result, while the result of layer normalisation should not change.",
      zh: "漏了开平方：偏差除以的是 variance + eps。这样特征整体放大一倍，结果就缩小一半，而层归一化本不应受影响。",
    },
  },
  "missing-affine": {
    title: { en: "Gamma or beta is not applied", zh: "没有使用 gamma 或 beta" },
    explanation: {
      en: "The normalised values still have to be multiplied by gamma and shifted by beta, feature by feature. Without them every token is forced to mean 0 and variance 1.",
      zh: "归一化之后还要逐特征乘以 gamma 并加上 beta。缺了它们，每个 token 都会被强制为均值 0、方差 1。",
    },
  },
  "missing-residual": {
    title: { en: "A residual connection is missing", zh: "缺少残差连接" },
    explanation: {
      en: "The output of a sublayer replaces its input instead of being added to it. Both the attention and the feed-forward network need x + sublayer(x), so that the signal and its gradient get through many layers.",
      zh: "子层的输出直接替换了输入，而没有与输入相加。注意力和前馈网络都应是 x + sublayer(x)，信号和梯度才能穿过很多层。",
    },
  },
  "pre-norm": {
    title: { en: "Normalised before the sublayer (pre-norm)", zh: "在子层之前归一化（pre-norm）" },
    explanation: {
      en: "This is the pre-norm order of later models, x + sublayer(norm(x)). This exercise asks for the original post-norm block: norm(x + sublayer(x)).",
      zh: "这是后来的模型所用的 pre-norm 顺序：x + sublayer(norm(x))。本题要求的是最初的 post-norm：norm(x + sublayer(x))。",
    },
  },
  "single-norm": {
    title: { en: "A normalisation is missing", zh: "缺少一次归一化" },
    explanation: {
      en: "The block normalises twice: after the residual of the attention with gamma1 and beta1, and after the residual of the feed-forward network with gamma2 and beta2. At least one of them is missing.",
      zh: "一个编码器块有两次归一化：注意力的残差之后用 gamma1、beta1，前馈网络的残差之后用 gamma2、beta2。这里至少少了一次。",
    },
  },
  "missing-activation": {
    title: { en: "No activation between the two linear layers", zh: "两个线性层之间没有激活函数" },
    explanation: {
      en: "The feed-forward network applies its two linear maps directly one after the other, which is the same as one linear map. There must be a ReLU between them.",
      zh: "前馈网络把两个线性变换直接叠在一起，等价于一个线性变换。两者之间应有 ReLU。",
    },
  },
  "padding-attended": {
    title: { en: "Padding is attended to", zh: "填充 token 也被关注了" },
    explanation: {
      en: "The keys of padding tokens take part in the softmax, so the result for a sentence depends on how much padding it has. Mask them in the scores before the softmax.",
      zh: "填充 token 的 key 参与了 softmax，于是同一个句子的结果会随填充长度变化。应在 softmax 之前屏蔽它们的分数。",
    },
  },
  "padding-averaged": {
    title: { en: "Padding is counted in the mean", zh: "平均时算进了填充 token" },
    explanation: {
      en: "The mean runs over all positions. Only real tokens count: sum with the mask, and divide by the number of real tokens, not by L.",
      zh: "求平均时用了所有位置。只应统计真实 token：用掩码求和，再除以真实 token 的个数，而不是 L。",
    },
  },
  "first-token-only": {
    title: { en: "Only the first token is used", zh: "只用了第一个 token" },
    explanation: {
      en: "Token 0 represents the sentence, as [CLS] does in BERT. This model has no such token: it takes the mean over the real tokens.",
      zh: "用第 0 个 token 代表整句，这是 BERT 使用 [CLS] 的做法。本模型没有这样的 token，应对真实 token 求平均。",
    },
  },
  "no-pooling": {
    title: { en: "The tokens are never pooled", zh: "没有对 token 做池化" },
    explanation: {
      en: "There are logits for every token. A sentence gets one row of logits: take the mean over its real tokens before the last linear layer.",
      zh: "每个 token 都得到了一组 logits。一个句子只应有一行 logits：在最后的线性层之前，对真实 token 求平均。",
    },
  },
  "embedding-not-looked-up": {
    title: { en: "The ids are not looked up", zh: "没有按 id 查词向量" },
    explanation: {
      en: "The rows of the embedding table are used in table order. Position i of the sentence has the vector embedding[ids[i]], and a word that occurs twice has the same vector both times.",
      zh: "直接按词表顺序使用了 embedding 的行。句子第 i 个位置的向量是 embedding[ids[i]]，重复出现的词向量相同。",
    },
  },
} as const satisfies Readonly<Record<string, MistakeText>>;

type Code = keyof typeof mistakesOfLayers;

/** As `known`: `{ ...knownOfLayers("normalized-over-batch"), ways: [...] }`. */
export const knownOfLayers = (code: Code): { readonly code: Code } & MistakeText => ({
  code,
  ...mistakesOfLayers[code],
});
