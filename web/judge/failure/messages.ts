import { count } from "../../arrays/index.js";
import { type Language, type Locale, languages, type Signature, say, type Text } from "../../format/index.js";
import type { LearnerError, Limits, Malformed } from "../../runtimes/index.js";
import type { NonFinite } from "../compare.js";
import type { Mismatch, ReportError } from "../report.js";

const list = (shape: readonly number[]) => `[${shape.join(", ")}]`;
const sorted = (shape: readonly number[]) => [...shape].sort((a, b) => a - b).join();
const short = (value: number) => (Number.isInteger(value) && Math.abs(value) < 1e6 ? `${value}` : value.toPrecision(4));

/** The output of which a sentence speaks, by its position. */
export interface Spoken {
  readonly signature: Signature;
  readonly output: number;
}

/** What a learner returns by itself is what they returned; one of several has a name. */
function subject({ signature: { outputs }, output }: Spoken): Record<Locale, string> {
  const isWhole = output === 0 && outputs.filter(({ optional }) => !optional).length === 1;
  const name = outputs[output]?.name;
  return isWhole ? { en: "The returned array", zh: "返回的数组" } : { en: `The output ${name}`, zh: `输出 ${name} ` };
}

/** What the whole report says, given what its first failing case says. */
export function someFailed(failed: number, judged: number, title: Text, message: Text): Text {
  return {
    en: `${failed} of ${judged} ${judged === 1 ? "case fails" : "cases fail"}. First, "${title.en}": ${message.en}`,
    zh: `${judged} 个用例中有 ${failed} 个未通过。首先是“${say(title, "zh")}”：${say(message, "zh")}`,
  };
}

/** The shape is not the one asked for. The signature gives the dimensions their names. */
export function wrongShape(
  spoken: Spoken,
  actual: readonly number[],
  expected: readonly number[],
  language: Language,
): Text {
  const names = spoken.signature.outputs[spoken.output]?.shape ?? [];
  const wanted = `${list(expected)}${names.length === expected.length && names.length > 0 ? ` = [${names.join(", ")}]` : ""}`;
  const advice = shapeAdvice(actual, expected, language);
  const { en, zh } = subject(spoken);
  return {
    en: `${en} has shape ${list(actual)}, but it should be ${wanted}${advice ? `: ${advice.en}` : ""}.`,
    zh: `${zh}形状为 ${list(actual)}，应为 ${wanted}${advice ? `：${advice.zh}` : ""}。`,
  };
}

function shapeAdvice(actual: readonly number[], expected: readonly number[], language: Language): Text | undefined {
  if (actual.length === 0)
    return {
      en: "it is a single number, so you summed or averaged over too many axes",
      zh: "这是单个数字，求和或取平均的维度过多",
    };
  if (actual.length === 1 && expected.length > 1 && actual[0] === count(expected)) {
    return languages[language].arrays !== "nested"
      ? {
          en: "it is flat, so the shape is lost; reshape it before you return it",
          zh: "这是展平的一维数组，丢失了形状；返回前请 reshape",
        }
      : {
          en: "it is flat, so the shape is lost; return nested arrays (each row may be a typed array)",
          zh: "这是展平的一维数组，丢失了形状；请返回嵌套数组（每一行可以是 TypedArray）",
        };
  }
  const withoutOnes = (shape: readonly number[]) => list(shape.filter((size) => size !== 1));
  if (actual.length > expected.length && withoutOnes(actual) === withoutOnes(expected))
    return { en: "there is one axis of size 1 too many", zh: "多了大小为 1 的维度" };
  if (actual.length < expected.length && withoutOnes(actual) === withoutOnes(expected))
    return { en: "an axis of size 1 is missing", zh: "少了大小为 1 的维度" };
  if (actual.length === expected.length && sorted(actual) === sorted(expected))
    return { en: "the axes are in another order, as after a transpose", zh: "维度的顺序不对，像是被转置过" };
  if (actual.length === expected.length + 1)
    return {
      en: "there is one axis too many; it was not summed or averaged over",
      zh: "多了一个维度，没有沿这一维求和或取平均",
    };
  if (actual.length === expected.length - 1)
    return {
      en: "an axis is missing; it was summed or averaged over, or only one entry of it was taken",
      zh: "少了一个维度，沿这一维求了和、取了平均，或只取了其中一项",
    };
  return undefined;
}

function infinityOf(infinite: number, negative: number): readonly [string, string] {
  if (negative === 0) return ["Infinity", "Infinity"];
  return negative === infinite ? ["-Infinity", "-Infinity"] : ["Infinity or -Infinity", "Infinity 或 -Infinity"];
}

