import {
  add,
  divide,
  full,
  map,
  mean,
  multiply,
  type Nd,
  nd,
  reshape,
  scale,
  squeeze,
  subtract,
  sum,
} from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known, raised } from "../shared/known-mistakes.js";
import { knownOfGradients } from "../shared/known-of-gradients.js";
import { knownOfLayers } from "../shared/known-of-layers.js";
import { choices } from "../shared/wrong-self-attention.js";

/** x and dy [B, L, D], gamma [D]. */
interface Inputs {
  readonly x: Nd;
  readonly gamma: Nd;
  readonly dy: Nd;
  readonly eps: number;
}

type Gradients = { readonly dx: Nd; readonly dgamma: Nd; readonly dbeta: Nd };
type Name = keyof Gradients;

/** What a learner has at hand. */
interface Parts extends Inputs {
  /** x minus its mean, [B, L, D]. */
  readonly centered: Nd;
  /** The divisor, [B, L, 1]. */
  readonly spread: Nd;
  /** What was normalised. */
  readonly normalized: Nd;
  /** dy · gamma */
  readonly g: Nd;
}

type Made = (parts: Parts) => Nd;

interface Variant extends Partial<Readonly<Record<Name, Made>>> {
  /** The axes of the statistics. Default: the features. */
  readonly axes?: readonly number[];
  /** Whether mean and variance have lost their axis. */
  readonly squeezed?: boolean;
  /** The divisor, from the variance. */
  readonly divisor?: (variance: number, inputs: Inputs) => number;
  readonly finish?: (gradients: Gradients, inputs: Inputs) => Gradients;
}

const meanOver = (x: Nd, axes: readonly number[]) => axes.reduce(mean, x);
const features = ({ x }: Pick<Inputs, "x">) => x.shape[2] as number;
const rows = (x: Nd) => reshape(x, [x.data.length / (x.shape[2] as number), x.shape[2] as number]);
const overTokens = (x: Nd) => reshape(sum(rows(x), 0), [x.shape[2] as number]);

/** (g - mean(g) - x̂ · mean(g · x̂)) / σ, with other means or other terms. */
interface Terms {
  readonly average?: (x: Nd) => Nd;
  /** mean(g) */
  readonly first?: (parts: Parts, average: (x: Nd) => Nd) => Nd;
  /** x̂ · mean(g · x̂) */
  readonly second?: (parts: Parts, average: (x: Nd) => Nd) => Nd;
  /** What becomes of g and the two terms. */
  readonly combine?: (g: Nd, first: Nd, second: Nd) => Nd;
  readonly finish?: (difference: Nd, parts: Parts) => Nd;
}

const backThrough =
  ({
    average = (x) => mean(x, -1),
    first = ({ g }, of) => of(g),
    second = ({ g, normalized }, of) => multiply(normalized, of(multiply(g, normalized))),
    combine = (g, one, two) => subtract(subtract(g, one), two),
    finish = (difference, { spread }) => divide(difference, spread),
  }: Terms): Made =>
  (parts) =>
    finish(combine(parts.g, first(parts, average), second(parts, average)), parts);

const right: Readonly<Record<Name, Made>> = {
  dx: backThrough({}),
  dgamma: ({ dy, normalized }) => overTokens(multiply(dy, normalized)),
  dbeta: ({ dy }) => overTokens(dy),
};

const rootOfSum = (variance: number, { eps }: Inputs) => Math.sqrt(variance + eps);

const way = composed(
  (
    inputs: Inputs,
    { axes = [2], squeezed = false, divisor = rootOfSum, finish = (same) => same, ...made }: Variant,
  ): Gradients => {
    const lost = (x: Nd) => (squeezed ? squeeze(x, -1) : x);
    const centered = subtract(inputs.x, lost(meanOver(inputs.x, axes)));
    const variance = meanOver(multiply(centered, centered), axes);
    const spread = lost(map(variance, (value) => divisor(value, inputs)));
    const normalized = divide(centered, spread);
    const parts: Parts = { ...inputs, centered, spread, normalized, g: multiply(inputs.dy, inputs.gamma) };
    const { dx, dgamma, dbeta } = { ...right, ...made };
    return finish({ dx: dx(parts), dgamma: dgamma(parts), dbeta: dbeta(parts) }, inputs);
  },
);

const throughTerms = (...all: readonly Terms[]) => all.map((terms) => way({ dx: backThrough(terms) }));

