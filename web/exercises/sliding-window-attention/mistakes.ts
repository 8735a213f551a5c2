import { softmax, unstableSoftmax } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { known } from "../shared/known-mistakes.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { last, withShared } from "../shared/wrong-attention.js";
import { eachHiding, maskMistakes } from "../shared/wrong-masking.js";
import { activated, firstEntryOnly } from "../shared/wrong-outputs.js";
import {
  attentionMistakesInWindow,
  counted,
  type Inputs,
  lengthOf,
  paddedWithZeros,
  seeing,
  seeingNothing,
  way,
} from "./wrong-window.js";

const right = way({});

/** As Python slices: a negative start counts from the end. */
const sliced = (i: number, j: number, window: number, L: number) => {
  const start = i - window + 1;
  return j >= (start < 0 ? Math.max(0, start + L) : start) && j <= i;
};

/** Key i - t for t = 0 to window - 1, where -1 is the last key: how often key j is among them. */
const wrapped = (i: number, j: number, window: number, L: number) =>
  Array.from({ length: window }, (_, t) => (((i - t) % L) + L) % L).filter((key) => key === j).length;

/** A list of Python has no index below -L. */
const wrappedWithin = (i: number, j: number, window: number, L: number) => {
  if (window - 1 > L) throw new RangeError(`There is no key ${1 - window}.`);
  return wrapped(i, j, window, L);
};

/** For scores down to -1000, and masked ones that are 1000 above the visible. */
const tooHigh = { inPlace: [-10, -100, -1000], added: [-10, -100, -1000] };

/** Rows of this mask may be empty nowhere, so that nothing can be wrong with them; and there is one mask for all. */
const notHere: readonly string[] = ["one-mask-for-all", "masked-row-nan", "masked-row-mean"];