/** NaN or infinity where a number should be. */
export function notFinite(spoken: Spoken, { nan, infinite, negative }: NonFinite, mismatch: Mismatch): Text {
  const { en, zh } = subject(spoken);
  const [what, whatInChinese] = nan > 0 ? ["NaN", "NaN"] : infinityOf(infinite, negative);
  const places = nan > 0 ? nan : infinite;
  const at = list(mismatch.worstIndex);
  const why: Text =
    nan > 0
      ? {
          en: "look for Infinity / Infinity, 0 / 0, or a missing value",
          zh: "检查是否出现 Infinity / Infinity、0 / 0 或缺失的值",
        }
      : {
          en: `look for an overflow${negative > 0 ? ", a logarithm of 0" : ""} or a division by zero`,
          zh: `检查是否溢出${negative > 0 ? "、对 0 取了对数" : ""}或除以零`,
        };
  return {
    en: `${en} is ${what} at ${places} of ${mismatch.total} positions, first at ${at}: ${why.en}.`,
    zh: `${zh}在 ${mismatch.total} 个位置中有 ${places} 个是 ${whatInChinese}，第一个位于 ${at}：${why.zh}。`,
  };
}

/** Numbers, but not the right ones. */
export function wrongValues(
  spoken: Spoken,
  mismatch: Mismatch,
  {
    actual,
    expected,
    rounded,
  }: {
    /** Where they differ most. */
    readonly actual: number;
    readonly expected: number;
    /** All that is wrong is that float16 was computed in. */
    readonly rounded: boolean;
  },
): Text {
  const at = list(mismatch.worstIndex);
  const { en, zh } = subject(spoken);
  return {
    en: `${en} has the right shape, but ${mismatch.count} of ${mismatch.total} values are wrong; at ${at} it has ${short(actual)} where ${short(expected)} is expected.${rounded ? " The numbers look like float16, which keeps only three decimal digits: compute in float32 or float64." : ""}`,
    zh: `${zh}形状正确，但 ${mismatch.total} 个值中有 ${mismatch.count} 个不对；${at} 处为 ${short(actual)}，应为 ${short(expected)}。${rounded ? "这些数像是 float16，只有三位十进制有效数字：请用 float32 或 float64 计算。" : ""}`,
  };
}

const foundInChinese: Readonly<Record<string, string>> = {
  "a string": "字符串",
  "a BigInt": "BigInt",
  "a symbol": "Symbol",
  "a function": "函数",
  "an object": "对象",
  "an array": "数组",
  "a number": "一个数字",
  "a Proxy": "Proxy",
  bytes: "字节串",
  "a complex number": "复数",
  "a dictionary": "字典",
  "a set": "集合",
  "a class": "类",
  "a module": "模块",
  "a generator": "生成器",
  "a coroutine": "协程",
};

/** What NumPy arrays of anything but numbers hold; the runtime says "an array of strings (dtype=str96)". */
const elementsInChinese: Readonly<Record<string, string>> = {
  objects: "对象",
  strings: "字符串",
  bytes: "字节串",
  "complex numbers": "复数",
  dates: "日期",
  durations: "时间间隔",
  records: "结构体",
};

/** What came back is no array of numbers. */
export function malformedOutput(signature: Signature, malformed: Malformed, language: Language): Text {
  const { en, zh } = subject({ signature, output: malformed.output });
  const { words, several } = languages[language];
  const required = signature.outputs.filter(({ optional }) => !optional).map(({ name }) => name);
  const form = several === "tuple" ? `(${required.join(", ")})` : `{ ${required.join(", ")} }`;
  switch (malformed.problem) {
    case "absent":
      return {
        en: `The output ${signature.outputs[malformed.output]?.name} is missing: return ${form}.`,
        zh: `缺少输出 ${signature.outputs[malformed.output]?.name}：请写 return ${form}。`,
      };
    case "nothing":
      return malformed.output === 0
        ? {
            en: `Your function returned nothing (${words.nothing}): is there a return statement on every path?`,
            zh: `函数没有返回任何值（${words.nothing}）：每条路径都有 return 吗？`,
          }
        : {
            en: `${en} is missing (${words.nothing}): return it beside the others.`,
            zh: `缺少${zh.trim()}（${words.nothing}）：请与其他输出一起返回。`,
          };
    case "not-the-outputs":
      return {
        en: `Your function returned ${malformed.found} where ${required.length} outputs are expected: return ${form}.`,
        zh: `函数返回的是${chinese(malformed.found)}，应返回 ${required.length} 个输出：请写 return ${form}。`,
      };
    case "not-a-number": {
      const { path, found } = malformed;
      const at = list(path);
      return {
        en: `${en} has ${found} at ${at}, where a number should be.`,
        zh: `${zh}在 ${at} 处是${chinese(found)}，这里应当是数字。`,
      };
    }
    case "ragged": {
      const { path, length, expectedLength } = malformed;
      return {
        en: `${en} is ragged: the row at ${list(path)} has length ${length}, the rows before it have ${expectedLength}. Give all rows the same length.`,
        zh: `${zh}参差不齐：${list(path)} 处的行长度为 ${length}，前面的行长度为 ${expectedLength}。请让所有行等长。`,
      };
    }
    case "mixed": {
      const { path, found } = malformed;
      return {
        en: `${en} mixes numbers and arrays: at ${list(path)} there is ${found === "number" ? "a number among arrays" : "an array among numbers"}. Nest all rows equally deep.`,
        zh: `${zh}混用了数字和数组：${list(path)} 处是${found === "number" ? "与数组并列的数字" : "与数字并列的数组"}。请让所有行的嵌套深度一致。`,
      };
    }
    case "too-deep":
      return {
        en: `${en} is nested too deeply: an array may contain itself. Return plain nested arrays.`,
        zh: `${zh}嵌套过深：数组可能包含了自身。请返回普通的嵌套数组。`,
      };
    case "not-an-array":
      return {
        en:
          malformed.output === 0
            ? `Your function returned ${malformed.found} where an array of numbers is expected.`
            : `${en} is ${malformed.found} where an array of numbers is expected.`,
        zh: `${zh}是${chinese(malformed.found)}，应为数字数组。`,
      };
    case "masked-array":
      return {
        en: `${en} is a masked array, and masked elements have no value: fill them before you return it.`,
        zh: `${zh}是 masked array，被屏蔽的元素没有值：返回前请先填充。`,
      };
    default:
      return malformed satisfies never;
  }
}

