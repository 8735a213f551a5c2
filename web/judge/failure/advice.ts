import { type Language, languageNames, languages, type Text } from "../../format/index.js";
import type { LearnerError } from "../../runtimes/index.js";
import { dialectOf } from "../dialect.js";
import type { ReportError } from "../report.js";
import { adviceOfTorch } from "./advice-of-torch.js";
import { languageOf, languageSigns } from "./language-signs.js";

const sentence = (en: string, zh: string): Text => ({ en, zh });

/** SciPy and other frameworks are where learners look for a softmax. */
function missingModule(message: string): Text | undefined {
  const [, module, within] = /^No module named '(\w{1,40})(\.[\w.]{1,60})?/.exec(message) ?? [];
  if (!module) return undefined;
  if (module === "torch" && within)
    return sentence(
      `The small PyTorch here has no torch${within}: write it with tensors and torch.nn.`,
      `这里的精简版 PyTorch 没有 torch${within}：请用张量运算和 torch.nn 来写。`,
    );
  if (module === "einops")
    return sentence(
      "einops comes with PyTorch here. In NumPy use reshape, transpose and np.einsum, or write the program in PyTorch.",
      "这里的 einops 只随 PyTorch 提供。用 NumPy 时请改用 reshape、transpose 和 np.einsum，或者改用 PyTorch 来写。",
    );
  if (module === "torch")
    return sentence(
      "Programs that import torch are judged as PyTorch: choose PyTorch for this one.",
      "导入 torch 的程序按 PyTorch 评判：请切换到 PyTorch。",
    );
  return /^(?:tensorflow|keras|jax|flax|mxnet|paddle)$/.test(module)
    ? sentence(
        `Only Python's standard library, NumPy and PyTorch are available here. What ${module} does in this task can be written with one of them.`,
        `这里只有 Python 标准库、NumPy 和 PyTorch。本题用到的 ${module} 功能可以用它们实现。`,
      )
    : sentence(
        "Only Python's standard library, NumPy and PyTorch are available here.",
        "这里只有 Python 标准库、NumPy 和 PyTorch。",
      );
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
        `${languages[language].family} has no ${missing}; use ${known.write} instead.`,
        `${languages[language].family} 没有 ${missing}，请改用 ${known.write}。`,
      );
}

/** An error, and what it leaves unsaid. */
export function advised(error: LearnerError, language: Language): ReportError {
  const { name, message } = error;
  const advice =
    (name === "ModuleNotFoundError" ? missingModule(message) : undefined) ??
    missingSoftmax(message) ??
    (languages[language].arrays === "torch" ? adviceOfTorch(message) : undefined) ??
    (/^(?:Name|Reference)Error$/.test(name) ? missingName(message, language) : undefined);
  const isOfTorch = name === "ModuleNotFoundError" && /^No module named 'torch'/.test(message);
  const writtenIn = isOfTorch && languageNames.find((one) => languages[one].arrays === "torch");
  return advice ? { ...error, advice, ...(writtenIn && { writtenIn }) } : error;
}

/** An error of the source itself, which may be written in another language than it was taken for. */
export function advisedOnSource(error: LearnerError, source: string, language: Language): ReportError {
  const writtenIn = languageOf(source, language);
  if (!writtenIn || writtenIn === language) return error;
  const isOtherFamily = languages[writtenIn].family !== languages[language].family;
  const [its, taken] = [writtenIn, language].map((one) => languages[one][isOtherFamily ? "family" : "name"]);
  const [name, written] = [languages[writtenIn].name, languages[language].name];
  const advice = sentence(
    `This looks like ${its}, but it was run as ${taken}. Choose ${name} for it, or write it in ${written}.`,
    `这看起来是 ${its} 代码，却按 ${taken} 运行了。请切换到 ${name}，或者用 ${written} 重写。`,
  );
  return { ...error, advice, writtenIn };
}

/** An error while the program ran, which may be written in the other dialect: for arrays of another kind. */
export function advisedOnDialect(error: ReportError, source: string, language: Language): ReportError {
  const dialect = dialectOf(source);
  if (!dialect || dialect === language) return error;
  if (languages[dialect].runtime !== languages[language].runtime) return error;
  const [its, taken] = [languages[dialect].name, languages[language].name];
  const advice = sentence(
    `This program imports ${its} and was run as ${taken}: its arguments are ${taken}'s. Choose ${its} for it.`,
    `这个程序导入的是 ${its}，却按 ${taken} 运行，参数是 ${taken} 的。请切换到 ${its}。`,
  );
  return { ...error, advice, writtenIn: dialect };
}
