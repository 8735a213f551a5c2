/** What there is to say of a program whose values are right and whose gradients are not. */
import type { Mistake, Text } from "../../format/index.js";
import { reportCall } from "../compare-outputs.js";
import type { CaseReport, Report } from "../report.js";
import type { Asked, Ran } from "../run-program.js";
import type { GradientFault } from "../tensors/check-gradients.js";
import { writeReport } from "../write-report.js";
import { someFailed, threw, timeLimit } from "./messages.js";

type Named = Omit<Mistake, "ways">;

const mistakes = {
  cut: {
    code: "gradient-cut",
    title: { en: "The gradient is cut", zh: "梯度断了" },
    explanation: {
      en: "The values are right, but going back they do not lead to every input, so what lies before would never be trained. Look for .detach(), .data, .item(), float(), .tolist(), torch.tensor(...) of a tensor, torch.no_grad(), or a way through NumPy; compute with tensors all the way.",
      zh: "数值正确，但反向传播到不了所有输入，前面的部分就永远训练不到。请检查 .detach()、.data、.item()、float()、.tolist()、对张量再调用 torch.tensor(...)、torch.no_grad()，或中途经过 NumPy；全程用张量计算。",
    },
  },
  "not-finite": {
    code: "gradient-not-finite",
    title: { en: "The gradient is NaN or infinite", zh: "梯度是 NaN 或无穷大" },
    explanation: {
      en: "The values are right, but the gradient is not finite. The usual trap: a row without any key gives NaN in the softmax, and torch.where or nan_to_num afterwards hides the value, not the gradient, since 0 times NaN is NaN. Make the row harmless before the softmax: fill with a large finite number, or mask the scores of such rows with 0. A square root, a logarithm or a division at 0 does the same.",
      zh: "数值正确，但梯度不是有限值。常见陷阱：某一行没有任何可见的 key，softmax 得到 NaN，之后再用 torch.where 或 nan_to_num 只能屏蔽数值，屏蔽不了梯度，因为 0 乘 NaN 还是 NaN。请在 softmax 之前处理：用很大的有限负数填充，或者先把这样的行的分数置 0。在 0 处开平方、取对数、做除法也会这样。",
    },
  },
  wrong: {
    code: "gradient-wrong",
    title: { en: "The gradient is wrong", zh: "梯度不对" },
    explanation: {
      en: "The values are right, but the gradient is not that of the function: a part of the way back is cut (a detached maximum is fine, a detached sum is not), or a backward of your own is wrong.",
      zh: "数值正确，但梯度不是这个函数的梯度：可能有一部分计算被切断（detach 最大值没有问题，detach 求和就不行），或者自己写的 backward 有误。",
    },
  },
} as const satisfies Record<string, Named>;

/** @param fault of the case of a number */
export function reportGradientFault(
  { number, found }: { readonly number: number; readonly found: GradientFault },
  { judged, outcome }: Ran,
  asked: Asked,
): Report {
  const message = messageOf(found, asked);
  const verdict =
    found.fault === "threw" ? "runtime-error" : found.fault === "time-limit" ? "time-limit" : "wrong-answer";
  const reports = judged.map((one, i): CaseReport => {
    if (i !== number) return reportCall(one, { verdict: "accepted" });
    return reportCall(one, { verdict, message, ...(found.fault === "threw" && { error: found.error }) });
  });
  const { title } = reports[number] as CaseReport;
  const mistake = mistakeOf(found);
  return writeReport({ ...asked, outcome }, reports, {
    verdict,
    message: someFailed(1, reports.length, title, message),
    ...(mistake && { mistake }),
  });
}

const cutErrors = /^element 0 of tensors does not require grad|requires grad\. Use tensor\.detach\(\)\.numpy\(\)/;

function mistakeOf(found: GradientFault): Named | undefined {
  switch (found.fault) {
    case "cut":
    case "not-finite":
    case "wrong":
      return mistakes[found.fault];
    case "threw":
      return cutErrors.test(found.error.message) ? mistakes.cut : undefined;
    case "time-limit":
      return undefined;
    default:
      return found satisfies never;
  }
}

function messageOf(found: GradientFault, { limits }: Asked): Text {
  if (found.fault === "time-limit") return timeLimit(limits);
  if (found.fault === "threw") {
    const { en, zh = "" } = threw(found.error);
    return { en: `The values are right, but no gradient can be computed. ${en}`, zh: `数值正确，但无法求梯度。${zh}` };
  }
  const { argument, entry } = found.input;
  const name = entry === undefined ? argument : `${argument}.${entry}`;
  switch (found.fault) {
    case "cut":
      return {
        en: `The values are right, but no gradient comes back to ${name}.`,
        zh: `数值正确，但梯度没有传回 ${name}。`,
      };
    case "not-finite":
      return {
        en: `The values are right, but the gradient of ${name} is not finite.`,
        zh: `数值正确，但 ${name} 的梯度不是有限值。`,
      };
    case "wrong":
      return {
        en: `The values are right, but the gradient of ${name} is wrong.`,
        zh: `数值正确，但 ${name} 的梯度不对。`,
      };
    default:
      return found satisfies never;
  }
}
