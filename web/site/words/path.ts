import type { Locale } from "../../elements/toolkit.js";

const plural = (n: number, one: string) => `${n} ${n === 1 ? one : `${one}s`}`;

const en = {
  title: "Attention, from scratch",
  intro: "Write it yourself. C++ kernels compute the right answer, and the judge names the mistake you made.",
  continue: "Continue",
  begin: "Begin",
  allSolved: "All solved",
  solvedOf: (solved: number, total: number) => `${solved} of ${total} solved`,
  states: { solved: "Solved", started: "Started", untouched: "Not started", wrong: "Wrong last time" },
  map: "The path",
  about: {
    numerics: "The softmax, and what floating point does to it.",
    core: "Scores, weights, weighted sums; queries, keys and values; masks; heads.",
    positions: "How attention learns the position of a token.",
    inference: "Caches, decoding, serving.",
    efficiency: "The same result in less memory and time.",
    backward: "Gradients by hand.",
    blocks: "The layers around attention, and the whole block.",
    training: "Losses, optimisers, choosing the next token.",
    vision: "Attention over images and graphs.",
    bugs: "Complete programs with bugs: find them and fix them.",
  },
  asked: { 3: "Asked most", 2: "Asked often", 1: "Asked sometimes" },
  minutes: (n: number) => `${n} min`,
  hours: (n: number) => `About ${plural(Math.max(1, Math.round(n / 60)), "hour")}`,
  needs: (titles: string) => `After ${titles}`,
  leads: (titles: string) => `Leads to ${titles}`,
  and: ", ",
  more: (n: number) => `${n} more`,

  order: "In which order",
  orders: { path: "The whole path", "three-days": "Interview in three days" },
  threeDays: "What is asked most, each after what it builds on. Four a day.",
  day: (n: number) => `Day ${n}`,

  search: "Search",
  searchKey: "Press / to search",
  filters: "Show",
  anyTrack: "Every track",
  anyDifficulty: "Every difficulty",
  anyAsked: "Any frequency",
  show: { any: "Solved or not", unsolved: "Not solved yet", wrong: "Wrong last time" },
  trackLabel: "Track",
  difficultyLabel: "Difficulty",
  askedLabel: "How often it is asked",
  showLabel: "Your progress",
  found: (n: number, total: number) =>
    n === total ? plural(total, "exercise") : `${n} of ${plural(total, "exercise")}`,
  nothingFound: "No exercise is like that.",
  clear: "Clear the filters",
};

export type PathWords = typeof en;

const zh: PathWords = {
  title: "手写注意力机制",
  intro: "自己动手写。正确答案由 C++ 内核算出，评测器会直接指出你犯的是哪个错。",
  continue: "继续",
  begin: "开始",
  allSolved: "全部解决",
  solvedOf: (solved, total) => `已解决 ${solved} / ${total}`,
  states: { solved: "已解决", started: "做过", untouched: "未开始", wrong: "上次做错" },
  map: "学习路线",
  about: {
    numerics: "softmax，以及浮点数会给它带来的麻烦。",
    core: "打分、权重、加权求和；query、key、value；掩码；多头。",
    positions: "让注意力知道 token 的位置。",
    inference: "缓存、解码、部署。",
    efficiency: "结果相同，更省显存和时间。",
    backward: "手推梯度。",
    blocks: "注意力周围的各种层，以及完整的块。",
    training: "损失函数、优化器、如何选下一个 token。",
    vision: "图像与图上的注意力。",
    bugs: "完整但有错的程序：找出错误并改正。",
  },
  asked: { 3: "最常考", 2: "常考", 1: "偶尔考" },
  minutes: (n) => `${n} 分钟`,
  hours: (n) => `约 ${Math.max(1, Math.round(n / 60))} 小时`,
  needs: (titles) => `先做：${titles}`,
  leads: (titles) => `接着做：${titles}`,
  and: "、",
  more: (n) => `另外 ${n} 题`,

  order: "按什么顺序",
  orders: { path: "完整路线", "three-days": "三天后面试" },
  threeDays: "最常考的题，前置题排在前面，每天四道。",
  day: (n) => `第 ${n} 天`,

  search: "搜索",
  searchKey: "按 / 搜索",
  filters: "筛选",
  anyTrack: "全部主题",
  anyDifficulty: "全部难度",
  anyAsked: "不限考频",
  show: { any: "不限进度", unsolved: "还没解决", wrong: "上次做错" },
  trackLabel: "主题",
  difficultyLabel: "难度",
  askedLabel: "考频",
  showLabel: "进度",
  found: (n, total) => (n === total ? `${total} 道题` : `${total} 道题中的 ${n} 道`),
  nothingFound: "没有符合条件的题。",
  clear: "清除筛选",
};

/** Every word of the first page, which is loaded with it. */
export const pathWords: Readonly<Record<Locale, PathWords>> = { en, zh };