function chinese(found: string): string {
  const [, row, length] = /^a (tuple|list) of (\d+)$/.exec(found) ?? [];
  if (row !== undefined) return `长度为 ${length} 的 ${row}`;
  const [, elements, dtype] = /^an array of ([a-z ]+) \((dtype=\S+)\)$/.exec(found) ?? [];
  const inChinese = elements === undefined ? foundInChinese[found] : elementsInChinese[elements];
  if (inChinese === undefined) return ` ${found}`;
  return dtype === undefined ? inChinese : `元素为${inChinese}的数组（${dtype}）`;
}

const place = ({ line, column }: LearnerError): Text => {
  if (line === undefined) return { en: "", zh: "" };
  const inColumn = column === undefined ? { en: "", zh: "" } : { en: `, column ${column}`, zh: `第 ${column} 列` };
  return { en: ` in line ${line}${inColumn.en}`, zh: `第 ${line} 行${inColumn.zh}` };
};

const said = ({ name, message }: LearnerError) => (message === "" ? name : `${name}: ${message}`);

export const threw = (error: ReportError): Text =>
  withAdvice(error, {
    en: `Your code stopped with an error${place(error).en}. ${said(error)}`,
    zh: `代码${place(error).zh ? `在${place(error).zh}` : ""}抛出错误。${said(error)}`,
  });

export const syntaxError = (error: ReportError): Text =>
  withAdvice(error, {
    en: `Your code has a syntax error${place(error).en}. ${said(error)}`,
    zh: `代码${place(error).zh}存在语法错误。${said(error)}`,
  });

const withAdvice = ({ advice }: ReportError, { en, zh }: Record<Locale, string>): Text =>
  advice ? { en: `${ended(en, ".")} ${advice.en}`, zh: `${ended(zh, "。")}${say(advice, "zh")}` } : { en, zh };

const ended = (text: string, mark: string) => (/[.!?。！？]$/.test(text) ? text : `${text}${mark}`);

export const timeLimit = ({ deadlineMs }: Limits): Text => ({
  en: `Your code did not finish within ${deadlineMs / 1000} seconds and was stopped: look for a loop that never ends.`,
  zh: `代码在 ${deadlineMs / 1000} 秒内没有结束，已被终止：请检查是否有死循环。`,
});

export const loadTimeLimit = ({ deadlineMs }: Limits): Text => ({
  en: `Your code did not finish loading within ${deadlineMs / 1000} seconds: look for a loop outside the function that never ends.`,
  zh: `代码在 ${deadlineMs / 1000} 秒内没有加载完成：请检查函数之外是否有死循环。`,
});

export const consoleLimit = ({ consoleChars }: Limits): Text => ({
  en: `Your code printed more than ${consoleChars} characters and was stopped: print less.`,
  zh: `代码打印的内容超过 ${consoleChars} 个字符，已被终止：请减少输出。`,
});

export const valuesLimit = ({ values }: Limits): Text => ({
  en: `Your function returned more than ${values} numbers or rows: check the shape of what it returns.`,
  zh: `函数返回的数字或行超过 ${values} 个：请检查返回值的形状。`,
});
