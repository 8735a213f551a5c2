import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Mask before or after the cap?", zh: "掩码放在软截断之前还是之后" },
  topic: "variants",
  difficulty: "hard",
  asked: 1,
  choices: [
    {
      id: "monotonic",
      right: false,
      text: {
        en: "Nothing: tanh is monotonic, so a masked key still has the lowest score and gets weight 0.",
        zh: "没有影响：tanh 单调，被屏蔽的 key 分数仍然最低，权重为 0。",
      },
      why: {
        en: "The order is kept, but the lowest score is not weight 0. Only −∞ gives exactly 0; a finite score always gets some weight.",
        zh: "次序确实没变，但分数最低不等于权重为 0。只有 −∞ 才恰好得 0，有限的分数总会得到一些权重。",
      },
    },
    {
      id: "not-a-number",
      right: false,
      text: {
        en: "They become NaN, because the tanh of −∞ is not defined, and the whole row with them.",
        zh: "变成 NaN，因为 −∞ 的 tanh 没有定义，整行也跟着变成 NaN。",
      },
      why: {
        en: "tanh(−∞) is −1 in floating point. That is what makes the bug silent: no NaN, no warning, plausible numbers.",
        zh: "浮点数里 tanh(−∞) 就是 −1。正因如此，这个错误悄无声息：没有 NaN，没有警告，数值看着正常。",
      },
    },
    {
      id: "score-minus-cap",
      right: true,
      text: {
        en: "They get the score −cap and take part in the softmax.",
        zh: "它们的分数是 −cap，会参与 softmax。",
      },
      why: {
        en: "tanh(−∞) = −1, so the mask is undone. How much weight that is depends on the cap and on the visible scores.",
        zh: "tanh(−∞) = −1，掩码就失效了。会得到多少权重，取决于 cap 和可见 key 的分数。",
      },
    },
    {
      id: "gradient-only",
      right: false,
      text: {
        en: "Their weight is 0 in the forward pass; only in the backward pass does a gradient reach them through the tanh.",
        zh: "前向时权重为 0，只是反向时梯度会通过 tanh 传给它们。",
      },
      why: {
        en: "It is the forward pass that leaks. At −∞ the derivative of tanh is 0; what reaches the masked positions is the gradient of their values, because these were mixed in.",
        zh: "泄漏的是前向。tanh 在 −∞ 处的导数是 0；传到被屏蔽位置的，是它们 value 的梯度，因为 value 已经被混合进去了。",
      },
    },
  ],
  sources: [
    {
      title: "Gemma Team, Gemma 2: Improving Open Language Models at a Practical Size (2024)",
      url: "https://arxiv.org/abs/2408.00118",
    },
    {
      title: "Vaswani et al., Attention Is All You Need (2017), section 3.2.3",
      url: "https://arxiv.org/abs/1706.03762",
    },
  ],
  practise: ["softcapped-attention", "bug-cap-after-the-mask"],
} satisfies Question;
