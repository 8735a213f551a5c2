import type { Locale } from "../../elements/toolkit.js";

const en = {
  card: "A program, a mistake, and what the judge says",
  program: "Attention in NumPy",
  switch: "Change one thing",
  choices: { right: "axis=-1", axis: "axis=0", scale: "no scale" },
  picture: "What it returns",
  query: "query",
  key: "key",
  firstWords: (n: number) => `The first ${n} words are shown.`,
  failed: "The matrix could not be computed: the kernels did not load. Reload the page to try again.",
  right: "The C++ kernels compute the same matrix, here in this page. Now change one thing.",
  sums: "Sum of a row",
  largest: "Largest weight",
  writeIt: "Write it yourself",
  findIt: "Find it yourself",
  yourSentence: "Write your own sentence",
  toLab: "Follow it step by step in the lab",
  sentence: "the cat saw the dog chase the cat",
};

export type CardWords = typeof en;

const zh: CardWords = {
  card: "一段程序、一个错误，以及评测器的结论",
  program: "用 NumPy 写的注意力",
  switch: "改动一处",
  choices: { right: "axis=-1", axis: "axis=0", scale: "不缩放" },
  picture: "程序返回的矩阵",
  query: "query",
  key: "key",
  firstWords: (n) => `只显示前 ${n} 个词。`,
  failed: "矩阵没有算出来：内核加载失败。请刷新页面重试。",
  right: "C++ 内核就在本页算出了同样的矩阵。现在改动一处试试。",
  sums: "每行之和",
  largest: "最大的权重",
  writeIt: "自己写一遍",
  findIt: "自己找出来",
  yourSentence: "写一句你自己的话",
  toLab: "到实验室一步步看",
  sentence: "我爱吃苹果，也爱吃梨",
};

/** Every word of the card on the first page. */
export const cardWords: Readonly<Record<Locale, CardWords>> = { en, zh };
