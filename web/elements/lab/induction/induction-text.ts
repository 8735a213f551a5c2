import type { PeriodRule } from "../../../lab/induction/data.js";
import type { Descent, FallShape } from "../../../lab/induction/reading.js";
import type { Locale } from "../../shared/locale.js";

const count = (value: number): string => value.toLocaleString("en-US");
const share = (value: number): string => `${Math.round(100 * value)}%`;
const short = (value: number): string => value.toFixed(2);

const en = {
  about: (length: number, vocabulary: number) =>
    `A model of two attention layers and nothing else reads ${length} tokens. Each sequence is a few random tokens, then a random block that is repeated to the end. The model is trained to predict the next token, only in the repetitions, where it could know it. A guess among ${vocabulary} tokens has a loss of ln ${vocabulary} = ${short(Math.log(vocabulary))}: there the run begins.`,
  question: (steps: number) => `How will the loss fall over ${count(steps)} steps of training?`,
  falls: {
    steady: "By about the same amount all the time",
    early: "Fast at once, then more and more slowly",
    cliff: "Hardly at all for a while, then suddenly",
  } satisfies Record<FallShape, string>,
  predictFirst: "Make your prediction first.",
  verdict: (fell: string, isRight: boolean) => `${fell} ${isRight ? "As you predicted." : "Not as you predicted."}`,
  fell: ({ shape, first, last, tenth, nineTenths }: Descent): string => {
    switch (shape) {
      case "steady":
        return `It fell by about the same amount all the time: from a tenth of the fall to nine tenths it took ${count(nineTenths - tenth)} steps.`;
      case "early":
        return `It fell fast at once: a tenth of the fall was done after ${count(tenth)} steps, nine tenths after ${count(nineTenths)}.`;
      case "cliff":
        return `For a while hardly anything happened: the first tenth of the fall took ${count(tenth)} steps. Then it fell suddenly: ${count(nineTenths - tenth)} steps later nine tenths were done.`;
      case null:
        return `It did not fall by half: it was ${short(first)} at first and ${short(last)} at the end.`;
      default:
        return shape satisfies never;
    }
  },
  heads: "Heads in each layer",
  rule: "Period of the block",
  rules: { drawn: "6 to 32, drawn for each sequence", fixed: "always 32 (a trap)" } satisfies Record<
    PeriodRule,
    string
  >,
  trap: "Now the answer is always 32 places back. Does that still need an induction head? Run it and look at the first layer.",
  otherRun: "What is shown is of the last run, with other settings.",
  status: (step: number, steps: number, loss: number, pace: number) =>
    `step ${count(step)} of ${count(steps)} · loss ${short(loss)} · ${pace.toFixed(1)} ms a step`,
  loss: "loss",
  lossLabel: "Loss on repeated places, over the steps",
  step: "step",
  headTitle: (layer: number, head: number) => `Layer ${layer}, head ${head}`,
  headName: (layer: number, head: number) => `layer ${layer}, head ${head}`,
  headShort: (head: number) => `head ${head}`,
  maps: "What every head attends to",
  mapsNote: "One example. Rows are queries, columns are keys; a query sees no later keys.",
  atStep: "Step",
  latest: "Latest step",
  gone: "The weights of this step were not kept.",
  example: (start: number, period: number) =>
    start > 0
      ? `The example: ${start} random tokens, then a block of ${period}, repeated.`
      : `The example: a block of ${period} tokens, repeated.`,
  reading: (head: string, row: number, query: string, column: number, key: string, weight: number) =>
    `${head}: query ${row} (${query}) gives key ${column} (${key}) a weight of ${short(weight)}.`,
  point: "Point at a cell to read its weight, or move over it with the arrow keys.",
  keys: "Arrow keys move to another cell. Home and End: first and last key of this query. Enter: its strongest key.",
  unseen: (head: string, row: number, column: number) =>
    `${head}: query ${row} does not see key ${column}, which is later.`,
  description: (previous: number, prefix: number) =>
    `Weights of 64 queries and 64 keys. Of a query's attention, ${share(previous)} is on the token before, and ${share(prefix)} on what followed earlier copies of it.`,
  previous: "previous token",
  prefix: "prefix matching",
  roles: { previous: "previous-token head", prefix: "induction head" },
  off: "Switch off",
  allOn: "Switch all on",
  withAll: (loss: number, accuracy: number) => `All heads on: loss ${short(loss)}, ${share(accuracy)} right.`,
  without: (heads: string, loss: number, accuracy: number) =>
    `Without ${heads}: loss ${short(loss)}, ${share(accuracy)} right.`,
  and: "; ",
  offWhileRunning: "A head that is off here stays on in the training.",
  previousChart: (layer: number) => `Previous-token score, layer ${layer}`,
  prefixChart: (layer: number) => `Prefix-matching score, layer ${layer}`,
  scoreNote:
    "Previous-token score: the attention on the token before, averaged over all places. Prefix-matching score: the attention on the tokens that followed earlier copies of the present one, summed over the copies and averaged over the repeated places. Both are from 0 to 1, on eight sequences with periods from 6 to 32 that training does not see.",
  score: "score",
  measured: "What was measured",
  half: (step: number, first: number) =>
    `After ${count(step)} steps the loss was below half of the ${short(first)} it began with.`,
  previousFound: (heads: string) => `Heads that attend mostly to the token before: ${heads}.`,
  previousMissing: (best: number) =>
    `No head attends mostly to the token before: the highest previous-token score is ${short(best)}.`,
  prefixFound: (heads: string) =>
    `Heads that attend mostly to what followed earlier copies (induction heads): ${heads}.`,
  prefixMissing: (best: number) => `No induction head: the highest prefix-matching score is ${short(best)}.`,
  scored: (head: string, score: number) => `${head} (${short(score)})`,
  accuracy: (accuracy: number) =>
    `On repeated places of new sequences ${share(accuracy)} of the predictions are right.`,
  composed: (before: number, after: number, prefixBefore: number, prefixAfter: number) =>
    `With all previous-token heads off, ${share(after)} are right instead of ${share(before)}, and the highest prefix-matching score falls from ${short(prefixBefore)} to ${short(prefixAfter)}: the induction head finds its key by what the first layer wrote there, which token came before.`,
  notComposed: (before: number, after: number, prefixBefore: number, prefixAfter: number) =>
    `With all previous-token heads off, ${share(after)} are right instead of ${share(before)}, and the highest prefix-matching score goes from ${short(prefixBefore)} to ${short(prefixAfter)}.`,
  distance: (accuracy: number) =>
    `On sequences with other periods only ${share(accuracy)} are right: the model has learned a distance, not to look for earlier copies.`,
  elsewhere: {
    drawn: (accuracy: number) => `On sequences whose period is always 32, ${share(accuracy)} are right.`,
    fixed: (accuracy: number) => `On sequences with periods from 6 to 32, ${share(accuracy)} are right.`,
  } satisfies Record<PeriodRule, (accuracy: number) => string>,
  tried: (seeds: number, heads: number, least: number, most: number) =>
    `We tried the seeds 1 to ${seeds} with ${heads} heads in each layer and periods from 6 to 32: both kinds of heads formed in every run, and the loss was below half after ${count(least)} to ${count(most)} steps.`,
  stopped: (step: number) => `The run was stopped after ${count(step)} steps.`,
  table: "Each head at the end, and the model without it",
  columns: ["Head", "Previous token", "Prefix matching", "Loss without it", "Right without it"],
  share,
  short,
  papers: "Papers",
  framework: "Elhage et al. (2021), A Mathematical Framework for Transformer Circuits",
  frameworkFor: "previous-token heads, and how heads of two layers work together.",
  induction: "Olsson et al. (2022), In-context Learning and Induction Heads",
  inductionFor: "the prefix-matching score, and the sudden fall of the loss when these heads form.",
  exercises: "Practise",
};

