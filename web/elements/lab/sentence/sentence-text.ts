import type { PositionKind, TokenWay, WeightKind } from "../../../lab/sentence/settings.js";
import type { Locale } from "../../shared/locale.js";

/** The matrices on the way from tokens to output, in the order in which they are computed. */
export const stages = ["q", "k", "scores", "weights", "v", "output"] as const;
export type Stage = (typeof stages)[number];

/** What the reading names when it was switched last. */
export const switchNames = [
  "weights",
  "seed",
  "positions",
  "heads",
  "causal",
  "scale",
  "backwards",
  "temperature",
  "softcap",
  "window",
  "sink",
] as const;
export type SwitchName = (typeof switchNames)[number];

const en = {
  start: { text: "The cat that chased the cat was chased by cats.", token: 1 },
  sentence: "Sentence",
  cutInto: "Cut into",
  ways: { words: "Words", characters: "Characters", bytes: "Byte pairs" } satisfies Record<TokenWay, string>,
  tokenCount: (n: number) => `${n} ${n === 1 ? "token" : "tokens"}`,
  cut: (shown: number, total: number) => `${total} tokens. The first ${shown} are drawn, the rest is cut off.`,
  empty: "Type a sentence to begin.",

  merges: "Merges",
  mergesOf: (made: number, all: number) => `${made} of ${all}`,
  mergesNote:
    "The sentence begins as UTF-8 bytes. The pair of neighbours that occurs most often becomes one token, again and again, until no pair occurs twice. Bytes that are not a whole character are written in hexadecimal.",
  noMerges: "No pair of neighbours occurs twice, so every byte is its own token.",
  merge: (left: string, right: string, whole: string, count: number) =>
    `${left} and ${right} become ${whole}, ${count} times`,

  question: (token: string) =>
    `The sentence is read backwards. Nothing is masked, and nothing tells the model where a token is. What happens to the weights that “${token}” gives?`,
  options: {
    same: "Every token keeps its weight",
    swapped: "What came before it and what came after it swap their weights",
    new: "All weights are new",
  },
  right: "Correct.",
  wrong: "No.",
  reversed: (change: string) =>
    `Read backwards, no weight changes by as much as ${change}. Without positions attention knows which tokens there are, not their order.`,
  reversedWith: (changes: Readonly<Record<Exclude<PositionKind, "none">, string>>) =>
    `With positions the largest change is ${changes.sinusoidal} (sinusoidal), ${changes.rotary} (rotary) or ${changes.alibi} (ALiBi, which only knows distances).`,

  switches: "Switches",
  switchNames: {
    weights: "Vectors",
    seed: "Seed",
    positions: "Positions",
    heads: "Heads",
    causal: "Causal mask",
    scale: "Scale by 1/√d",
    backwards: "Read backwards",
    temperature: "Temperature",
    softcap: "Softcap",
    window: "Window",
    sink: "Sink",
  } satisfies Record<SwitchName, string>,
  vectorKinds: {
    similarity: "By spelling",
    random: "Random",
    trained: "Trained",
  } satisfies Record<WeightKind, string>,
  vectorNotes: {
    similarity:
      "A token is the sum of its runs of up to three characters, so that tokens that are spelt alike are near, and q = k = v. Nothing has been learnt.",
    random: "Tokens, Wq, Wk and Wv are drawn from the seed. Nothing has been learnt.",
    trained:
      "Both layers of the model that “An induction head is born” trained on this device, with its own positions. It has numbers for tokens, not words: each token of the sentence takes the next one. Heads are named by layer and place.",
  } satisfies Record<WeightKind, string>,
  positionKinds: {
    none: "None",
    sinusoidal: "Sinusoidal",
    rotary: "Rotary (RoPE)",
    alibi: "ALiBi",
  } satisfies Record<PositionKind, string>,
  head: "Head",
  windowOf: (n: number) => (n === 1 ? "itself only" : `itself ± ${n - 1}`),
  sinkNote: "One more logit in the softmax of every row and head, as in gpt-oss. It takes weight and has no value.",
  off: "off",
  on: "on",
  reset: "Reset",

  attends: (token: string) => `What “${token}” attends to`,
  attendsHint: "Point at a token, or go from token to token with the arrow keys.",
  tokens: "Tokens",
  sinkLabel: "sink",
  masked: "masked",

  path: "From tokens to output",
  pathHint: "Choose a matrix to see it large. The row of the query is framed in blue, that of the key in orange.",
  stages: { q: "q", k: "k", scores: "scores", weights: "weights", v: "v", output: "output" } satisfies Record<
    Stage,
    string
  >,
  stageFormulas: {
    q: "queries",
    k: "keys",
    scores: "q kᵀ",
    weights: "softmax",
    v: "values",
    output: "weights · v",
  } satisfies Record<Stage, string>,
  matrixOf: (stage: string, head: string | null) => (head === null ? stage : `${stage}, head ${head}`),
  query: "query",
  key: "key",
  token: "token",
  feature: "feature",

  oneWeight: "One weight, step by step",
  strongestKey: "the strongest",
  dot: (n: number) => `q · k, the sum of ${n} products`,
  scaledBy: (d: number) => `× 1/√${d}`,
  unscaled: "no scaling",
  dividedBy: (temperature: string) => `÷ ${temperature}, the temperature`,
  cappedBy: (softcap: string) => `${softcap} · tanh(score / ${softcap})`,
  biased: (distance: number, penalty: string) => `− ${penalty}, ALiBi at a distance of ${distance}`,
  hidden: "masked, so the score is",
  power: (largest: string) => `exp(score − ${largest}), less the row's largest`,
  over: "÷ the sum of the row",
  overWithSink: (part: string) => `÷ the sum of the row, ${part} of it the sink's`,
  weight: "weight",

  code: "The same weight in code",
  codeNames: {
    query: (token: string) => `query: ${token}`,
    key: (token: string) => `key: ${token}`,
    temperature: "temperature",
    masked: "masked",
    scores: "all scores of the row",
    sink: "the sink",
  },

  outputTitle: (token: string) => `The output of “${token}” is a weighted sum`,
  outputHint: "Each row is a value, times its weight. Column by column they add up to the output.",
  others: (n: number) => `${n} others`,
  sum: "sum",
  firstFeature: (terms: string, result: string) => `Feature 0: ${terms} = ${result}`,
  rest: "rest",

  reading: "What the numbers say",
  space: " ",
  stop: ".",
  strongest: (token: string, weight: string) => `“${token}” gives its largest weight, ${weight},`,
  toItself: "to itself",
  toOther: (token: string) => `to “${token}”`,
  thenOther: (token: string, weight: string) => `, and then to “${token}”, ${weight}`,
  spread: (asIf: string, of: number, entropy: string, most: string) =>
    `Its weights are spread as wide as ${asIf} equal ones, of ${of} possible: an entropy of ${entropy} nats, where ${most} is the most.`,
  sunk: (part: string) => `The sink takes ${part} of the row.`,
  switched: (name: string, from: string, to: string) => `${name}, from ${from} to ${to}:`,
  changedMost: (token: string, from: string, to: string) =>
    `the weight of “${token}” changed most, from ${from} to ${to}.`,
  unchanged: "no weight of this row changed.",
  practise: "Practise it",
  kernelsFailed: "The kernels could not be loaded.",
};

