import type { Locale } from "../shared/locale.js";

const en = {
  topics: {
    basics: "Basics",
    transformers: "Self-attention and Transformers",
    cost: "Cost",
    effect: "Does it help",
    positions: "Positions and long context",
    variants: "Variants and stability",
    hardware: "Hardware and numerics",
    inference: "Inference",
    decoding: "Decoding",
    training: "Training and adaptation",
    scale: "Experts and many devices",
    applications: "Where it is used",
  },
  kinds: { choice: "Choice", numeric: "Number", open: "Open" },

  choose: "Choose all that are right",
  number: "Your number",
  numberHelp: "1e6, 1,048,576, 2^20 and 1/3 are all fine.",
  readsAs: (value: string) => `Read as ${value}`,
  problems: {
    empty: "Write a number first.",
    unreadable: "This cannot be read as a number. Write decimals with a point.",
    unit: (unit: string) =>
      unit ? `That is another unit: the question asks for ${unit}.` : "A plain number is asked for.",
  },
  nothingChosen: "Choose at least one answer first.",
  answer: "Your answer",
  answerHelp: "As you would say it. Nobody marks it but you.",
  nothingWritten: "You wrote nothing.",
  check: "Check",
  compare: "Compare with the model answer",
  showModel: "Show the model answer",

  model: "Model answer",
  explanation: "Explanation",
  rubric: "What does your answer say?",
  rubricHelp: "Tick a point only when it is there in your words.",
  count: (points: number, of: number) => `Give myself ${points} of ${of} ${of === 1 ? "point" : "points"}`,
  edit: "Back to my answer",

  right: "Right",
  wrong: "Not right",
  points: (points: number, of: number) => `${points} of ${of} points`,
  theAnswer: "Answer",
  yours: "Yours",
  signs: {
    right: "right",
    wrong: "wrong",
    missed: "right, and not chosen",
    skipped: "Not chosen",
    taken: "chosen",
    said: "said",
    unsaid: "not said",
  },
  again: "Answer again",
  sources: "Sources",
};

/** Every word of `<attention-question>`, apart from the exercise's so that neither loads the other's. */
export type QuestionMessages = typeof en;

const zh: QuestionMessages = {
  topics: {
    basics: "基础",
    transformers: "自注意力与 Transformer",
    cost: "开销",
    effect: "效果如何",
    positions: "位置与长上下文",
    variants: "变体与稳定性",
    hardware: "硬件与数值",
    inference: "推理",
    decoding: "解码",
    training: "训练与微调",
    scale: "专家与多卡并行",
    applications: "应用场景",
  },
  kinds: { choice: "选择", numeric: "计算", open: "问答" },

  choose: "选出所有正确的说法",
  number: "你的结果",
  numberHelp: "可以写 1e6、1,048,576、2^20、1/3，也可以写“21 万”。",
  readsAs: (value) => `读作 ${value}`,
  problems: {
    empty: "请先写一个数。",
    unreadable: "读不出这个数。小数点请用“.”。",
    unit: (unit) => (unit ? `单位不对，题目问的是${unit}。` : "题目要的是一个不带单位的数。"),
  },
  nothingChosen: "请先至少选一项。",
  answer: "你的回答",
  answerHelp: "怎么说就怎么写，由你自己评分。",
  nothingWritten: "没有作答。",
  check: "检查",
  compare: "对照参考答案",
  showModel: "直接看参考答案",

  model: "参考答案",
  explanation: "解析",
  rubric: "你的回答说到了哪几点？",
  rubricHelp: "确实写出来了才勾选。",
  count: (points, of) => `给自己打 ${points} 分（满分 ${of} 分）`,
  edit: "回去修改",

  right: "答对了",
  wrong: "不对",
  points: (points, of) => `得 ${points} / ${of} 分`,
  theAnswer: "答案",
  yours: "你的回答",
  signs: {
    right: "正确",
    wrong: "错误",
    missed: "正确，但没有选",
    skipped: "漏选",
    taken: "已选",
    said: "说到了",
    unsaid: "没有说到",
  },
  again: "再答一次",
  sources: "参考资料",
};

export const questionMessages: Readonly<Record<Locale, QuestionMessages>> = { en, zh };
