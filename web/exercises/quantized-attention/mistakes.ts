import {
  add,
  divide,
  map,
  mean,
  multiply,
  type Nd,
  reshape,
  softmax,
  subtract,
  unstableSoftmax,
} from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import { attentionMistakes, last, withShared } from "../shared/wrong-attention.js";
import {
  attendGrouped,
  chosenHeads,
  type GroupedVariant,
  groupMistakes,
  repeatHeads,
  size,
} from "../shared/wrong-grouped-heads.js";
import { activated, firstEntryOnly, ofFirstEntry } from "../shared/wrong-outputs.js";

interface Inputs {
  readonly q: Nd;
  readonly k_codes: Nd;
  readonly k_scale: Nd;
  readonly k_zero: Nd;
  readonly v_codes: Nd;
  readonly v_scale: Nd;
  readonly v_zero: Nd;
}

interface Codes {
  readonly codes: Nd;
  readonly scale: Nd;
  readonly zero: Nd;
}
type Dequantizing = (codes: Codes) => Nd;

interface Qkv {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
}

interface Variant extends GroupedVariant {
  readonly inputs?: (inputs: Inputs) => Inputs;
  readonly keys?: Dequantizing;
  readonly values?: Dequantizing;
  /** What is taken for queries, keys and values. Default: what they are. */
  readonly taken?: (qkv: Qkv) => Qkv;
}

const dequantized: Dequantizing = ({ codes, scale, zero }) => multiply(subtract(codes, zero), scale);

const way = composed(
  (
    given: Inputs,
    {
      inputs: changed = (same) => same,
      keys = dequantized,
      values = dequantized,
      taken = (same) => same,
      ...variant
    }: Variant,
  ) => {
    const inputs = changed(given);
    const { q, k, v } = taken({
      q: inputs.q,
      k: keys({ codes: inputs.k_codes, scale: inputs.k_scale, zero: inputs.k_zero }),
      v: values({ codes: inputs.v_codes, scale: inputs.v_scale, zero: inputs.v_zero }),
    });
    return attendGrouped(q, k, v, variant);
  },
);

/** In keys and values, or in one of them. */
const somewhere = (wrong: Dequantizing) => [
  way({ keys: wrong, values: wrong }),
  way({ keys: wrong }),
  way({ values: wrong }),
];
/** What a wrong zero of the keys adds is the same for all scores of a row, and the softmax takes it away again. */
const inValues = (wrong: Dequantizing) => [way({ values: wrong }), way({ keys: wrong, values: wrong })];

const turned = (x: Nd): Nd => {
  const [B, G, rows, columns] = x.shape as [number, number, number, number];
  return reshape(x, [B, G, columns, rows]);
};
const alongOther: Dequantizing = ({ codes, scale, zero }) =>
  dequantized({ codes, scale: turned(scale), zero: turned(zero) });

/** As Python rounds, NumPy and PyTorch. */
const halfToEven = (value: number) => (value % 1 === 0.5 ? 2 * Math.round(value / 2) : Math.round(value));

const firstOf = (x: Nd): Nd => {
  const [B, G, rows, columns] = x.shape as [number, number, number, number];
  return { shape: [B, G, 1, 1], data: x.data.filter((_, at) => at % (rows * columns) === 0) };
};
const meanOf = (x: Nd): Nd => mean(mean(x, 3), 2);
const firstHead = (x: Nd): Nd => chosenHeads(x, 1, () => 0);
const meanOfHeads = (x: Nd): Nd => mean(x, 1);
const ofAll =
  (one: (x: Nd) => Nd): Dequantizing =>
  ({ codes, scale, zero }) =>
    dequantized({ codes, scale: one(scale), zero: one(zero) });
const ofScale =
  (one: (x: Nd) => Nd): Dequantizing =>
  ({ codes, scale, zero }) =>
    dequantized({ codes, scale: one(scale), zero });
const ofZero =
  (one: (x: Nd) => Nd): Dequantizing =>
  ({ codes, scale, zero }) =>
    dequantized({ codes, scale, zero: one(zero) });

const right = way({});
const onlyFirst = firstEntryOnly(right);
const byRootOf = (number: (inputs: Inputs) => number) => way((inputs) => ({ scale: 1 / Math.sqrt(number(inputs)) }));

/** H and G of the cases in which neither is one, nor are they equal. */
const sizes = [
  [4, 2],
  [6, 3],
  [8, 2],
  [10, 5],
  [6, 2],
] as const;

