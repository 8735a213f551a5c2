import type { Locale } from "../../shared/locale.js";

const en = {
  heading: "Your own case",
  about: "Nested arrays as in JSON. The kernels compute what is right.",
  nonFinite: "NaN, Infinity and -Infinity are allowed.",
  kinds: { float: "float", int: "integer", bool: "boolean", number: "number", boolean: "true or false" },
  judge: "Run this case",
  close: "Close",
  last: "Take my last one",
};

/** Every word about a case that the reader writes. */
export type OwnCaseMessages = typeof en;

const zh: OwnCaseMessages = {
  heading: "自己的用例",
  about: "按 JSON 写嵌套数组，期望结果由内核计算。",
  nonFinite: "可以写 NaN、Infinity、-Infinity。",
  kinds: { float: "浮点", int: "整数", bool: "布尔", number: "数", boolean: "true 或 false" },
  judge: "运行这个用例",
  close: "关闭",
  last: "换成上次写的",
};

export const ownCaseMessages: Readonly<Record<Locale, OwnCaseMessages>> = { en, zh };
