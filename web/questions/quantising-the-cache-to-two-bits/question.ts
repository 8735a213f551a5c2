import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "A cache of two bits", zh: "把缓存量化到两位" },
  topic: "inference",
  difficulty: "hard",
  asked: 1,
  choices: [
    {
      id: "one-scale",
      right: false,
      text: {
        en: "One scale for all keys and one for all values of a layer is enough, if the largest number of each is known.",
        zh: "只要知道最大值，一层的所有 key 共用一个缩放系数、所有 value 共用一个，就够了。",
      },
      why: {
        en: "Two bits give four levels. If the largest number of a layer sets the scale, nearly all others fall on the same one or two levels, and what tells tokens apart is lost.",
        zh: "2 位只有四个档。缩放系数由整层的最大值决定，其余的数几乎都落到同一两个档上，token 之间的区别就没了。",
      },
    },
    {
      id: "keys-by-channel",
      right: true,
      text: {
        en: "Keys are better quantised by channel, because a few channels are large for all tokens, and values by token.",
        zh: "key 宜按通道量化，因为少数通道在所有 token 上都很大；value 宜按 token 量化。",
      },
      why: {
        en: "Liu et al. (2024) found such channels in keys, but not in values. With a scale for each channel, a large one does not spoil the resolution of the others.",
        zh: "Liu 等（2024）发现 key 有这样的通道，value 没有。每个通道各有缩放系数，大的通道就不会拖累其他通道的精度。",
      },
    },
    {
      id: "fewer-operations",
      right: false,
      text: {
        en: "The attention of a decode step becomes faster because it does fewer operations.",
        zh: "一步解码的注意力会变快，因为运算次数少了。",
      },
      why: {
        en: "There are as many products as before, and unpacking the numbers comes on top. It is faster because fewer bytes are read, and reading is the limit.",
        zh: "乘法一次没少，还要加上反量化。变快是因为读的字节少了，而瓶颈正是读取。",
      },
    },
    {
      id: "recent-tokens",
      right: true,
      text: {
        en: "Where a group spans several tokens, the newest are kept in full precision until they fill a group.",
        zh: "一组要跨多个 token 时，最新的 token 保持全精度，等凑够一组再量化。",
      },
      why: {
        en: "A channel's scale is shared by a group of tokens, so the group must be complete. The newest tokens also get much of the attention, so it pays to keep them exact.",
        zh: "一个通道的缩放系数由一组 token 共用，必须等这组凑齐。最新的 token 往往也最受关注，保持精确是值得的。",
      },
    },
    {
      id: "errors-alike",
      right: false,
      text: {
        en: "An error of the same size does the same harm in a key as in a value, because both enter the output linearly.",
        zh: "同样大小的误差，在 key 里和在 value 里危害一样，因为两者都线性地进入输出。",
      },
      why: {
        en: "Only the error of a value is averaged with the weights. The error of a key changes a score, and the exponential turns this into a factor on the weight.",
        zh: "只有 value 的误差会按权重平均。key 的误差改变的是分数，经过指数就成了权重上的一个倍数。",
      },
    },
  ],
  sources: [
    {
      title: "Liu et al., KIVI: A Tuning-Free Asymmetric 2bit Quantization for KV Cache (2024)",
      url: "https://arxiv.org/abs/2402.02750",
    },
  ],
  practise: ["quantized-attention"],
} satisfies Question;