const ofQuantization: readonly Mistake<Inputs>[] = [
  {
    code: "zero-after-scale",
    title: { en: "The zero is subtracted after the scale", zh: "先乘 scale 再减零点" },
    explanation: {
      en: "The result is code · scale - zero (or + zero). Here the zero is a code, the one that means 0, so it is subtracted from the code: (code - zero) · scale. Where the scale is folded into the weights, it must be in the term with the zero too. Other libraries store zero · scale, or the smallest number; read the definition first. (In the keys the mistake does not show: what it adds is the same for all keys of a row.)",
      zh: "算成了 code · scale - zero（或 + zero）。本题的零点是一个编码，即表示 0 的那个编码，应先从编码里减去：(code - zero) · scale。若把 scale 折进权重，含零点的那一项也要带上它。有的库存的是 zero · scale，或最小值，先看清定义。（在 key 里这个错误看不出来：它对一行里所有 key 的影响都一样。）",
    },
    ways: [
      ...inValues(({ codes, scale, zero }) => subtract(multiply(codes, scale), zero)),
      ...inValues(({ codes, scale, zero }) => add(multiply(codes, scale), zero)),
    ],
  },
  {
    code: "zero-left-out",
    title: { en: "The zero of the values is left out", zh: "漏了 value 的零点" },
    explanation: {
      en: "Values were computed as code · scale, so all of them are positive. Where scales are folded into the weights, the term with the zero was lost on the way: Σ w · scale · code is not all, Σ w · scale · zero must be subtracted. For keys the zero may be left out, because it shifts all scores of a row by the same amount; for values it may not.",
      zh: "value 算成了 code · scale，于是全是正数。如果把 scale 折进了权重，就是含零点的那一项丢了：除了 Σ w · scale · code，还要减去 Σ w · scale · zero。key 的零点可以省去，因为它让一行里的分数整体平移；value 的不行。",
    },
    ways: inValues(({ codes, scale }) => multiply(codes, scale)),
  },
  {
    code: "zero-added",
    title: { en: "The zero is added", zh: "零点用成了加" },
    explanation: {
      en: "The result is (code + zero) · scale. The zero is the code of the number 0, so a code equal to it must give 0: subtract it.",
      zh: "算成了 (code + zero) · scale。零点是数值 0 的编码，编码等于它时结果应为 0：要减去。",
    },
    ways: inValues(({ codes, scale, zero }) => multiply(add(codes, zero), scale)),
  },
  {
    code: "zero-rounded",
    title: { en: "The zero is made a whole number", zh: "零点被取整了" },
    explanation: {
      en: "The zero was rounded or cut off, perhaps by a conversion to the type of the codes. Codes are whole numbers, but the zero is not: convert the codes to floats, not the zero to integers.",
      zh: "零点被四舍五入或截断了，可能是转换成了编码的类型。编码是整数，零点不是：应把编码转成浮点数，而不是把零点转成整数。",
    },
    ways: [Math.trunc, Math.round, halfToEven, Math.ceil].flatMap((whole) =>
      inValues(({ codes, scale, zero }) => dequantized({ codes, scale, zero: map(zero, whole) })),
    ),
  },
  {
    code: "scale-on-the-wrong-axis",
    title: { en: "Scale and zero run along the wrong axis", zh: "scale 和零点用错了维" },
    explanation: {
      en: "Keys were scaled by token, or values by channel. Keys have one scale for each feature, (1, d), since a few channels of keys are much larger than the others; values have one for each token, (S, 1). Broadcast them as they come. Turned round they only fit where S = d, and then nothing raises.",
      zh: "对 key 按 token、或对 value 按通道用了 scale。key 每个特征一个 scale，即 (1, d)，因为 key 有少数通道的数值特别大；value 每个 token 一个，即 (S, 1)。按给定的形状直接广播即可。转过来只有 S = d 时才对得上，而那时不会报错。",
    },
    ways: somewhere(alongOther),
  },
  {
    code: "parameters-exchanged",
    title: { en: "Keys and values have each other's scale", zh: "key 和 value 的 scale 用混了" },
    explanation: {
      en: "The scale or the zero of the values was used for the keys, or the other way round. Both broadcast against the codes, so nothing raises. k_codes belong to k_scale and k_zero, v_codes to v_scale and v_zero.",
      zh: "对 key 用了 value 的 scale 或零点，或者反过来。两者都能与编码广播，所以不会报错。k_codes 对应 k_scale 和 k_zero，v_codes 对应 v_scale 和 v_zero。",
    },
    ways: [
      way({
        inputs: ({ k_scale, k_zero, v_scale, v_zero, ...rest }) => ({
          ...rest,
          k_scale: v_scale,
          k_zero: v_zero,
          v_scale: k_scale,
          v_zero: k_zero,
        }),
      }),
      way({ inputs: (inputs) => ({ ...inputs, k_scale: inputs.v_scale, v_scale: inputs.k_scale }) }),
      way({ inputs: (inputs) => ({ ...inputs, k_scale: inputs.v_scale, k_zero: inputs.v_zero }) }),
      way({ inputs: (inputs) => ({ ...inputs, v_scale: inputs.k_scale, v_zero: inputs.k_zero }) }),
      way({ inputs: (inputs) => ({ ...inputs, k_scale: inputs.v_scale }) }),
      way({ inputs: (inputs) => ({ ...inputs, v_scale: inputs.k_scale }) }),
      way({ inputs: (inputs) => ({ ...inputs, v_zero: inputs.k_zero }) }),
    ],
  },
  {
    code: "scale-left-out",
    title: { en: "A scale is left out", zh: "漏乘了 scale" },
    explanation: {
      en: "Keys, values or both are codes minus zero, without their scale. For keys the scale belongs to each feature before the dot product, so it changes the scores; for values it differs from token to token, so it cannot be caught up on after the sum either.",
      zh: "key 或 value（或两者）只做了编码减零点，没有乘 scale。key 的 scale 属于每个特征，要在点积之前乘，会改变分数；value 的 scale 每个 token 不同，求和之后也补不回来。",
    },
    ways: somewhere(({ codes, zero }) => subtract(codes, zero)),
  },
  {
    code: "not-dequantized",
    title: { en: "Codes are used as numbers", zh: "直接把编码当数值用了" },
    explanation: {
      en: "Codes went into the attention as they are. A code is the number of a step between 0 and 15; the number that it means is (code - zero) · scale.",
      zh: "编码没有还原就进了注意力。编码只是 0 到 15 的级数，它表示的数是 (code - zero) · scale。",
    },
    ways: inValues(({ codes }) => codes),
  },
  {
    code: "divided-by-scale",
    title: { en: "Divided by the scale", zh: "除以了 scale" },
    explanation: {
      en: "The result is (code - zero) / scale. Division is for the way to the codes; on the way back the scale is a factor.",
      zh: "算成了 (code - zero) / scale。量化成编码时才除以 scale，还原时要乘。",
    },
    ways: somewhere(({ codes, scale, zero }) => divide(subtract(codes, zero), scale)),
  },
  {
    code: "one-scale-for-all",
    title: { en: "One scale for all features, tokens or heads", zh: "所有特征、token 或头共用了一个 scale" },
    explanation: {
      en: "One scale or zero, the first or the mean, serves for all features of the keys, for all tokens of the values, or for all key heads. Each has its own.",
      zh: "key 的所有特征、value 的所有 token，或所有 key 头，都用了同一个 scale 或零点：第一个，或平均值。它们各有各的。",
    },
    ways: [firstOf, meanOf, firstHead, meanOfHeads].flatMap((one) => [
      ...somewhere(ofAll(one)),
      ...somewhere(ofScale(one)),
      ...inValues(ofZero(one)),
    ]),
  },
];

