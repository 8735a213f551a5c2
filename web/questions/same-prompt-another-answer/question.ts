import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "The same prompt, another answer", zh: "同样的 prompt，不同的回答" },
  topic: "hardware",
  difficulty: "hard",
  asked: 2,
  rubric: [
    {
      en: "Floating-point addition is not associative: another order of the same sum gives slightly different logits.",
      zh: "浮点加法不满足结合律：同样的数换个次序相加，logits 会有微小差别。",
    },
    {
      en: "Kernels choose tiles and splits by the shape of the batch, so other users' requests change the order of a sum.",
      zh: "内核按 batch 的形状选择分块和切分方式，所以别的用户的请求会改变求和次序。",
    },
    {
      en: "Other sources: atomic additions, another GPU or version, another number of devices, a prefix that came from a cache or not.",
      zh: "其他来源：原子加法、换了 GPU 或软件版本、设备数不同、前缀是否命中缓存。",
    },
    {
      en: "A near tie between two tokens flips the argmax, and from there on the two texts have different inputs.",
      zh: "两个 token 几乎打平时，argmax 会翻转；从那里起，两段文本的输入就不同了。",
    },
    {
      en: "Remedy: kernels whose order does not depend on the batch, the same hardware and versions; this costs speed.",
      zh: "对策：用求和次序与 batch 无关的内核，并固定硬件和版本；代价是速度。",
    },
    {
      en: "A seed does not help at temperature 0: nothing is drawn.",
      zh: "温度为 0 时设随机种子没有用：根本没有采样。",
    },
  ],
  sources: [
    {
      title: "Yuan et al., Understanding and Mitigating Numerical Sources of Nondeterminism in LLM Inference (2025)",
      url: "https://arxiv.org/abs/2506.09501",
    },
    {
      title: "PyTorch documentation, numerical_accuracy",
      url: "https://docs.pytorch.org/docs/stable/notes/numerical_accuracy.html",
    },
    {
      title: "vLLM documentation, batch_invariance",
      url: "https://docs.vllm.ai/en/latest/features/batch_invariance/",
    },
  ],
  practise: ["online-states", "merge-attention"],
} satisfies Question;