const own: readonly Mistake<Inputs>[] = [
  {
    code: "window-off-by-one",
    title: { en: "The window is one key too long or too short", zh: "窗口多了一个或少了一个 key" },
    explanation: {
      en: "The window counts the query itself: a query sees itself and the window - 1 keys before it, so the distance i - j must be less than the window. Here it may be equal to it, or the last key of the window is cut off. Check with a window of 1: each query must see itself only, and the output is the values.",
      zh: "窗口把 query 自己也算在内：query 看到自己和它之前的 window - 1 个 key，因此距离 i - j 必须小于 window。这里允许了相等，或者把窗口最远的一个 key 去掉了。可以用窗口 1 检查：每个 query 只看到自己，输出就是 value。",
    },
    ways: [
      ...seeing((i, j, window) => j <= i && i - j <= window),
      ...seeingNothing((i, j, window) => j <= i && i - j < window - 1),
      ...seeing((i, j, window) => j <= i && i - j < Math.max(1, window - 1)),
    ],
  },
  {
    code: "window-two-sided",
    title: { en: "The window reaches into the future", zh: "窗口伸到了未来" },
    explanation: {
      en: "Keys within a distance of the query are visible on both sides, so a query also sees keys after itself. That is the window of an encoder such as Longformer's. Here attention is causal: the window ends at the query itself. Do not take the absolute value of i - j, or add the condition j <= i.",
      zh: "与 query 的距离不超过某个值的 key 在两侧都可见，query 也看到了自己之后的 key。这是编码器（如 Longformer）的窗口。本题是因果的：窗口到 query 自己为止。不要对 i - j 取绝对值，或者再加上条件 j <= i。",
    },
    ways: seeing(
      (i, j, window) => Math.abs(i - j) < window,
      (i, j, window) => Math.abs(i - j) <= window,
      (i, j, window) => Math.abs(i - j) <= Math.floor(window / 2),
      (i, j, window) => i - j <= Math.floor(window / 2) && j - i < window - Math.floor(window / 2),
      (i, j, window) => i - j < window && j - i <= Math.floor(window / 2),
    ),
  },
  {
    code: "window-without-causality",
    title: { en: "Only the far past is masked", zh: "只屏蔽了远处的过去" },
    explanation: {
      en: "Keys that are too far back are masked, but all keys after the query are visible. The window has two ends: i - j must be less than the window, and j must not be larger than i. With a window longer than the sequence nothing would be masked at all.",
      zh: "太远的过去被屏蔽了，但 query 之后的所有 key 都可见。窗口有两端：i - j 要小于 window，而且 j 不能大于 i。按这里的写法，窗口比序列长时就什么都没有屏蔽。",
    },
    ways: seeing(
      (i, j, window) => i - j < window,
      (i, j, window) => i - j <= window,
    ),
  },
  {
    code: "window-ignored",
    title: { en: "The window is not used: plain causal attention", zh: "没有使用窗口：只是普通的因果注意力" },
    explanation: {
      en: "Every query sees all keys up to its own position. The window is missing: keys at a distance of window or more must be masked too.",
      zh: "每个 query 都看到了自己及之前的所有 key。少了窗口：距离大于或等于 window 的 key 也要屏蔽。",
    },
    ways: [...seeing((i, j) => j <= i)],
  },
  {
    code: "window-padded-with-zeros",
    title: { en: "Missing keys enter the softmax with score 0", zh: "缺少的 key 以分数 0 进入了 softmax" },
    explanation: {
      en: "The first queries have fewer than window keys. The sequence was padded in front with keys of zeros, and their scores of 0 take part in the softmax: exp(0) = 1 is added to the sum for each, so the weights of the real keys do not sum to one. Give the padding the score -infinity.",
      zh: "前几个 query 的 key 不足 window 个。这里在序列前面用零向量填充了 key，它们的分数 0 也参与了 softmax：每个都给分母加上 exp(0) = 1，真实 key 的权重之和就不是 1 了。填充部分的分数应为 -inf。",
    },
    ways: [way(({ window }) => ({ masking: paddedWithZeros(window) }))],
  },
  {
    code: "window-before-the-first-key",
    title: { en: "The window starts before the first key", zh: "窗口的起点越过了第一个 key" },
    explanation: {
      en: "For the first queries i - window + 1 is negative. Python does not raise then: a negative index reads from the end of the sequence, a slice with a negative start is empty or has the wrong keys, and roll brings the last keys to the front. (JavaScript reads undefined.) Start the window at max(0, i - window + 1).",
      zh: "对前几个 query，i - window + 1 是负数。这时 Python 不会报错：负的下标从序列末尾读取，负起点的切片为空或取错 key，roll 会把末尾的 key 转到前面。（JavaScript 读到的是 undefined。）窗口的起点应为 max(0, i - window + 1)。",
    },
    ways: [
      ...seeingNothing(sliced),
      way({ visible: wrapped, masking: counted }),
      way({ visible: wrappedWithin, masking: counted }),
    ],
    // An empty slice has no maximum, and window - 1 may be larger than L.
    raises:
      /zero-size array to reduction operation|Expected reduction dim|index -\d+ is out of bounds|arg is an empty sequence/,
  },
  {
    code: "window-in-blocks",
    title: { en: "Blocks instead of a sliding window", zh: "分成了块，而不是滑动的窗口" },
    explanation: {
      en: "The sequence is cut into blocks of window positions, and a query sees only its own block. So the first query of each block sees nothing but itself. The window slides: it ends at each query and is equally long for all of them, except the first ones.",
      zh: "序列被切成了每块 window 个位置，query 只看到自己所在的块，于是每块的第一个 query 只能看到自己。窗口应当是滑动的：它到每个 query 为止，除了最前面的几个，长度都相同。",
    },
    ways: seeing(
      (i, j, window) => j <= i && Math.floor(i / window) === Math.floor(j / window),
      (i, j, window) => Math.floor(i / window) === Math.floor(j / window),
    ),
  },
  {
    ...knownOfMasks("mask-looks-ahead"),
    explanation: {
      en: "The window is on the wrong side: a query sees itself and the keys after it. In the mask, i is the query's row and j the key's column; visible are the keys with j <= i.",
      zh: "窗口开在了错误的一侧：query 看到的是自己和它之后的 key。掩码的行是 query i，列是 key j，可见的是 j <= i 的 key。",
    },
    ways: [
      ...seeing(
        (i, j, window) => j >= i && j - i < window,
        (i, j) => j >= i,
      ),
    ],
  },
  {
    ...knownOfMasks("mask-off-by-one"),
    explanation: {
      en: "The near end of the window is off by one: the query does not see itself, or it also sees the key after itself. A query sees itself and the window - 1 keys before it.",
      zh: "窗口靠近 query 的一端差了一格：query 没有看到自己，或者还看到了后一个 key。query 应看到自己和它之前的 window - 1 个 key。",
    },
    ways: [
      ...seeingNothing(
        (i, j, window) => j < i && i - j <= window,
        (i, j, window) => j < i && i - j < window,
      ),
      ...seeing((i, j, window) => j <= i + 1 && i - j < window),
    ],
  },
  activated(right),
  firstEntryOnly(right),
  { ...known("values-from-keys"), ways: [way({ taken: (x) => ({ ...x, v: x.k }) })] },
  { ...known("returned-weights-instead"), ways: [(inputs) => right(inputs).weights] },
  { ...known("queries-and-keys-swapped"), ways: [way({ taken: (x) => ({ ...x, q: x.k, k: x.q }) })] },
  {
    ...known("scale-by-other-size"),
    ways: [
      way((inputs) => ({ scale: 1 / Math.sqrt(lengthOf(inputs)) })),
      way(({ q }) => ({ scale: 1 / Math.sqrt(q.shape[1] as number) })),
      way(({ q }) => ({ scale: 1 / Math.sqrt(last(q) * (q.shape[1] as number)) })),
      way(({ window }) => ({ scale: 1 / Math.sqrt(window) })),
    ],
  },
  {
    ...known("softmax-over-heads"),
    ways: [softmax, unstableSoftmax].flatMap((along) =>
      eachHiding((scores) => along(scores, 1)).map((masking) => way({ masking })),
    ),
  },
];

const mistakes: readonly Mistake<Inputs>[] = withShared(
  [
    ...own,
    ...maskMistakes<Inputs>((masking) => way({ masking }), tooHigh).filter(({ code }) => !notHere.includes(code)),
  ],
  attentionMistakesInWindow,
);

export default mistakes;
