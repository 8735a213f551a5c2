import {
  type Kind,
  kindOf,
  type Model,
  type Point,
  type TasksSettings,
  type Variant,
  type Varied,
} from "../../../lab/tasks/settings.js";
import type { Verdict } from "../../../lab/tasks/standing.js";
import type { Locale } from "../../shared/locale.js";
import { helpMessages } from "../help/help-text.js";

interface VariantWords {
  readonly name: string;
  readonly about: string;
  /** What the accuracy counts. */
  readonly counted: string;
}

const en = {
  task: "Task",
  vary: "What grows",
  steps: "Training steps",
  kinds: { texts: "Classification", translation: "Translation", pictures: "Pictures" } satisfies Record<Kind, string>,
  varied: { amount: "training examples", length: "length" } satisfies Record<Varied, string>,
  variants: {
    query: {
      name: "the first word asks",
      about: helpMessages.en.tasks.query.about,
      counted: "texts with the right label",
    },
    negation: {
      name: "negation at a distance",
      about: helpMessages.en.tasks.negation.about,
      counted: "texts with the right label",
    },
    adjectives: {
      name: "adjectives go behind",
      about:
        "A toy translation, word by word. The words of a sentence come in twos: where an adjective is before a noun, the translation has it behind.",
      counted: "right words of the translation",
    },
    reverse: {
      name: "back to front",
      about: "A toy translation, word by word, in which the last word comes first.",
      counted: "right words of the translation",
    },
    shapes: {
      name: "which line",
      about:
        "Each picture has a line of four pixels somewhere, and noise everywhere. Is the line horizontal, vertical, falling or rising?",
      counted: "pictures with the right class",
    },
    twins: {
      name: "the same twice",
      about:
        "Each picture has two small marks in two places, and noise everywhere. Are they the same mark, of four that there are?",
      counted: "pictures with the right class",
    },
  } satisfies Record<Variant, VariantWords>,
  models: {
    attention: "attention",
    mean: "mean pooling",
    max: "max pooling",
    flat: "all pixels at once",
  } satisfies Record<Model, string>,
  modelsAbout: {
    texts:
      "attention: one self-attention layer, then the mean of all tokens. mean and max pooling: a feed-forward layer of as many parameters in its place, which changes each token alone, then the mean or the maximum.",
    translation:
      "attention: for each place of the translation, the decoder attends to the words of the sentence. mean pooling: the decoder gets the mean of the encoded words instead, and the encoder a feed-forward layer of as many parameters. All words come at once: they are drawn independently, so earlier ones would say nothing about the next.",
    pictures:
      "attention: patches with learned places, one self-attention layer, then the mean of all patches. mean pooling: a feed-forward layer of as many parameters in its place. all pixels at once: no patches, one hidden layer that is as wide as the same number of parameters allows.",
  } satisfies Record<Kind, string>,
  modelsTitle: "What is compared",
  examples: "Examples",
  labels: {
    query: ["no", "yes"],
    negation: ["bad", "good"],
    shapes: ["horizontal", "vertical", "falling", "rising"],
    twins: ["different", "the same"],
  } satisfies Record<Exclude<Variant, "adjectives" | "reverse">, readonly string[]>,
  sourceWords: "house cat car tree book boat red big old new small white",
  targetWords: "maison chat voiture arbre livre bateau rouge grand vieux neuf petit blanc",
  picture: (label: string) => `A picture of the class "${label}"`,
  ask: "How does one attention layer do here beside the best model without attention?",
  options: {
    always: "better at every point of the curve",
    some: "better at some points only",
    same: "no difference that three seeds could show",
    worse: "worse at some points, better nowhere",
  } satisfies Record<Verdict, string>,
  predictFirst: "Make your prediction first: the question is above.",
  running: (model: string, point: string, attempt: number) => `${model}, ${point}, seed ${attempt} of 3`,
  resumable: (done: number, all: number) => `${done} of ${all} trainings are done`,
  examplesCount: (count: number) => `${count} examples`,
  lengths: {
    texts: (count: number) => `${count} tokens`,
    translation: (count: number) => `${count} words`,
    pictures: (count: number) => `${count} patches`,
  } satisfies Record<Kind, (count: number) => string>,
  axes: {
    amount: "training examples",
    texts: "tokens of the longest texts",
    translation: "words of a sentence",
    pictures: "patches of a picture",
  } satisfies Record<Kind | "amount", string>,
  curve: (counted: string) => `Share of ${counted}`,
  curveLabel: (counted: string, axis: string) =>
    `Share of ${counted}, on 512 new examples, over ${axis}: mean of the seeds, with the range from the lowest to the highest seed`,
  accuracy: "accuracy",
  band: "Lines are means over three seeds, bands reach from the lowest to the highest seed. All is measured on 512 examples that were not trained on.",
  reading: "What was measured",
  right: "That is what came out.",
  wrong: (verdict: string) => `It came out otherwise: ${verdict}.`,
  at: (point: string, attention: string, baseline: string, compared: string) =>
    `${point}: attention ${attention}, ${baseline}. ${compared}`,
  spread: (mean: string, low: string, high: string) => `${mean} (${low} to ${high})`,
  compared: {
    better: "Attention is better.",
    same: "Three seeds do not tell them apart.",
    worse: "Attention is worse.",
  },
  summary: {
    always: "Attention helps here, at every point: its worst seed is above the best seed of every model without it.",
    some: "Attention helps here, but not everywhere.",
    same: "Attention does not help here: three seeds do not tell it from the best model without it.",
    worse: "Attention does not help here: a model without it does better, where the two can be told apart.",
  } satisfies Record<Verdict, string>,
  aligned: (share: string) =>
    `Nobody told the model which word belongs to which. Still, the attention to the right source word is ${share} on average over the test sentences.`,
  alignment: "Alignment in one test sentence",
  weights: "Attention in one test example",
  targetTitle: "target",
  sourceTitle: "source",
  queryTitle: "query",
  keyTitle: "key",
  patch: (row: number, column: number) => `${row}.${column}`,
  runs: "Your runs",
  runsAbout: "They stay over a reload. Only the settings are in a link: the same seed gives the same numbers.",
  download: "Save as CSV",
  forget: "Remove",
  show: "Show",
  shown: "shown",
  column: {
    task: "Task",
    grows: "What grows",
    steps: "Steps",
    seed: "Seed",
    attention: "Attention, last point",
    baseline: "Best without, last point",
    result: "Result",
  },
  results: {
    always: "better everywhere",
    some: "better at some points",
    same: "no difference",
    worse: "worse",
  } satisfies Record<Verdict, string>,
  partly: "not finished",
  numbers: "Every number",
  parameters: "Parameters",
  seeds: "Each seed",
  ms: "Time per step",
  model: "Model",
  msValue: (value: string) => `${value} ms`,
};