const zh: typeof en = {
  about: (length, vocabulary) =>
    `模型只有两层注意力，没有别的部件，一次读 ${length} 个 token。每个序列先是几个随机 token，然后是一段随机的块，反复出现直到结尾。训练目标是预测下一个 token，只在重复的位置计算 loss，因为只有那里能知道答案。在 ${vocabulary} 个 token 里瞎猜，loss 是 ln ${vocabulary} = ${short(Math.log(vocabulary))}，训练就从这里开始。`,
  question: (steps) => `训练 ${count(steps)} 步，loss 会怎样下降？`,
  falls: {
    steady: "每一段下降得差不多",
    early: "一开始就很快，之后越来越慢",
    cliff: "先是几乎不动，然后突然下降",
  },
  predictFirst: "请先做出预测。",
  verdict: (fell, isRight) => `${fell}${isRight ? "与你的预测一致。" : "与你的预测不同。"}`,
  fell: ({ shape, first, last, tenth, nineTenths }) => {
    switch (shape) {
      case "steady":
        return `每一段下降得差不多：从下降十分之一到下降十分之九用了 ${count(nineTenths - tenth)} 步。`;
      case "early":
        return `一开始就下降得很快：${count(tenth)} 步后完成十分之一，${count(nineTenths)} 步后完成十分之九。`;
      case "cliff":
        return `先是几乎不动：前十分之一的下降用了 ${count(tenth)} 步。然后突然下降：再过 ${count(nineTenths - tenth)} 步就完成了十分之九。`;
      case null:
        return `没有降到一半：开始时是 ${short(first)}，结束时是 ${short(last)}。`;
      default:
        return shape satisfies never;
    }
  },
  heads: "每层的头数",
  rule: "块的周期",
  rules: { drawn: "6 到 32，每个序列随机", fixed: "固定为 32（陷阱）" },
  trap: "现在答案总在 32 个位置之前。还需要归纳头吗？运行一次，看看第一层。",
  otherRun: "下面是上一次运行的结果，设置不同。",
  status: (step, steps, loss, pace) =>
    `第 ${count(step)} / ${count(steps)} 步 · loss ${short(loss)} · 每步 ${pace.toFixed(1)} 毫秒`,
  loss: "loss",
  lossLabel: "重复位置上的 loss，随步数变化",
  step: "步数",
  headTitle: (layer, head) => `第 ${layer} 层，头 ${head}`,
  headName: (layer, head) => `第 ${layer} 层的头 ${head}`,
  headShort: (head) => `头 ${head}`,
  maps: "每个头关注哪里",
  mapsNote: "一个例子。行是 query，列是 key；query 看不到后面的 key。",
  atStep: "步数",
  latest: "最新一步",
  gone: "这一步的权重没有保存。",
  example: (start, period) =>
    start > 0
      ? `例子：先是 ${start} 个随机 token，然后是长 ${period} 的块，反复出现。`
      : `例子：长 ${period} 的块，反复出现。`,
  reading: (head, row, query, column, key, weight) =>
    `${head}：query ${row}（${query}）给 key ${column}（${key}）的权重是 ${short(weight)}。`,
  point: "指向一个格子读取权重，也可以用方向键移动。",
  keys: "方向键移动到别的格子。Home 和 End：这个 query 的第一个和最后一个 key。Enter：权重最大的 key。",
  unseen: (head, row, column) => `${head}：query ${row} 看不到后面的 key ${column}。`,
  description: (previous, prefix) =>
    `64 个 query 对 64 个 key 的权重。平均来说，${share(previous)} 的注意力在前一个 token 上，${share(prefix)} 在该 token 之前各次出现的下一个 token 上。`,
  previous: "前一个 token",
  prefix: "前缀匹配",
  roles: { previous: "前一 token 头", prefix: "归纳头" },
  off: "关闭",
  allOn: "全部打开",
  withAll: (loss, accuracy) => `所有头都打开：loss ${short(loss)}，正确率 ${share(accuracy)}。`,
  without: (heads, loss, accuracy) => `关闭${heads}：loss ${short(loss)}，正确率 ${share(accuracy)}。`,
  and: "、",
  offWhileRunning: "在这里关闭的头，训练中仍然打开。",
  previousChart: (layer) => `前一 token 分数，第 ${layer} 层`,
  prefixChart: (layer) => `前缀匹配分数，第 ${layer} 层`,
  scoreNote:
    "前一 token 分数：落在前一个 token 上的注意力，对所有位置取平均。前缀匹配分数：当前 token 以前出现过，落在那几次的下一个 token 上的注意力，对各次求和，再对重复的位置取平均。两者都在 0 到 1 之间，在训练没有见过的八个序列上测得，周期为 6 到 32。",
  score: "分数",
  measured: "测得的结果",
  half: (step, first) => `loss 开始时是 ${short(first)}，${count(step)} 步后降到一半以下。`,
  previousFound: (heads) => `主要关注前一个 token 的头：${heads}。`,
  previousMissing: (best) => `没有主要关注前一个 token 的头：前一 token 分数最高只有 ${short(best)}。`,
  prefixFound: (heads) => `主要关注以前各次出现的下一个 token 的头（归纳头）：${heads}。`,
  prefixMissing: (best) => `没有归纳头：前缀匹配分数最高只有 ${short(best)}。`,
  scored: (head, score) => `${head}（${short(score)}）`,
  accuracy: (accuracy) => `在新序列的重复位置上，预测的正确率是 ${share(accuracy)}。`,
  composed: (before, after, prefixBefore, prefixAfter) =>
    `关闭所有前一 token 头，正确率从 ${share(before)} 变为 ${share(after)}，最高的前缀匹配分数从 ${short(prefixBefore)} 降到 ${short(prefixAfter)}：归纳头要找的 key，靠的是第一层写在那里的信息，即前一个 token 是什么。`,
  notComposed: (before, after, prefixBefore, prefixAfter) =>
    `关闭所有前一 token 头，正确率从 ${share(before)} 变为 ${share(after)}，最高的前缀匹配分数从 ${short(prefixBefore)} 变为 ${short(prefixAfter)}。`,
  distance: (accuracy) => `在其他周期的序列上，正确率只有 ${share(accuracy)}：模型学到的是距离，而不是去找以前的出现。`,
  elsewhere: {
    drawn: (accuracy) => `周期固定为 32 时，正确率是 ${share(accuracy)}。`,
    fixed: (accuracy) => `在周期为 6 到 32 的序列上，正确率是 ${share(accuracy)}。`,
  },
  tried: (seeds, heads, least, most) =>
    `我们用随机种子 1 到 ${seeds}、每层 ${heads} 个头、周期 6 到 32 试过：每次运行都形成了这两种头，loss 在 ${count(least)} 到 ${count(most)} 步后降到一半以下。`,
  stopped: (step) => `运行在 ${count(step)} 步后停止。`,
  table: "结束时的每个头，以及没有它的模型",
  columns: ["头", "前一个 token", "前缀匹配", "没有它的 loss", "没有它的正确率"],
  share,
  short,
  papers: "论文",
  framework: "Elhage 等（2021），A Mathematical Framework for Transformer Circuits",
  frameworkFor: "前一 token 头，以及两层的头如何配合。",
  induction: "Olsson 等（2022），In-context Learning and Induction Heads",
  inductionFor: "前缀匹配分数，以及这些头形成时 loss 的突然下降。",
  exercises: "相关练习",
};

export const inductionMessages: Readonly<Record<Locale, typeof en>> = { en, zh };
export type InductionWords = typeof en;
