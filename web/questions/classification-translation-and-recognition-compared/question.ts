import type { Question } from "../question.js";

export default {
  kind: "open",
  title: { en: "Classification, translation and recognition compared", zh: "文本分类、翻译与图像识别的比较" },
  topic: "applications",
  difficulty: "medium",
  asked: 1,
  rubric: [
    {
      en: "Text classification: learned queries attend to the words of one text; the weighted sums go to a classifier.",
      zh: "文本分类：学到的 query 对一篇文本的各词做注意力，加权和送入分类器。",
    },
    {
      en: "Translation: each decoder step is a query over the source words (cross-attention), with one row of weights per target word.",
      zh: "翻译：解码器的每一步是一个 query，对源句各词做注意力（交叉注意力），每个目标词一行权重。",
    },
    {
      en: "Image recognition: patches attend to patches (self-attention), and positions must be added.",
      zh: "图像识别：图像块关注图像块（自注意力），并须加上位置信息。",
    },
    {
      en: "The baseline differs only in the attention: same data, similar parameters or compute, same tuning, several seeds.",
      zh: "基线只在注意力上不同：数据相同，参数量或计算量相近，调参相同，多个随机种子。",
    },
    {
      en: "Each task has its own metric, and its own slice where attention should help: long texts, long sentences, amounts of data.",
      zh: "各任务用各自的指标，并看注意力应当显出作用的切片：长文本、长句、数据量。",
    },
    {
      en: "A convincing heat map is not a measurement; intervene on the weights.",
      zh: "好看的热力图不是测量；要对权重做干预。",
    },
  ],
  sources: [
    {
      title: "Lin et al., A Structured Self-attentive Sentence Embedding (2017)",
      url: "https://arxiv.org/abs/1703.03130",
    },
    {
      title: "Bahdanau et al., Neural Machine Translation by Jointly Learning to Align and Translate (2014)",
      url: "https://arxiv.org/abs/1409.0473",
    },
    {
      title: "Dosovitskiy et al., An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale (2020)",
      url: "https://arxiv.org/abs/2010.11929",
    },
    { title: "Jain and Wallace, Attention is not Explanation (2019)", url: "https://arxiv.org/abs/1902.10186" },
    { title: "Wiegreffe and Pinter, Attention is not not Explanation (2019)", url: "https://arxiv.org/abs/1908.04626" },
  ],
  practise: ["attention-text-classifier", "cross-attention", "lab/tasks"],
} satisfies Question;