const zh: typeof en = {
  task: "任务",
  vary: "变化的量",
  steps: "训练步数",
  kinds: { texts: "分类", translation: "翻译", pictures: "图片" },
  varied: { amount: "训练样本数", length: "长度" },
  variants: {
    query: {
      name: "第一个词提出问题",
      about: helpMessages.zh.tasks.query.about,
      counted: "标签正确的文本",
    },
    negation: {
      name: "隔着距离的否定",
      about: helpMessages.zh.tasks.negation.about,
      counted: "标签正确的文本",
    },
    adjectives: {
      name: "形容词后置",
      about: "逐词的玩具翻译。句子里的词两个一组：如果形容词在名词之前，译文里它就放到名词之后。",
      counted: "翻译正确的词",
    },
    reverse: {
      name: "首尾颠倒",
      about: "逐词的玩具翻译，最后一个词排到最前面。",
      counted: "翻译正确的词",
    },
    shapes: {
      name: "哪一种线",
      about: "每张图片里某处有一条四个像素的线，到处都有噪声。这条线是横、竖、下斜还是上斜？",
      counted: "类别正确的图片",
    },
    twins: {
      name: "两个相同",
      about: "每张图片里有两个小记号，分别在两处，到处都有噪声。记号共有四种，这两个是否相同？",
      counted: "类别正确的图片",
    },
  },
  models: { attention: "注意力", mean: "平均池化", max: "最大池化", flat: "一次看全部像素" },
  modelsAbout: {
    texts:
      "注意力：一个自注意力层，再对全部 token 取平均。平均池化和最大池化：这一层换成参数个数相同、逐个 token 变换的前馈层，再取平均或最大。",
    translation:
      "注意力：对译文的每个位置，解码器都去关注句子里的词。平均池化：解码器只得到编码后各词的平均，编码器换成参数个数相同的前馈层。所有词一次输出：词是独立抽取的，前面的词对后面的词没有提示。",
    pictures:
      "注意力：图块加上可学习的位置，一个自注意力层，再对全部图块取平均。平均池化：这一层换成参数个数相同的前馈层。一次看全部像素：不分图块，一个隐藏层，宽度取参数个数相同所允许的最大值。",
  },
  modelsTitle: "比较的是什么",
  examples: "样例",
  labels: {
    query: ["否", "是"],
    negation: ["坏", "好"],
    shapes: ["横", "竖", "下斜", "上斜"],
    twins: ["不同", "相同"],
  },
  sourceWords: "房子 猫 汽车 树 书 船 红 大 旧 新 小 白",
  targetWords: "maison chat voiture arbre livre bateau rouge grand vieux neuf petit blanc",
  picture: (label) => `一张类别为“${label}”的图片`,
  ask: "在这里，一个注意力层和最好的无注意力模型相比如何？",
  options: {
    always: "曲线上每一点都更好",
    some: "只在部分点上更好",
    same: "三个种子看不出差别",
    worse: "部分点上更差，没有一点更好",
  },
  predictFirst: "请先回答上面的问题。",
  running: (model, point, attempt) => `${model}，${point}，第 ${attempt} 个种子，共 3 个`,
  resumable: (done, all) => `已完成 ${done} / ${all} 次训练`,
  examplesCount: (count) => `${count} 个样本`,
  lengths: {
    texts: (count) => `${count} 个 token`,
    translation: (count) => `${count} 个词`,
    pictures: (count) => `${count} 个图块`,
  },
  axes: {
    amount: "训练样本数",
    texts: "最长文本的 token 数",
    translation: "句子的词数",
    pictures: "图片的图块数",
  },
  curve: (counted) => `${counted}的比例`,
  curveLabel: (counted, axis) =>
    `512 个新样本上${counted}的比例随${axis}的变化：各种子的平均值，以及从最低到最高的区间`,
  accuracy: "准确率",
  band: "线是三个种子的平均值，色带从最低的种子到最高的种子。全部在没有训练过的 512 个样本上测量。",
  reading: "测得的结果",
  right: "结果正是如此。",
  wrong: (verdict) => `结果不是这样：${verdict}。`,
  at: (point, attention, baseline, compared) => `${point}：注意力 ${attention}，${baseline}。${compared}`,
  spread: (mean, low, high) => `${mean}（${low} 到 ${high}）`,
  compared: {
    better: "注意力更好。",
    same: "三个种子分不出高下。",
    worse: "注意力更差。",
  },
  summary: {
    always: "注意力在这里每一点都有用：它最差的种子也高于所有无注意力模型最好的种子。",
    some: "注意力在这里有用，但不是处处有用。",
    same: "注意力在这里没有用：三个种子分不出它和最好的无注意力模型的高下。",
    worse: "注意力在这里没有用：凡是能分出高下的地方，无注意力的模型更好。",
  },
  aligned: (share) => `没有人告诉模型哪个词对应哪个词，但在全部测试句子上，对正确源词的注意力平均为 ${share}。`,
  alignment: "一个测试句子的对齐",
  weights: "一个测试样本的注意力",
  targetTitle: "译文",
  sourceTitle: "原文",
  queryTitle: "query",
  keyTitle: "key",
  patch: (row, column) => `${row}.${column}`,
  runs: "你的运行记录",
  runsAbout: "刷新后仍在。链接里只有设置：同一个种子得到同样的数字。",
  download: "保存为 CSV",
  forget: "删除",
  show: "查看",
  shown: "当前",
  column: {
    task: "任务",
    grows: "变化的量",
    steps: "步数",
    seed: "随机种子",
    attention: "注意力，最后一点",
    baseline: "最好的无注意力模型，最后一点",
    result: "结果",
  },
  results: {
    always: "处处更好",
    some: "部分点上更好",
    same: "没有差别",
    worse: "更差",
  },
  partly: "未完成",
  numbers: "全部数字",
  parameters: "参数个数",
  seeds: "每个种子",
  ms: "每步用时",
  model: "模型",
  msValue: (value) => `${value} 毫秒`,
};

/** The words of the lab `tasks`. */
export const tasksMessages: Readonly<Record<Locale, typeof en>> = { en, zh };

/** What a reader calls a point of the curve. */
export function pointName(locale: Locale, settings: TasksSettings, point: Point): string {
  const words = tasksMessages[locale];
  return settings.vary === "amount"
    ? words.examplesCount(point.amount)
    : words.lengths[kindOf(settings.variant)](point.length);
}
