import type { Locale } from "../../shared/locale.js";

const en = {
  names: {
    sentence: "Your sentence",
    help: "Does attention help?",
    tasks: "Three kinds of tasks",
    induction: "An induction head is born",
    tiles: "Tiles",
  },
  loading: "Loading the lab",
  loadFailed: "The lab could not be loaded.",
  unknown: (name: string) => `There is no lab called "${name}".`,
  retry: "Try again",
  predict: "Your prediction",
  commit: "That is my prediction",
  predicted: "You predicted:",
  chooseFirst: "Choose an answer first.",
  run: "Start",
  pause: "Pause",
  resume: "Go on",
  stop: "Stop",
  again: "Start again",
  seed: "Seed",
  newSeed: "Another seed",
  copyLink: "Copy link",
  copied: "Link copied",
  copyFailed: "The browser did not allow copying. Copy the address instead:",
  runFailed: "The run ended with an error:",
  table: "The numbers as a table",
};

const zh: typeof en = {
  names: {
    sentence: "你的句子",
    help: "注意力有用吗？",
    tasks: "三类任务",
    induction: "归纳头的诞生",
    tiles: "分块",
  },
  loading: "正在加载实验",
  loadFailed: "实验加载失败。",
  unknown: (name) => `没有名为“${name}”的实验。`,
  retry: "重试",
  predict: "你的预测",
  commit: "确认预测",
  predicted: "你的预测：",
  chooseFirst: "请先选一个答案。",
  run: "开始",
  pause: "暂停",
  resume: "继续",
  stop: "停止",
  again: "重新开始",
  seed: "随机种子",
  newSeed: "换一个种子",
  copyLink: "复制链接",
  copied: "链接已复制",
  copyFailed: "浏览器不允许复制，请手动复制地址：",
  runFailed: "运行出错：",
  table: "以表格查看数据",
};

/** The words that all labs share. */
export const labMessages: Readonly<Record<Locale, typeof en>> = { en, zh };
