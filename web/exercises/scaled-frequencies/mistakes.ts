import { type Nd, nd } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";

interface Inputs {
  readonly d: number;
  readonly base: number;
  readonly factor: number;
  readonly low: number;
  readonly high: number;
  readonly original_length: number;
}

/** Of one pair: its frequency f, its wavelength, and the arguments. */
interface Pair extends Inputs {
  readonly f: number;
  readonly wavelength: number;
}

interface Variant {
  readonly frequency?: (i: number, inputs: Inputs) => number;
  readonly wavelength?: (f: number) => number;
  /** What takes the place of the arguments. */
  readonly taken?: (inputs: Inputs) => Inputs;
  /** The share of the unchanged frequency between the bounds. */
  readonly share?: (pair: Pair) => number;
  /** From that share to a frequency. */
  readonly mix?: (s: number, pair: Pair) => number;
  /** The frequency of a pair, bounds and all. */
  readonly scaled?: (pair: Pair, mixed: () => number) => number;
  readonly finish?: (frequencies: readonly number[]) => readonly number[];
}

const ordinary = (i: number, { d, base }: Inputs) => base ** ((-2 * i) / d);
const shareOf = ({ wavelength, low, high, original_length }: Pair) =>
  (original_length / wavelength - low) / (high - low);
const mixOf = (s: number, { f, factor }: Pair) => ((1 - s) * f) / factor + s * f;
const isFast = ({ wavelength, original_length, high }: Pair) => wavelength < original_length / high;
const isSlow = ({ wavelength, original_length, low }: Pair) => wavelength > original_length / low;
const byWavelength = (pair: Pair, mixed: () => number) => {
  if (isFast(pair)) return pair.f;
  return isSlow(pair) ? pair.f / pair.factor : mixed();
};

const way = composed((inputs: Inputs, variant: Variant): Nd => {
  const {
    frequency = ordinary,
    wavelength = (f) => (2 * Math.PI) / f,
    taken = (given) => given,
    share = shareOf,
    mix = mixOf,
    scaled = byWavelength,
    finish = (all) => all,
  } = variant;
  const used = taken(inputs);
  const frequencies = Array.from({ length: inputs.d / 2 }, (_, i) => {
    const f = frequency(i, used);
    const pair = { ...used, f, wavelength: wavelength(f) };
    return scaled(pair, () => mix(share(pair), pair));
  });
  const all = finish(frequencies);
  return nd([all.length], all);
});

const ways = (...variants: readonly Variant[]) => variants.map((variant) => way(variant));

/** The bounds as wavelengths. */
const shortest = ({ original_length, high }: Pair) => original_length / high;
const longest = ({ original_length, low }: Pair) => original_length / low;