/** Some gradients made in another way, every choice of one or more of them. */
const remade = (made: Partial<Readonly<Record<Name, Made>>>) =>
  choices(Object.keys(made) as Name[]).map((names) => {
    const chosen: Variant = Object.fromEntries(names.map((name) => [name, made[name]]));
    return way(chosen);
  });

const divisors: readonly ((shape: readonly number[]) => number)[] = [
  ([B, L]) => (B as number) * (L as number),
  ([B]) => B as number,
  ([, L]) => L as number,
];
const averaged =
  (name: "dgamma" | "dbeta", divisor: (typeof divisors)[number]): Made =>
  (parts) =>
    scale(right[name](parts), 1 / divisor(parts.dy.shape));

/** As it is; without its first axis, or without its second. */
const kept: readonly ((x: Nd) => Nd)[] = [(x) => x, (x) => dropped(x, 0), (x) => dropped(x, 1)];
function dropped(x: Nd, axis: number): Nd {
  const total = sum(x, axis);
  return reshape(
    total,
    total.shape.filter((_, i) => i !== axis),
  );
}

const termsOfGamma: Made = ({ dy, normalized }) => multiply(dy, normalized);

/** Only some tokens count. */
const only = (x: Nd, isKept: (b: number, i: number, B: number, L: number) => boolean): Nd => {
  const [B, L, D] = x.shape as [number, number, number];
  return {
    shape: x.shape,
    data: x.data.map((value, at) => (isKept(Math.floor(at / D / L), Math.floor(at / D) % L, B, L) ? value : 0)),
  };
};
const ofFirst = (x: Nd) => only(x, (b) => b === 0);
const firstOf = ({ shape, data }: Nd): Nd => nd(shape.slice(1), data.slice(0, data.length / (shape[0] as number)));
const lastTokens: readonly ((x: Nd) => Nd)[] = [
  (x) => only(x, (b, i, B, L) => b === B - 1 && i === L - 1),
  (x) => only(x, (b, _, B) => b === B - 1),
  (x) => only(x, (_, i, __, L) => i === L - 1),
];

const returnedAs = (...[dx, dgamma, dbeta]: readonly [Name, Name, Name]) =>
  way({ finish: (all) => ({ dx: all[dx], dgamma: all[dgamma], dbeta: all[dbeta] }) });

/** Gamma multiplies what comes back last, nothing at all, or the first of the three terms alone. */
const misplacedGamma: readonly Made[] = [
  (parts) => multiply(parts.gamma, right.dx({ ...parts, g: parts.dy })),
  (parts) => right.dx({ ...parts, g: parts.dy }),
  (parts) =>
    backThrough({
      first: ({ dy }, of) => of(dy),
      second: ({ dy, normalized }, of) => multiply(normalized, of(multiply(dy, normalized))),
    })(parts),
];

const ofVariance = ({ centered }: Pick<Parts, "centered">, of: (variance: number) => number) =>
  map(mean(multiply(centered, centered), -1), of);
/** Step by step from the last to the first, with something else for σ³, by which the term of the variance is divided. */
const inStages =
  (cube?: (variance: number, inputs: Inputs) => number): Made =>
  (parts) => {
    const { g, centered, spread } = parts;
    const divisor = cube
      ? ofVariance(parts, (variance) => cube(variance, parts))
      : multiply(spread, multiply(spread, spread));
    const second = divide(multiply(centered, mean(multiply(g, centered), -1)), divisor);
    const ofCentered = subtract(divide(g, spread), second);
    return subtract(ofCentered, mean(ofCentered, -1));
  };
const epsilonOutside = (variance: number, { eps }: Inputs) => Math.sqrt(variance) + eps;

