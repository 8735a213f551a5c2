import { type Language, languages, type Text } from "../../format/index.js";
import type { LearnerError } from "../../runtimes/index.js";
import type { ReportError } from "../report.js";
import { languageOf, languageSigns } from "./language-signs.js";

const sentence = (en: string, zh: string): Text => ({ en, zh });

/** SciPy and PyTorch are where learners look for a softmax. */
function missingModule(message: string): Text | undefined {
  const module = /^No module named '(\w{1,40})/.exec(message)?.[1];
  if (!module) return undefined;
  return /^(?:tensorflow|keras|torch|jax|flax|mxnet|paddle)$/.test(module)
    ? sentence(
        `Only Python's standard library and NumPy are available here. What ${module} does in this task can be written with NumPy, or in JavaScript.`,
        `这里只有 Python 标准库和 NumPy。本题用到的 ${module} 功能可以用 NumPy 实现，也可以改用 JavaScript。`,
      )
    : sentence("Only Python's standard library and NumPy are available here.", "这里只有 Python 标准库和 NumPy。");
}

function missingSoftmax(message: string): Text | undefined {
  const library = /^module 'numpy' has no attribute 'softmax'/.test(message)
    ? "NumPy"
    : /^Math\.softmax is not a function/.test(message)
      ? "JavaScript"
      : undefined;
  if (!library) return undefined;
  return sentence(
    `${library} has no softmax. Write one: subtract the maximum, take exp, and divide by the sum, each along the axis of the softmax.`,
    `${library} 没有 softmax，需要自己写：减去最大值，取 exp，再除以总和，都沿 softmax 的那一维。`,
  );
}

function missingName(message: string, language: Language): Text | undefined {
  const name = /^(?:name '(\w{1,40})' is not defined|(?:Can't find variable: )?(\w{1,40})(?: is not defined)?$)/.exec(
    message,
  );
  const missing = name?.[1] ?? name?.[2];
  const known = new Map(Object.entries(languageSigns[language].missing)).get(missing ?? "");
  if (!known) return undefined;
  return "add" in known
    ? sentence(`Add this line at the top: ${known.add}`, `请在开头加上这一行：${known.add}`)
    : sentence(
        `${languages[language].name} has no ${missing}; use ${known.write} instead.`,
        `${languages[language].name} 没有 ${missing}，请改用 ${known.write}。`,
      );
}

/** An error, and what it leaves unsaid. */
export function advised(error: LearnerError, language: Language): ReportError {
  const { name, message } = error;
  const advice =
    (name === "ModuleNotFoundError" ? missingModule(message) : undefined) ??
    missingSoftmax(message) ??
    (/^(?:Name|Reference)Error$/.test(name) ? missingName(message, language) : undefined);
  return advice ? { ...error, advice } : error;
}

/** An error of the source itself, which may be written in another language than it was taken for. */
export function advisedOnSource(error: LearnerError, source: string, language: Language): ReportError {
  const writtenIn = languageOf(source);
  if (!writtenIn || writtenIn === language) return error;
  const [its, taken] = [languages[writtenIn].name, languages[language].name];
  const advice = sentence(
    `This looks like ${its}, but it was run as ${taken}. Choose ${its} for it, or write it in ${taken}.`,
    `这看起来是 ${its} 代码，却按 ${taken} 运行了。请切换到 ${its}，或者用 ${taken} 重写。`,
  );
  return { ...error, advice, writtenIn };
}