/** Unchanged up to a wavelength, scaled beyond it. */
const cutAt =
  (bound: (pair: Pair) => number): NonNullable<Variant["scaled"]> =>
  (pair) =>
    pair.wavelength < bound(pair) ? pair.f : pair.f / pair.factor;

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "all-frequencies-scaled",
    title: { en: "Every frequency is divided by the factor", zh: "所有频率都除以了 factor" },
    explanation: {
      en: "That is plain position interpolation: it squeezes all positions together. The fast pairs, which tell neighbours apart, then turn less from token to token than in training. Pairs with a wavelength below original_length / high stay as they are; only the slow ones are divided.",
      zh: "这是普通的位置插值，把所有位置都压缩了。快的特征对用来区分相邻位置，这样每走一个 token 转的角度就比训练时小。波长小于 original_length / high 的特征对应保持不变，只有慢的才要除。",
    },
    ways: ways({ scaled: ({ f, factor }) => f / factor }),
  },
  {
    code: "not-scaled",
    title: { en: "Nothing is scaled", zh: "什么也没有缩放" },
    explanation: {
      en: "These are the frequencies of the original model. Pairs with a wavelength above original_length / low never made a whole turn in training and would meet new angles in a longer text: their frequencies are divided by the factor.",
      zh: "这是原模型的频率。波长大于 original_length / low 的特征对在训练中没有转满一圈，文本更长时会出现没见过的角度，它们的频率应除以 factor。",
    },
    ways: ways({ scaled: ({ f }) => f }),
  },
  {
    code: "mix-reversed",
    title: { en: "s and 1 - s are exchanged", zh: "s 和 1 - s 弄反了" },
    explanation: {
      en: "Between the bounds the shares are exchanged. s is 1 at the bound to the fast pairs, where the frequency is unchanged, and 0 at the bound to the slow ones: (1 - s) · f / factor + s · f. Exchanged, the curve jumps at both bounds.",
      zh: "两个界之间的比例弄反了。在靠近快的一侧 s 为 1，频率不变；在靠近慢的一侧 s 为 0：(1 - s) · f / factor + s · f。弄反之后，曲线在两个界上都会跳变。",
    },
    ways: ways({ share: (pair) => 1 - shareOf(pair) }),
  },
  {
    code: "frequency-for-wavelength",
    title: { en: "2π is missing in the wavelength", zh: "波长漏了 2π" },
    explanation: {
      en: "A frequency here is an angle in radians for each position. A whole turn is 2π, so the wavelength is 2π / f positions, not 1 / f. Without 2π the bounds are at other pairs.",
      zh: "这里的频率是每个位置转过的弧度。一整圈是 2π，所以波长是 2π / f 个位置，而不是 1 / f。漏掉 2π，界限就落在别的特征对上。",
    },
    ways: ways({ wavelength: (f) => 1 / f }),
  },
  {
    code: "bounds-exchanged",
    title: { en: "low and high are exchanged, or there is no mix", zh: "low 和 high 弄反了，或者没有混合" },
    explanation: {
      en: "The frequencies jump from unchanged to divided at one wavelength. Either there is no mix between the bounds, or low and high are exchanged: then the bounds overlap and nothing is left between them. Pairs that turn more than high times in the original context are the fast ones: wavelength < original_length / high.",
      zh: "频率在某个波长处从不变直接跳到了除以 factor。要么两个界之间没有混合，要么 low 和 high 弄反了：两个界重叠，中间什么也没有剩下。在原上下文内转的圈数多于 high 的才是快的特征对：波长 < original_length / high。",
    },
    ways: ways({ scaled: cutAt(longest) }, { scaled: cutAt(shortest) }),
  },
  {
    code: "wrong-end-scaled",
    title: { en: "The fast pairs are scaled, not the slow ones", zh: "缩放的是快的特征对，而不是慢的" },
    explanation: {
      en: "Short wavelengths were divided by the factor and long ones left alone. It must be the other way round: fast pairs have made many turns in training and know every angle; slow pairs have not.",
      zh: "短波长的除以了 factor，长波长的没有变。应当相反：快的特征对在训练中转了很多圈，各种角度都见过；慢的没有。",
    },
    ways: [(s: number) => s, (s: number) => 1 - s].map((turned) =>
      way({
        scaled: (pair) => {
          if (isFast(pair)) return pair.f / pair.factor;
          return isSlow(pair) ? pair.f : mixOf(turned(shareOf(pair)), pair);
        },
      }),
    ),
  },
  {
    code: "mix-not-clamped",
    title: { en: "The mix is used beyond the bounds", zh: "界限之外也用了混合公式" },
    explanation: {
      en: "The formula with s was used for every pair. Outside the bounds s is below 0 or above 1, and the frequency overshoots: fast pairs get faster than they were. Use it only between the bounds, or clamp s to the range from 0 to 1.",
      zh: "每一对都用了带 s 的公式。在界限之外 s 小于 0 或大于 1，频率就会过头：快的特征对比原来更快。只应在两个界之间使用，或者把 s 截断到 0 到 1 之间。",
    },
    ways: ways(
      { scaled: (_, mixed) => mixed() },
      { scaled: (pair, mixed) => (isFast(pair) ? pair.f : mixed()) },
      { scaled: (pair, mixed) => (isSlow(pair) ? pair.f / pair.factor : mixed()) },
    ),
  },
  {
    code: "mix-by-wavelength",
    title: { en: "The mix runs along the wavelengths", zh: "按波长做了混合" },
    explanation: {
      en: "s was taken from the wavelength itself, or wavelengths were mixed instead of frequencies. The ends agree, but not what is between them. s is linear in the number of turns, original_length / wavelength, and mixes the two frequencies.",
      zh: "s 直接由波长算出，或者混合的是波长而不是频率。两端相同，中间不同。s 与圈数 original_length / 波长 成线性关系，混合的是两个频率。",
    },
    ways: ways(
      {
        share: (pair) => (longest(pair) - pair.wavelength) / (longest(pair) - shortest(pair)),
      },
      { mix: (s, { f, factor }) => f / ((1 - s) * factor + s) },
    ),
  },
  {
    code: "new-length-for-original",
    title: { en: "The bounds come from another length", zh: "界限用错了长度" },
    explanation: {
      en: "The bounds were computed from the length of the new context, factor times the original one, or from a part of it. What matters is which angles a pair has met in training, so the wavelengths are compared with the original length.",
      zh: "界限是用新的上下文长度（原长度乘以 factor）算的，或者用了原长度的几分之一。要看的是特征对在训练中见过哪些角度，所以波长应与原长度比较。",
    },
    ways: ways(
      { taken: (inputs) => ({ ...inputs, original_length: inputs.original_length * inputs.factor }) },
      { taken: (inputs) => ({ ...inputs, original_length: inputs.original_length / inputs.factor }) },
    ),
  },
  {
    code: "factor-inverted",
    title: { en: "Multiplied by the factor instead of divided", zh: "乘了 factor 而不是除以" },
    explanation: {
      en: "The slow pairs turn faster, not more slowly. For a longer context their frequencies are divided by the factor: at position factor · p they then have the angle that they had at p.",
      zh: "慢的特征对转得更快了，而不是更慢。上下文变长时，频率应除以 factor：这样位置 factor · p 的角度就等于原来位置 p 的角度。",
    },
    ways: ways({ taken: (inputs) => ({ ...inputs, factor: 1 / inputs.factor }) }),
  },
  {
    code: "base-scaled",
    title: { en: "The base is changed instead", zh: "改的是 base" },
    explanation: {
      en: 'A larger base slows down all pairs but the first, the last one by the factor ("NTK-aware" scaling). Here the base stays, and each pair is treated by its wavelength: unchanged, divided, or a mix.',
      zh: "增大 base 会让除第一对以外的所有特征对变慢，最后一对变慢 factor 倍（即“NTK-aware”缩放）。本题不改 base，而是按每一对的波长处理：不变、除以 factor，或两者混合。",
    },
    ways: ways(
      {
        frequency: (i, { d, base, factor }) => (base * factor ** (d / Math.max(1, d - 2))) ** ((-2 * i) / d),
        scaled: ({ f }) => f,
      },
      { frequency: (i, { d, base, factor }) => (base * factor) ** ((-2 * i) / d), scaled: ({ f }) => f },
    ),
  },
  {
    code: "exponent-of-feature",
    title: { en: "The exponent is not 2i / d", zh: "指数不是 2i / d" },
    explanation: {
      en: "The frequency of pair i is base^(-2i / d), where i counts the pairs from 0 to d/2 - 1. The exponent here is another one: i / d, or 4i / d, or one that counts from 1.",
      zh: "第 i 对的频率是 base^(-2i / d)，i 数的是特征对，从 0 到 d/2 - 1。这里的指数不对：用了 i / d、4i / d，或者从 1 数起。",
    },
    ways: ways(
      { frequency: (i, { d, base }) => base ** (-i / d) },
      { frequency: (i, { d, base }) => base ** ((-4 * i) / d) },
      { frequency: (i, { d, base }) => base ** ((-2 * (i + 1)) / d) },
    ),
  },
  {
    code: "returned-wavelengths",
    title: { en: "Wavelengths are returned", zh: "返回的是波长" },
    explanation: {
      en: "The result holds 2π / f, or 1 / f, instead of the frequencies. Rotary embedding multiplies positions by frequencies.",
      zh: "结果是 2π / f 或 1 / f，而不是频率。旋转位置编码用位置乘以频率。",
    },
    ways: ways({ finish: (all) => all.map((f) => (2 * Math.PI) / f) }, { finish: (all) => all.map((f) => 1 / f) }),
  },
  {
    code: "repeated-for-features",
    title: { en: "There is a frequency for each feature", zh: "给每个特征都返回了频率" },
    explanation: {
      en: "The result has d numbers, each frequency twice. It should have one for each pair, d / 2; they are repeated later, where the angles are applied.",
      zh: "结果有 d 个数，每个频率出现两次。应当每对一个，共 d / 2 个；等到使用角度时再重复。",
    },
    ways: ways({ finish: (all) => [...all, ...all] }, { finish: (all) => all.flatMap((f) => [f, f]) }),
  },
];

export default mistakes;
