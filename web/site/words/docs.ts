import type { Locale } from "../../elements/toolkit.js";
import type { PageName } from "../docs/pages.js";
import type { ReferenceKind } from "../docs/reference.js";

const titles: Readonly<Record<PageName, string>> = {
  "getting-started": "Getting started",
  elements: "Elements",
  sites: "Sites",
  kernels: "Kernels",
  speed: "Speed",
  judge: "The judge",
  matrix: "Known mistakes",
  "own-exercises": "Your own exercises",
  python: "Python",
  pytorch: "PyTorch here",
  grading: "Grading a class",
  courses: "Courses",
  hosting: "Hosting",
  api: "API reference",
};

const kinds: Readonly<Record<ReferenceKind, string>> = {
  operation: "Operation",
  function: "Function",
  class: "Class",
  interface: "Interface",
  type: "Type",
  constant: "Constant",
};

const groups: Readonly<Record<ReferenceKind, string>> = {
  operation: "Operations",
  function: "Functions",
  class: "Classes",
  interface: "Interfaces",
  type: "Types",
  constant: "Constants",
};

const en = {
  titles,
  kinds,
  groups,
  contents: "Documentation",
  here: (title: string) => `Documentation: ${title}`,
  chapters: "Chapters",
  previous: "Previous",
  next: "Next",
  linkTo: (title: string) => `Link to “${title}”`,
  missing: (address: string) => `The documentation has no page “${address}”.`,
  back: "Go to the documentation",
  failed: "The page could not be loaded.",
  retry: "Try again",

  copy: "Copy",
  copied: "Copied",
  notCopied: "Selected: copy it with your keyboard",

  live: "Live",
  source: "Source",
  inherited: "unset",
  events: "Events:",
  noEvents: "none yet",

  search: "Search the documentation",
  searchShort: "Search",
  found: (n: number) => (n === 1 ? "1 result" : `${n} results`),
  nothingFound: "Nothing found.",

  apiIntro: "Generated from the sources: everything that the package exports, with its types.",
  filter: "Filter by name or description",
  englishOnly: "",
  parameters: "Parameters",
  inputs: "Inputs",
  options: "Options",
  outputs: "Outputs",
  members: "Members",
  throws: "Throws",
};

export type DocsWords = typeof en;

const zh: DocsWords = {
  titles: {
    "getting-started": "快速上手",
    elements: "自定义元素",
    sites: "嵌入网站",
    kernels: "计算内核",
    speed: "速度",
    judge: "评测器",
    matrix: "已知错误",
    "own-exercises": "自己出题",
    python: "Python",
    pytorch: "本页的 PyTorch",
    grading: "批改全班",
    courses: "接入课程",
    hosting: "部署",
    api: "API 参考",
  },
  kinds: {
    operation: "算子",
    function: "函数",
    class: "类",
    interface: "接口",
    type: "类型",
    constant: "常量",
  },
  groups: {
    operation: "算子",
    function: "函数",
    class: "类",
    interface: "接口",
    type: "类型",
    constant: "常量",
  },
  contents: "文档",
  here: (title) => `文档：${title}`,
  chapters: "目录",
  previous: "上一页",
  next: "下一页",
  linkTo: (title) => `“${title}”的链接`,
  missing: (address) => `文档里没有“${address}”这一页。`,
  back: "去文档首页",
  failed: "页面加载失败。",
  retry: "重试",

  copy: "复制",
  copied: "已复制",
  notCopied: "已选中，请用键盘复制",

  live: "效果",
  source: "源码",
  inherited: "未设",
  events: "事件：",
  noEvents: "暂无",

  search: "搜索文档",
  searchShort: "搜索",
  found: (n) => `${n} 条结果`,
  nothingFound: "没有找到。",

  apiIntro: "由源码生成：包导出的全部内容及其类型。",
  filter: "按名称或说明筛选",
  englishOnly: "以下说明取自源码注释，为英文。",
  parameters: "参数",
  inputs: "输入",
  options: "选项",
  outputs: "输出",
  members: "成员",
  throws: "抛出",
};

export const docsWords: Readonly<Record<Locale, DocsWords>> = { en, zh };
