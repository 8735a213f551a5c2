import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Stretching the context of a RoPE model", zh: "扩展 RoPE 模型的上下文" },
  topic: "positions",
  difficulty: "hard",
  asked: 2,
  choices: [
    {
      id: "interpolation-crowds",
      right: true,
      text: {
        en: "Position interpolation divides all positions by 8, so neighbouring tokens also become harder to tell apart.",
        zh: "位置插值把所有位置除以 8，相邻 token 也因此更难区分。",
      },
      why: {
        en: "Every pair turns 8 times more slowly, the fast ones included: the fastest goes from 1 radian per token to 0.125. No angle leaves the trained range, but fine differences shrink.",
        zh: "每一对都慢了 8 倍，快的也不例外：最快的一对从每个 token 转 1 弧度变成 0.125 弧度。没有角度超出训练过的范围，但细微的差别变小了。",
      },
    },
    {
      id: "short-texts-unchanged",
      right: false,
      text: {
        en: "Position interpolation leaves the results for short texts as they were, because all ratios of positions are kept.",
        zh: "位置插值保持了各位置之间的比例，所以短文本上的结果不变。",
      },
      why: {
        en: "Scores depend on offsets, not on ratios, and an offset of 1 has become 1/8, which was never trained. Without further training even short texts get worse.",
        zh: "分数取决于位置之差，而不是比例；差 1 变成了差 1/8，训练时从没见过。不继续训练，连短文本都会变差。",
      },
    },
    {
      id: "larger-base",
      right: true,
      text: {
        en: "A larger base slows the slow pairs most and leaves the fastest pair exactly as it was.",
        zh: "增大 base，慢的对放慢得最多，最快的一对完全不变。",
      },
      why: {
        en: "For i = 0 the angle base^(−2i/d) does not depend on the base; the larger i is, the more it does. That is the idea of NTK-aware scaling.",
        zh: "i = 0 时角度 base^(−2i/d) 与 base 无关，i 越大受影响越大。NTK-aware 缩放就是这个思路。",
      },
    },
    {
      id: "no-training-needed",
      right: false,
      text: {
        en: "All three work at any factor without further training, since they only change a table of angles.",
        zh: "三种方法都只改了一张角度表，所以不必继续训练，放大多少倍都行。",
      },
      why: {
        en: "A changed table is a changed model. A small factor may work at once; a large one is trained further, for which Chen et al. and Peng et al. report a few hundred to a thousand steps.",
        zh: "角度表变了，模型就变了。倍数小时也许能直接用；倍数大时要继续训练，Chen 等和 Peng 等报告的是几百到一千步。",
      },
    },
    {
      id: "yarn-by-wavelength",
      right: true,
      text: {
        en: "YaRN interpolates pairs according to their wavelength and makes the softmax sharper.",
        zh: "YaRN 按波长决定各对插值多少，并让 softmax 更尖锐。",
      },
      why: {
        en: "Pairs that turn many times in the old context keep their angles; those that make less than one turn are interpolated, with a ramp between. The scores are multiplied by (0.1 ln s + 1)², above 1 for s > 1.",
        zh: "在原上下文里转了很多圈的对不动，转不满一圈的做插值，中间线性过渡。分数乘以 (0.1 ln s + 1)²，s > 1 时大于 1。",
      },
    },
  ],
  sources: [
    {
      title: "Chen et al., Extending Context Window of Large Language Models via Positional Interpolation (2023)",
      url: "https://arxiv.org/abs/2306.15595",
    },
    {
      title: "Peng et al., YaRN: Efficient Context Window Extension of Large Language Models (2023)",
      url: "https://arxiv.org/abs/2309.00071",
    },
  ],
  practise: ["scaled-frequencies", "rope-attention"],
} satisfies Question;
