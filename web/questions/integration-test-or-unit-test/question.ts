import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "Unit test or integration test", zh: "单元测试还是集成测试" },
  topic: "basics",
  difficulty: "medium",
  asked: 1,
  rubric: [
    {
      en: "Unit test: compares with known values or a plain reference, at shapes whose sizes all differ.",
      zh: "单元测试：与已知数值或朴素参考实现比较，且各维大小互不相同。",
    },
    {
      en: "Unit test: names a property that needs no reference, such as row sums or causality.",
      zh: "单元测试：说出一个不需要参考答案的性质，如行和为 1 或因果性。",
    },
    {
      en: "Unit tests miss the wiring: masks not passed or inverted, keys from the wrong tensor, missing positions.",
      zh: "单元测试漏掉接线错误：掩码没传或含义相反、key 来源不对、漏了位置信息。",
    },
    {
      en: "Integration test: names a check such as overfitting one batch, padded versus unpadded, or decoding with versus without a cache.",
      zh: "集成测试：说出一种检查，如在一个 batch 上过拟合、填充与不填充一致、带缓存与不带缓存的解码一致。",
    },
    {
      en: "Integration tests miss what training or the residual path compensates, and do not say where the bug is.",
      zh: "集成测试漏掉能被训练或残差通路弥补的错误，也说不出错在哪里。",
    },
  ],
  sources: [
    {
      title: "PyTorch documentation, torch.nn.functional.scaled_dot_product_attention",
      url: "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.scaled_dot_product_attention.html",
    },
    {
      title: "PyTorch documentation, torch.nn.MultiheadAttention",
      url: "https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiheadAttention.html",
    },
  ],
  practise: ["bug-why-did-the-test-pass", "multi-head-attention"],
} satisfies Question;
