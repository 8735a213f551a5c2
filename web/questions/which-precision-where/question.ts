import type { Question } from "../question.js";

export default {
  kind: "choice",
  title: { en: "Which precision where", zh: "哪里用哪种精度" },
  topic: "hardware",
  difficulty: "medium",
  asked: 2,
  choices: [
    {
      id: "bf16-more-precise",
      right: false,
      text: {
        en: "bf16 replaced fp16 in training because it is the more precise of the two at the same size.",
        zh: "位数相同时，bf16 比 fp16 更精确，所以训练时用它取代了 fp16。",
      },
      why: {
        en: "It is the coarser one: 7 stored bits of fraction, fp16 has 10. What it has more of is range, thanks to the 8 exponent bits of fp32.",
        zh: "恰恰相反，bf16 更粗：尾数只存 7 位，fp16 有 10 位。它胜在范围，因为指数和 fp32 一样是 8 位。",
      },
    },
    {
      id: "softmax-in-single",
      right: true,
      text: {
        en: "In most attention kernels, tensor cores multiply 16-bit numbers but add up in fp32, and the softmax is computed in fp32.",
        zh: "在多数注意力内核里，张量核心做 16 位乘法，累加用 fp32，softmax 也用 fp32 计算。",
      },
      why: {
        en: "Long sums lose the most: counting in ones, a bf16 sum stops at 256, because 257 rounds back to it. Scores and exponentials need the finer steps as well.",
        zh: "最怕精度低的是长求和：每次加 1，bf16 的和到 256 就不动了，因为 257 会舍入回去。分数和指数函数也需要更细的刻度。",
      },
    },
    {
      id: "safe-mask",
      right: false,
      text: {
        en: "Adding (1 − mask) · −10⁹ to the scores is a safe way to mask keys in fp16.",
        zh: "在 fp16 里，给分数加上 (1 − mask) · −10⁹ 是安全的掩码写法。",
      },
      why: {
        en: "fp16 ends at 65,504. As an fp16 number, −10⁹ is −∞, and for the visible keys 0 · −∞ is NaN. Select with a where, and take the lowest finite number or −∞ on purpose.",
        zh: "fp16 最大到 65,504，−10⁹ 存成 fp16 就是 −∞；对可见的 key，0 · −∞ 是 NaN。应当用 where 来选，并有意识地取最小的有限值或 −∞。",
      },
    },
    {
      id: "loss-scaling",
      right: true,
      text: {
        en: "fp16 training multiplies the loss by a factor; bf16 training usually does without it.",
        zh: "fp16 训练要给损失乘上一个系数，bf16 训练通常不用。",
      },
      why: {
        en: "The smallest positive fp16 number is about 6·10⁻⁸. Gradients well below it become 0, and the factor moves them into the range. bf16 reaches down as far as fp32 for normal numbers, about 10⁻³⁸.",
        zh: "fp16 最小的正数约为 6·10⁻⁸，比它小得多的梯度会变成 0，乘上系数就把它们移进可表示的范围。bf16 的规格化数与 fp32 一样小到约 10⁻³⁸。",
      },
    },
    {
      id: "weights-sum-to-one",
      right: false,
      text: {
        en: "Rows of attention weights stored in bf16 still sum to exactly one, since they were normalised before.",
        zh: "注意力权重存之前已经归一化，所以存成 bf16 后每行的和仍恰好为 1。",
      },
      why: {
        en: "Each weight is rounded on its own. Three equal scores give three times 0.333984375, which is 1.001953125. A test has to allow for that.",
        zh: "每个权重各自舍入。三个相等的分数得到三个 0.333984375，和是 1.001953125。测试要给这种误差留余地。",
      },
    },
  ],
  sources: [
    { title: "Micikevicius et al., Mixed Precision Training (2017)", url: "https://arxiv.org/abs/1710.03740" },
    {
      title: "Kalamkar et al., A Study of BFLOAT16 for Deep Learning Training (2019)",
      url: "https://arxiv.org/abs/1905.12322",
    },
    {
      title: "Dao et al., FlashAttention: Fast and Memory-Efficient Exact Attention with IO-Awareness (2022)",
      url: "https://arxiv.org/abs/2205.14135",
    },
    { title: "Micikevicius et al., FP8 Formats for Deep Learning (2022)", url: "https://arxiv.org/abs/2209.05433" },
  ],
  practise: ["softmax", "rms-norm", "quantized-attention"],
} satisfies Question;