const zh: typeof en = {
  start: { text: "小猫追着大猫跑，因为猫喜欢追猫。", token: 0 },
  sentence: "句子",
  cutInto: "切分方式",
  ways: { words: "词", characters: "字符", bytes: "字节对" },
  tokenCount: (n) => `${n} 个 token`,
  cut: (shown, total) => `共 ${total} 个 token，只画前 ${shown} 个，其余截掉。`,
  empty: "请输入一句话。",

  merges: "合并次数",
  mergesOf: (made, all) => `${made} / ${all}`,
  mergesNote:
    "句子先写成 UTF-8 字节，然后把出现最多的一对相邻 token 合并成一个，反复进行，直到没有哪一对出现两次。凑不成完整字符的字节用十六进制表示。",
  noMerges: "没有哪一对相邻字节出现两次，所以每个字节就是一个 token。",
  merge: (left, right, whole, count) => `${left} 和 ${right} 合并成 ${whole}，共 ${count} 次`,

  question: (token) => `把句子倒过来读。没有屏蔽，模型也不知道每个 token 的位置。“${token}”给出的权重会怎样？`,
  options: {
    same: "每个 token 的权重都不变",
    swapped: "它前面和后面的 token 互换权重",
    new: "所有权重都变了",
  },
  right: "对。",
  wrong: "不对。",
  reversed: (change) =>
    `倒过来读，任何权重的变化都小于 ${change}。没有位置信息时，注意力只知道有哪些 token，不知道它们的顺序。`,
  reversedWith: (changes) =>
    `加上位置信息后，权重的最大变化是 ${changes.sinusoidal}（正弦）、${changes.rotary}（旋转）和 ${changes.alibi}（ALiBi，它只看距离）。`,

  switches: "开关",
  switchNames: {
    weights: "向量",
    seed: "随机种子",
    positions: "位置",
    heads: "头数",
    causal: "因果掩码",
    scale: "按 1/√d 缩放",
    backwards: "倒着读",
    temperature: "温度",
    softcap: "softcap",
    window: "窗口",
    sink: "sink",
  },
  vectorKinds: { similarity: "按字形", random: "随机", trained: "训练所得" },
  vectorNotes: {
    similarity: "token 的向量由它的一到三字符片段相加得到，写法相近的 token 向量也相近，q = k = v。没有经过训练。",
    random: "token 向量和 Wq、Wk、Wv 都由随机种子生成。没有经过训练。",
    trained:
      "“归纳头的诞生”实验在这台设备上训练出的两层模型，位置编码也是它自己的。它只认识编号，不认识词：句子中的 token 按出现的先后依次编号。头的名字是“层.序号”。",
  },
  positionKinds: { none: "无", sinusoidal: "正弦", rotary: "旋转（RoPE）", alibi: "ALiBi" },
  head: "头",
  windowOf: (n) => (n === 1 ? "只看自己" : `自己 ± ${n - 1}`),
  sinkNote: "与 gpt-oss 相同：每个头、每一行的 softmax 里多一个 logit。它分走权重，但没有 value。",
  off: "关",
  on: "开",
  reset: "重置",

  attends: (token) => `“${token}”关注哪些 token`,
  attendsHint: "把鼠标移到 token 上，或用方向键切换。",
  tokens: "token",
  sinkLabel: "sink",
  masked: "被屏蔽",

  path: "从 token 到输出",
  pathHint: "点一个矩阵可以放大。蓝框是 query 所在的行，橙框是 key 所在的行。",
  stages: { q: "q", k: "k", scores: "分数", weights: "权重", v: "v", output: "输出" },
  stageFormulas: { q: "query", k: "key", scores: "q kᵀ", weights: "softmax", v: "value", output: "权重 · v" },
  matrixOf: (stage, head) => (head === null ? stage : `${stage}，头 ${head}`),
  query: "query",
  key: "key",
  token: "token",
  feature: "特征",

  oneWeight: "一步步算出一个权重",
  strongestKey: "权重最大的",
  dot: (n) => `q · k，${n} 个乘积之和`,
  scaledBy: (d) => `× 1/√${d}`,
  unscaled: "不缩放",
  dividedBy: (temperature) => `÷ 温度 ${temperature}`,
  cappedBy: (softcap) => `${softcap} · tanh(分数 / ${softcap})`,
  biased: (distance, penalty) => `− ${penalty}，距离为 ${distance} 时的 ALiBi`,
  hidden: "被屏蔽，分数变为",
  power: (largest) => `exp(分数 − ${largest})，减去本行最大值`,
  over: "÷ 本行之和",
  overWithSink: (part) => `÷ 本行之和，其中 sink 占 ${part}`,
  weight: "权重",

  code: "用代码算同一个权重",
  codeNames: {
    query: (token) => `query：${token}`,
    key: (token) => `key：${token}`,
    temperature: "温度",
    masked: "被屏蔽",
    scores: "本行的全部分数",
    sink: "sink",
  },

  outputTitle: (token) => `“${token}”的输出是加权和`,
  outputHint: "每一行是一个 value 乘以它的权重，逐列相加就得到输出。",
  others: (n) => `其余 ${n} 个`,
  sum: "总和",
  firstFeature: (terms, result) => `特征 0：${terms} = ${result}`,
  rest: "其余",

  reading: "数据说明了什么",
  space: "",
  stop: "。",
  strongest: (token, weight) => `“${token}”把最大的权重 ${weight} 给了`,
  toItself: "自己",
  toOther: (token) => `“${token}”`,
  thenOther: (token, weight) => `，其次是“${token}”，${weight}`,
  spread: (asIf, of, entropy, most) =>
    `权重的分散程度相当于 ${asIf} 个相等的权重（最多 ${of} 个）：熵为 ${entropy} nat，上限 ${most}。`,
  sunk: (part) => `sink 分走了这一行的 ${part}。`,
  switched: (name, from, to) => `${name}从“${from}”改为“${to}”后：`,
  changedMost: (token, from, to) => `“${token}”的权重变化最大，从 ${from} 变为 ${to}。`,
  unchanged: "这一行的权重没有变化。",
  practise: "动手练习",
  kernelsFailed: "内核加载失败。",
};

export type SentenceWords = typeof en;

export const sentenceMessages: Readonly<Record<Locale, SentenceWords>> = { en, zh };