const unbiased = (variance: number, inputs: Inputs) => (variance * features(inputs)) / (features(inputs) - 1);

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "statistics-as-constants",
    title: { en: "Mean and variance are treated as constants", zh: "把均值和方差当成了常数" },
    explanation: {
      en: "dx is dy · gamma / σ, as if mean and variance were given numbers. Both are computed from x: when one feature changes, they change, and with them all features of the token. Two terms are missing, one from the mean and one from the variance.",
      zh: "dx 只是 dy · gamma / σ，好像均值和方差是给定的数。它们都由 x 算出：改变一个特征，均值和方差都会变，这个 token 的所有特征也跟着变。还缺两项，一项来自均值，一项来自方差。",
    },
    ways: [way({ dx: ({ g, spread }) => divide(g, spread) }), way({ dx: ({ dy, spread }) => divide(dy, spread) })],
  },
  {
    code: "mean-term-missing",
    title: { en: "The term of the mean is missing", zh: "缺少来自均值的一项" },
    explanation: {
      en: "The mean over the features of dy · gamma is not subtracted. It comes from the mean: every feature is part of it. A check: the gradient of a token sums to zero over its features, because adding the same number to all of them changes nothing.",
      zh: "没有减去 dy · gamma 沿特征的平均。它来自均值：每个特征都参与了均值。可以这样检查：一个 token 的梯度沿特征求和为 0，因为所有特征加上同一个数，结果不变。",
    },
    ways: throughTerms({ combine: (g, _, second) => subtract(g, second) }),
  },
  {
    code: "variance-term-missing",
    title: { en: "The term of the variance is missing", zh: "缺少来自方差的一项" },
    explanation: {
      en: "The normalised x times the mean of dy · gamma · normalised is not subtracted. It comes from the variance. A check: with a tiny eps, a token's gradient is orthogonal to its normalised features, because doubling the deviations changes nothing.",
      zh: "没有减去归一化的 x 乘以（dy · gamma · 归一化值）的平均。这一项来自方差。可以这样检查：eps 很小时，一个 token 的梯度与它归一化后的特征正交，因为偏差放大一倍，结果不变。",
    },
    ways: throughTerms({ combine: (g, first) => subtract(g, first) }),
  },
  {
    code: "normalized-factor-missing",
    title: { en: "A factor of the variance's term is wrong", zh: "方差那一项的因子不对" },
    explanation: {
      en: "mean(dy · gamma · normalised) is subtracted as it is, without the normalised x inside of the mean, or twice or half as large. A feature moves the variance in proportion to its deviation, so the term is normalised · mean(dy · gamma · normalised): the normalised x occurs twice, and the 2 of the square and the 1/2 of the root cancel.",
      zh: "直接减去了 mean(dy · gamma · 归一化值)，或者平均里面漏乘了归一化值，或者这一项大了一倍、小了一半。一个特征对方差的影响与它的偏差成正比，所以这一项是 归一化值 · mean(dy · gamma · 归一化值)：归一化值出现两次，而平方求导的 2 与开方求导的 1/2 正好抵消。",
    },
    ways: throughTerms(
      { second: ({ g, normalized }, of) => of(multiply(g, normalized)) },
      { second: ({ g, normalized }, of) => multiply(normalized, of(g)) },
      { combine: (g, first, second) => subtract(subtract(g, first), scale(second, 2)) },
      { combine: (g, first, second) => subtract(subtract(g, first), scale(second, 1 / 2)) },
    ),
  },
  {
    code: "variance-term-not-divided",
    title: {
      en: "The term of the variance uses deviations that are not divided",
      zh: "方差那一项用了没有除以 σ 的偏差",
    },
    explanation: {
      en: "x - mean is used in the term of the variance where the normalised x belongs, (x - mean) / σ. With a spread of 1 the two are the same; otherwise the term has the wrong size.",
      zh: "方差那一项里用了 x - 均值，而应当用归一化的 x，即 (x - 均值) / σ。σ 为 1 时两者相同，否则这一项的大小就不对。",
    },
    ways: throughTerms(
      { second: ({ g, centered }, of) => multiply(centered, of(multiply(g, centered))) },
      { second: ({ g, centered, normalized }, of) => multiply(normalized, of(multiply(g, centered))) },
    ),
  },
  {
    code: "terms-added",
    title: { en: "A term has the wrong sign", zh: "有一项的符号反了" },
    explanation: {
      en: "The term of the mean, that of the variance, or both are added. Both are subtracted: they are the part of the gradient that changes nothing after the normalisation.",
      zh: "均值那一项、方差那一项，或两者成了加上。两项都应减去：它们是归一化之后不起作用的那部分梯度。",
    },
    ways: throughTerms(
      { combine: (g, first, second) => add(add(g, first), second) },
      { combine: (g, first, second) => subtract(add(g, first), second) },
      { combine: (g, first, second) => add(subtract(g, first), second) },
    ),
  },
  {
    code: "sums-for-means",
    title: { en: "A sum where the mean belongs", zh: "该取平均的地方求了和" },
    explanation: {
      en: "dy · gamma was summed over the features where its mean belongs. Mean and variance divide by D, so each of their two terms has a factor 1/D.",
      zh: "该对特征取平均的地方只求了和。均值和方差都除以了 D，所以来自它们的两项各带一个系数 1/D。",
    },
    ways: throughTerms(
      { average: (x) => sum(x, -1) },
      { first: ({ g }) => sum(g, -1) },
      { second: ({ g, normalized }) => multiply(normalized, sum(multiply(g, normalized), -1)) },
    ),
  },
  {
    code: "means-over-tokens",
    title: { en: "The means of dx run over the wrong axis", zh: "dx 中的平均沿错了维度" },
    explanation: {
      en: "In dx, the means of dy · gamma and of dy · gamma · normalised were taken over the batch, over the positions, or over everything. A token has its own mean and variance, so what comes back through them stays within the token: average over the features, the last axis.",
      zh: "计算 dx 时，dy · gamma 以及 dy · gamma · 归一化值的平均沿 batch、位置或所有维度求了。每个 token 有自己的均值和方差，经过它们传回来的梯度也只在这个 token 之内：应沿特征，即最后一维取平均。",
    },
    ways: [[0], [1], [0, 1], [0, 1, 2]].flatMap((axes) => throughTerms({ average: (x) => meanOver(x, axes) })),
  },
  {
    code: "spread-not-divided",
    title: { en: "dx is not divided by σ, or not once", zh: "dx 没有除以 σ，或除的次数不对" },
    explanation: {
      en: "The difference of the three terms is divided by σ = sqrt(variance + eps) once. Here the division is missing, is done twice, is a product, or divides only a part: mind the brackets.",
      zh: "三项之差应除以一次 σ = sqrt(方差 + eps)。这里漏了除法、除了两次、写成了乘法，或者只除了其中一部分：要看清括号。",
    },
    ways: throughTerms(
      { finish: (difference) => difference },
      { finish: (difference, { spread }) => divide(difference, multiply(spread, spread)) },
      { finish: (difference, { spread }) => multiply(difference, spread) },
      {
        combine: (g) => g,
        finish: (g, { spread, normalized }) =>
          subtract(divide(g, spread), add(mean(g, -1), multiply(normalized, mean(multiply(g, normalized), -1)))),
      },
    ),
  },
  {
    code: "gamma-misplaced",
    title: { en: "Gamma is missing in dx, or comes too late", zh: "dx 里缺少 gamma，或乘得太晚" },
    explanation: {
      en: "dx was computed from dy without gamma, with gamma in the first term only, or gamma multiplied the result in the end. Gamma comes after the normalisation in the forward pass, so it comes first on the way back: g = dy · gamma, and g is what all three terms are made of.",
      zh: "dx 由没有乘 gamma 的 dy 算出，或者只有第一项乘了 gamma，或者最后才乘。前向时 gamma 在归一化之后，所以反向时它最先：g = dy · gamma，三项都由 g 得到。",
    },
    ways: misplacedGamma.map((dx) => way({ dx })),
  },
  {
    code: "gamma-in-dgamma",
    title: { en: "dgamma or dbeta contains gamma", zh: "dgamma 或 dbeta 里多乘了 gamma" },
    explanation: {
      en: "dy · gamma was summed for dgamma or dbeta. y = gamma · normalised + beta, so the derivative with respect to gamma is the normalised x, and with respect to beta it is 1: both are summed with dy alone.",
      zh: "求 dgamma 或 dbeta 时对 dy · gamma 求了和。y = gamma · 归一化值 + beta，对 gamma 的导数是归一化值，对 beta 的导数是 1，都只与 dy 相乘。",
    },
    ways: remade({
      dgamma: ({ g, normalized }) => overTokens(multiply(g, normalized)),
      dbeta: ({ g }) => overTokens(g),
    }),
  },
  {
    code: "dgamma-of-raw-input",
    title: { en: "dgamma is made of x, not of the normalised x", zh: "dgamma 用了 x，而不是归一化后的 x" },
    explanation: {
      en: "dgamma sums dy · x, or dy · (x - mean). What gamma multiplies in the forward pass is the normalised x, (x - mean) / σ, so that is what dy is multiplied by.",
      zh: "dgamma 是对 dy · x 或 dy ·（x - 均值）求和。前向时 gamma 乘的是归一化后的 x，即 (x - 均值) / σ，所以 dy 也应乘它。",
    },
    ways: [
      way({ dgamma: ({ dy, x }) => overTokens(multiply(dy, x)) }),
      way({ dgamma: ({ dy, centered }) => overTokens(multiply(dy, centered)) }),
    ],
  },
  {
    code: "not-summed-over-tokens",
    title: { en: "dgamma or dbeta is not summed over all tokens", zh: "dgamma 或 dbeta 没有对所有 token 求和" },
    explanation: {
      en: "A gradient still has the axis of the batch, of the positions, or both. Gamma and beta are shared by all tokens: sum over both axes, and the shape is (D), as theirs.",
      zh: "梯度里还留着 batch 维、位置维，或两者都在。gamma 和 beta 由所有 token 共用：两维都要求和，形状与它们相同，为 (D)。",
    },
    ways: kept.flatMap((keep) => remade({ dgamma: (parts) => keep(termsOfGamma(parts)), dbeta: ({ dy }) => keep(dy) })),
  },
  {
    code: "summed-over-features",
    title: { en: "dgamma or dbeta is summed over the features", zh: "dgamma 或 dbeta 对特征求了和" },
    explanation: {
      en: "The features were summed, alone or together with the tokens. Gamma and beta have a number for each feature, so this axis stays: sum over batch and positions only.",
      zh: "对特征维求了和，或者把所有维都加掉了。gamma 和 beta 对每个特征各有一个数，这一维要保留：只对 batch 和位置求和。",
    },
    ways: [(x: Nd) => dropped(x, 2), (x: Nd) => nd([], [x.data.reduce((a, b) => a + b, 0)])].flatMap((total) =>
      remade({ dgamma: (parts) => total(termsOfGamma(parts)), dbeta: ({ dy }) => total(dy) }),
    ),
  },
  {
    code: "averaged-over-tokens",
    title: { en: "A mean where the sum belongs", zh: "该求和的地方取了平均" },
    explanation: {
      en: "dgamma or dbeta was divided by the number of tokens, of sequences or of positions. All tokens use the same gamma and beta, so their contributions add up. If the loss is a mean, its 1/N is in dy already.",
      zh: "dgamma 或 dbeta 除以了 token 数、序列数或位置数。所有 token 共用 gamma 和 beta，各自的贡献应直接相加。如果损失本身取了平均，1/N 已经包含在 dy 里了。",
    },
    ways: divisors.flatMap((divisor) =>
      remade({ dgamma: averaged("dgamma", divisor), dbeta: averaged("dbeta", divisor) }),
    ),
  },
  {
    code: "upstream-gradient-missing",
    title: { en: "The incoming gradient is not used", zh: "没有乘上游梯度" },
    explanation: {
      en: "dgamma sums the normalised x alone, or dbeta is the number of tokens. Those are the layer's own derivatives. The chain rule multiplies them by dy, the gradient that has come back so far.",
      zh: "dgamma 只是归一化值之和，或者 dbeta 只是 token 的个数。这是该层自身的导数，按链式法则还要乘上 dy，即已经传回来的梯度。",
    },
    ways: [
      ...remade({
        dgamma: ({ normalized }) => overTokens(normalized),
        dbeta: ({ dy }) => overTokens(full(dy.shape, 1)),
      }),
      way({ dbeta: ({ gamma }) => full(gamma.shape, 1) }),
    ],
  },
  {
    code: "not-accumulated",
    title: { en: "A gradient is assigned instead of added up", zh: "梯度被覆盖，而没有累加" },
    explanation: {
      en: "Only the last token, or the last sequence, is left in dgamma or dbeta: each turn of the loop overwrites what the turns before it gave. Start from zeros and add (+=).",
      zh: "dgamma 或 dbeta 里只剩下最后一个 token 或最后一个序列：循环每次都覆盖了前面的结果。应从 0 开始累加（+=）。",
    },
    ways: lastTokens.flatMap((keep) =>
      remade({
        dgamma: (parts) => right.dgamma({ ...parts, dy: keep(parts.dy) }),
        dbeta: ({ dy }) => overTokens(keep(dy)),
      }),
    ),
  },
  {
    ...knownOfLayers("unbiased-variance"),
    ways: [
      way({ divisor: (variance, inputs) => rootOfSum(unbiased(variance, inputs), inputs) }),
      way({
        dx: (parts) => right.dx({ ...parts, spread: ofVariance(parts, (v) => rootOfSum(unbiased(v, parts), parts)) }),
      }),
    ],
  },
  {
    ...knownOfLayers("epsilon-outside-root"),
    ways: [
      way({ divisor: epsilonOutside }),
      ...[rootOfSum, Math.sqrt].map((root) =>
        way({
          divisor: epsilonOutside,
          dx: inStages((variance, parts) => epsilonOutside(variance, parts) ** 2 * root(variance, parts)),
        }),
      ),
    ],
  },
  {
    code: "epsilon-ignored",
    title: { en: "The eps argument is not used, or not everywhere", zh: "没有使用传入的 eps，或漏了一处" },
    explanation: {
      en: "σ was computed without eps, or with a fixed eps, if only in the term of the variance. Without it, a token whose features are all equal gives 0 / 0; with a fixed one, the gradients belong to another forward pass wherever the variance is as small as eps.",
      zh: "σ 里没有 eps，或者写死了一个值，也可能只是方差那一项漏了。没有 eps 时，特征全部相同的 token 会出现 0 / 0；写死的话，只要方差与 eps 相当，算出的就是另一个前向的梯度。",
    },
    ways: [
      ...[0, 1e-5, 1e-6, 1e-8, 1e-12].map((fixed) => way({ divisor: (variance) => Math.sqrt(variance + fixed) })),
      ...[0, 1e-12].map((least) => way({ dx: inStages((variance) => Math.max(variance, least) ** 1.5) })),
    ],
  },
  {
    ...knownOfLayers("divided-by-variance"),
    ways: [way({ divisor: (variance, { eps }) => variance + eps })],
  },
  {
    ...knownOfLayers("normalized-over-batch"),
    ways: [[0], [1], [0, 1]].flatMap((axes) => [
      way({ axes }),
      way({ axes, dx: backThrough({ average: (x) => meanOver(x, axes) }) }),
      way({ axes, dx: inStages() }),
    ]),
  },
  {
    ...knownOfLayers("normalized-over-everything"),
    ways: [
      [0, 1, 2],
      [1, 2],
    ].flatMap((axes) => [way({ axes }), way({ axes, dx: backThrough({ average: (x) => meanOver(x, axes) }) })]),
  },
  {
    ...known("missing-keepdims"),
    title: { en: "A mean or the variance has lost its axis", zh: "某个平均值或方差丢了一维" },
    explanation: {
      en: "A mean or the variance was taken without keepdims=True. Its shape (B, L) does not fit (B, L, D), so NumPy raises, or, when the sizes happen to agree, uses the statistics of other tokens. Keep the axis, with size 1.",
      zh: "求平均或方差时没有加 keepdims=True，形状 (B, L) 与 (B, L, D) 对不齐：NumPy 会报错；如果大小碰巧吻合，用的就是别的 token 的统计量。应保留该维，大小为 1。",
    },
    ways: [way({ squeezed: true }), ...throughTerms({ average: (x) => squeeze(mean(x, -1), -1) })],
    raises: raised.byBroadcasting,
  },
  {
    ...knownOfGradients("sign-reversed"),
    ways: remade({
      dx: (parts) => scale(right.dx(parts), -1),
      dgamma: (parts) => scale(right.dgamma(parts), -1),
      dbeta: (parts) => scale(right.dbeta(parts), -1),
    }),
  },
  {
    ...known("first-entry-only"),
    explanation: {
      en: "Only the first entry of the batch is used. dx needs a row for each token of every entry, and dgamma and dbeta sum over all of them.",
      zh: "只用到了 batch 的第一项。dx 要有每一项中每个 token 的行，dgamma 和 dbeta 要对所有项求和。",
    },
    ways: [
      ...[(dx: Nd) => dx, firstOf, ofFirst].map((shown) =>
        way({
          dx: (parts) => shown(right.dx(parts)),
          dgamma: (parts) => right.dgamma({ ...parts, dy: ofFirst(parts.dy) }),
          dbeta: ({ dy }) => overTokens(ofFirst(dy)),
        }),
      ),
      way({ dgamma: (parts) => right.dgamma({ ...parts, dy: ofFirst(parts.dy) }) }),
      way({ dbeta: ({ dy }) => overTokens(ofFirst(dy)) }),
    ],
  },
  {
    code: "outputs-reordered",
    title: { en: "The gradients are returned in another order", zh: "返回的梯度顺序不对" },
    explanation: {
      en: "Each gradient is right, but it is in the place of another. Return them in the order dx, dgamma, dbeta.",
      zh: "每个梯度都算对了，但放错了位置。请按 dx、dgamma、dbeta 的顺序返回。",
    },
    ways: [
      returnedAs("dx", "dbeta", "dgamma"),
      returnedAs("dgamma", "dbeta", "dx"),
      returnedAs("dbeta", "dgamma", "dx"),
      returnedAs("dgamma", "dx", "dbeta"),
      returnedAs("dbeta", "dx", "dgamma"),
    ],
  },
];

export default mistakes;