const ofAttention: readonly Mistake<Inputs>[] = [
  ...groupMistakes<Inputs>(way, sizes),
  {
    ...known("scale-by-other-size"),
    ways: [
      byRootOf(({ q }) => size(q, 1) * last(q)),
      byRootOf(({ q }) => size(q, 1)),
      byRootOf(({ k_codes }) => size(k_codes, 1)),
      byRootOf(({ q }) => size(q, 0)),
      byRootOf(({ q }) => size(q, 2)),
      byRootOf(({ k_codes }) => size(k_codes, 2)),
    ],
  },
  {
    ...known("softmax-over-batch"),
    ways: [softmax, unstableSoftmax].map((along) => way({ weigh: (scores) => along(scores, 0) })),
  },
  {
    ...known("queries-and-keys-swapped"),
    ways: [
      way({
        taken: ({ q, k, v }) => {
          const heads = size(q, 1);
          return { q: repeatHeads(k, heads), k: q, v: repeatHeads(v, heads) };
        },
      }),
    ],
  },
  { ...known("values-from-keys"), ways: [way({ taken: ({ q, k }) => ({ q, k, v: k }) })] },
  { ...known("returned-weights-instead"), ways: [(inputs) => right(inputs).weights] },
  activated((inputs) => ({ out: right(inputs).out })),
  {
    ...onlyFirst,
    ways: [
      ...onlyFirst.ways,
      way({ taken: ({ q, k, v }) => ({ q, k: ofFirstEntry(k), v: ofFirstEntry(v) }) }),
      way({ taken: ({ q, k, v }) => ({ q, k: ofFirstEntry(k), v }) }),
      way({ taken: ({ q, k, v }) => ({ q, k, v: ofFirstEntry(v) }) }),
    ],
  },
];

export default withShared([...ofQuantization, ...ofAttention], attentionMistakes<Inputs>(way, 4));
