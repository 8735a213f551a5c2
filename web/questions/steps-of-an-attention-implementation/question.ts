import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "The steps of an implementation", zh: "实现注意力的步骤" },
  topic: "basics",
  difficulty: "easy",
  asked: 2,
  choices: [
    {
      id: "keep-the-activation",
      right: false,
      text: {
        en: "Step 5 has to stay: without an activation the module is linear, and stacked modules collapse into one.",
        zh: "第 5 步必须保留：没有激活函数，模块就是线性的，叠多少层都等于一层。",
      },
      why: {
        en: "The softmax of q·k already makes the output a nonlinear function of the input. The pointwise nonlinearity is in the feed-forward network.",
        zh: "q·k 经过 softmax，输出已经是输入的非线性函数。逐位置的非线性在前馈网络里。",
      },
    },
    {
      id: "scale-and-mask",
      right: true,
      text: {
        en: "Between steps 2 and 3, the division by √d is missing, and also the mask, if one is needed.",
        zh: "第 2 步与第 3 步之间漏了除以 √d，需要掩码时还漏了掩码。",
      },
      why: {
        en: "Both act on scores, so they come before the softmax. A mask after it would leave rows that no longer sum to one.",
        zh: "两者都作用在分数上，所以要放在 softmax 之前。若在之后才加掩码，每行的和就不再是 1。",
      },
    },
    {
      id: "swap-softmax-and-sum",
      right: false,
      text: {
        en: "Steps 3 and 4 should be swapped: sum the values with the raw similarities, then take the softmax.",
        zh: "第 3 步和第 4 步应当对调：先用原始相似度对 value 求和，再做 softmax。",
      },
      why: {
        en: "Then the softmax runs over features and turns the content into a distribution, while raw similarities, of any sign and size, mix the values without normalisation.",
        zh: "那样 softmax 就沿特征方向做，把内容变成了分布；而正负、大小不定的原始相似度未经归一化就去混合 value。",
      },
    },
    {
      id: "drop-the-activation",
      right: true,
      text: {
        en: "Step 5 is not part of attention, and ReLU there would throw away every negative component.",
        zh: "第 5 步不属于注意力；在这里用 ReLU 会丢掉所有负分量。",
      },
      why: {
        en: "The output of attention is a weighted average of values, which may have any sign; sigmoid would squeeze it into (0, 1). Vaswani et al. (2017) apply only the output projection.",
        zh: "注意力的输出是 value 的加权平均，正负都可以；sigmoid 还会把它压进 (0, 1)。Vaswani 等（2017）在这之后只有输出投影。",
      },
    },
    {
      id: "sigmoid-for-softmax",
      right: false,
      text: {
        en: "With a sigmoid in step 5, step 3 can be left out, because the sigmoid normalises the output.",
        zh: "第 5 步用了 sigmoid，第 3 步就可以省略，因为 sigmoid 已经把输出归一化了。",
      },
      why: {
        en: "Bounding the output is not the same as normalising the weights. Sigmoid attention exists (Ramapuram et al., 2024), but there the sigmoid acts on the scores and replaces the softmax.",
        zh: "把输出限制在某个范围，不等于把权重归一化。sigmoid 注意力确实存在（Ramapuram 等，2024），但那里 sigmoid 作用在分数上，用来代替 softmax。",
      },
    },
  ],
  sources: [
    { title: "Vaswani et al., Attention Is All You Need (2017)", url: "https://arxiv.org/abs/1706.03762" },
    {
      title: "Ramapuram et al., Theory, Analysis, and Best Practices for Sigmoid Self-Attention (2024)",
      url: "https://arxiv.org/abs/2409.04431",
    },
  ],
  practise: ["scaled-dot-product-attention", "masked-attention"],
} satisfies Question;
