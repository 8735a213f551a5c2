import { generate, matmul, multiply, type Nd, reshape, scale, softmax, sum, transpose } from "../../arrays/nd.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { known } from "../shared/known-mistakes.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { attend, attentionMistakes, last, overKeys, withShared } from "../shared/wrong-attention.js";
import { maskMistakes, nanInEmptyRows, withEmptyRows, withoutNan, zeros } from "../shared/wrong-masking.js";
import { choices } from "../shared/wrong-self-attention.js";
import {
  lessThan,
  rightBackward,
  type SoftmaxBackward,
  softmaxBackwardMistakes,
} from "../shared/wrong-softmax-backward.js";
import {
  type BackwardVariant,
  backward,
  byRoot,
  type Gradients,
  type Inputs,
  type Parts,
  way,
} from "./wrong-backward.js";

type Remade = Readonly<Record<keyof Gradients, (parts: Parts) => Nd>>;

/** Some gradients made in another way, every choice of one or more of them. */
const remade = <Names extends keyof Gradients>(make: Pick<Remade, Names>): readonly Way<Inputs>[] =>
  choices(Object.keys(make) as Names[]).map((names) =>
    way({ finish: (parts) => Object.fromEntries(names.map((name) => [name, make[name](parts)])) }),
  );

/** dq, dk, or both multiplied by something of d. */
const multiplied = (by: (d: number) => number) =>
  remade({ dq: ({ dq, q }) => scale(dq, by(last(q))), dk: ({ dk, q }) => scale(dk, by(last(q))) });

/** As JavaScript's loops multiply, along the rows of a: rows of b beyond them are not missed. */
function loopedMatmul(a: Nd, b: Nd): Nd {
  const [batch, rows, columns] = b.shape as [number, number, number];
  const read = Math.min(last(a), rows);
  const first = generate([batch, read, columns], (index) => {
    const [entry, row, column] = index as [number, number, number];
    return b.data[(entry * rows + row) * columns + column] as number;
  });
  return matmul(a, first);
}

/** The weights as if nothing were hidden. */
const unmasked = ({ q, k, v }: Inputs) => attend(q, k, v).weights;

/** All numbers of [B, L, S] are 0 but for the last query of each key (axis 1) or the last key of each query (axis 2). */
const lastOnly = (x: Nd, axis: 1 | 2, counts: (at: number) => boolean) => {
  const [, L, S] = x.shape as [number, number, number];
  return generate(x.shape, (index) => {
    const [b, i, j] = index as [number, number, number];
    const at = (along: number) => (axis === 1 ? (b * L + along) * S + j : (b * L + i) * S + along);
    const [own, end] = axis === 1 ? [i, L] : [j, S];
    for (let later = own + 1; later < end; later++) if (counts(at(later))) return 0;
    return x.data[at(own)] as number;
  });
};

/** Each gradient is that of the last term alone: of all, or of those that the mask shows. */
const unsummed = (counts: (mask: Nd) => (at: number) => boolean) =>
  remade({
    dq: ({ ds, k, mask, factor }) => scale(matmul(lastOnly(ds, 2, counts(mask)), k), factor),
    dk: ({ ds, q, mask, factor }) => scale(matmul(transpose(lastOnly(ds, 1, counts(mask))), q), factor),
    dv: ({ weights, dout, mask }) => matmul(transpose(lastOnly(weights, 1, counts(mask))), dout),
  });

/** Names of the gradients that stand in the places of dq, dk and dv. */
const returnedAs = (...[dq, dk, dv]: readonly [keyof Gradients, keyof Gradients, keyof Gradients]): Way<Inputs> =>
  way({ finish: (parts) => ({ dq: parts[dq], dk: parts[dk], dv: parts[dv] }) });

const sumOfAll = (x: Nd) => sum(reshape(x, [x.data.length]), 0);
const overQueriesBackward: SoftmaxBackward = (y, dy) => transpose(rightBackward(transpose(y), transpose(dy)));

const own: readonly Mistake<Inputs>[] = [
  {
    code: "scale-missing-in-gradient",
    title: { en: "dq or dk is not divided by √d", zh: "dq 或 dk 没有除以 √d" },
    explanation: {
      en: "The scores are scaled in the forward pass, but the factor 1/√d is missing on the way back. It comes between q · k and the softmax, so the chain rule puts it into dq and dk once each. dv does not pass through the scores and has no such factor.",
      zh: "前向时分数缩放了，反向时却漏了系数 1/√d。它位于 q · k 与 softmax 之间，按链式法则 dq 和 dk 各要乘一次。dv 不经过分数，没有这个系数。",
    },
    // Missing, or multiplied instead of divided.
    ways: [...multiplied(Math.sqrt), ...multiplied((d) => d)],
  },
  {
    code: "scale-applied-twice",
    title: { en: "dq or dk is divided by √d twice", zh: "dq 或 dk 除了两次 √d" },
    explanation: {
      en: "The factor 1/√d got into dq or dk a second time: it was multiplied into the gradient of the scores and again into the products, or dk was made of queries that had been scaled already. It belongs into each of them once.",
      zh: "系数 1/√d 在 dq 或 dk 中出现了两次：既乘进了分数的梯度，又乘进了后面的乘积；或者计算 dk 时用的是已经缩放过的 query。每个梯度只应乘一次。",
    },
    ways: multiplied(byRoot),
  },
  {
    code: "softmax-as-identity",
    title: { en: "The softmax is skipped on the way back", zh: "反向时跳过了 softmax" },
    explanation: {
      en: "The gradient with respect to the weights is used as the gradient with respect to the scores. The softmax comes between the two: each row must go through its derivative, weight · (gradient - the row's weighted average).",
      zh: "把对权重的梯度直接当成了对分数的梯度。两者之间隔着 softmax：每一行都要乘上它的导数，即 权重 ·（梯度 - 本行的加权平均）。",
    },
    ways: [
      way({ through: () => (_, dp) => dp }),
      way({
        through:
          ({ mask }) =>
          (_, dp) =>
            multiply(dp, mask),
      }),
    ],
  },
  {
    code: "sum-over-the-queries",
    title: { en: "The softmax's sum runs over the wrong axis", zh: "softmax 梯度中的求和沿错了维度" },
    explanation: {
      en: "On the way back through the softmax, the sum of weight times gradient was taken over the queries, over the batch, or over everything. Each row of weights is a distribution over the keys, so each query has its own sum, along the last axis.",
      zh: "反向经过 softmax 时，权重与梯度乘积之和沿 query、batch 或所有维度求了。每一行权重是 key 上的一个分布，所以每个 query 各有一个和，沿最后一维。",
    },
    ways: [(x: Nd) => sum(x, -2), (x: Nd) => sum(x, 0), sumOfAll].map((total) =>
      way({ through: () => lessThan((y, dy) => total(multiply(y, dy))) }),
    ),
  },
  {
    code: "values-gradient-not-transposed",
    title: { en: "dv takes the weights without a transpose", zh: "计算 dv 时权重没有转置" },
    explanation: {
      en: "dv was computed as weights · dout. It runs when there are as many keys as queries, but sums over the wrong index: value j takes part in all outputs i, each time with the weight p_ij, so the sum runs over the queries. That takes the weights' transpose, (B, S, L).",
      zh: "dv 算成了 权重 · dout。key 与 query 一样多时能运行，但求和的下标错了：第 j 个 value 以权重 p_ij 参与了所有输出 i，所以应对 query 求和，也就是用权重的转置，形状 (B, S, L)。",
    },
    ways: remade({ dv: ({ weights, dout }) => matmul(weights, dout) }),
  },
  {
    code: "scores-gradient-not-transposed",
    title: { en: "The gradient of the scores is transposed in the wrong place", zh: "分数梯度的转置用错了地方" },
    explanation: {
      en: "The gradient of the scores has one row for each query, (B, L, S). dq sums over the keys and takes it as it is; dk sums over the queries and takes its transpose. With as many keys as queries the wrong one runs too.",
      zh: "分数的梯度每行对应一个 query，形状 (B, L, S)。dq 对 key 求和，直接使用它；dk 对 query 求和，要用它的转置。key 与 query 一样多时，用错了也能运行。",
    },
    ways: remade({
      dq: ({ ds, k, factor }) => scale(matmul(transpose(ds), k), factor),
      dk: ({ ds, q, factor }) => scale(matmul(ds, q), factor),
    }),
  },
  {
    code: "keys-gradient-from-keys",
    title: { en: "dk is made of the keys, or dq of the queries", zh: "dk 用了 key，或 dq 用了 query" },
    explanation: {
      en: "A score is the product of a query and a key. The derivative of a product with respect to one factor is the other factor: dq is made of the keys, dk of the queries. With as many keys as queries the wrong one runs too.",
      zh: "分数是 query 与 key 的乘积。乘积对一个因子的导数是另一个因子：dq 由 key 得到，dk 由 query 得到。key 与 query 一样多时，用错了也能运行。",
    },
    ways: [matmul, loopedMatmul].flatMap((product) =>
      remade({
        dq: ({ ds, q, factor }) => scale(product(ds, q), factor),
        dk: ({ ds, k, factor }) => scale(product(transpose(ds), k), factor),
      }),
    ),
  },
  {
    code: "not-accumulated",
    title: { en: "A gradient is assigned instead of added up", zh: "梯度被覆盖，而没有累加" },
    explanation: {
      en: "Only the last term is left: each turn of the loop overwrites what the turns before it gave. A key and a value serve all the queries, and a query reads all the keys, so their gradients are sums: start from zeros and add (+=).",
      zh: "只剩下最后一项：循环每次都覆盖了前面的结果。一个 key、一个 value 供所有 query 使用，一个 query 也读取所有 key，所以它们的梯度都是和：从 0 开始累加（+=）。",
    },
    ways: [
      ...unsummed(() => () => true),
      ...unsummed(
        ({ data }) =>
          (at) =>
            data[at] !== 0,
      ),
    ],
  },
  {
    code: "hidden-keys-learn",
    title: { en: "Masked keys get a gradient", zh: "被屏蔽的 key 得到了梯度" },
    explanation: {
      en: "The way back, or a part of it, uses weights without the mask, so gradient flows to keys or values that the query never saw. Use the same masked weights everywhere: where a weight is 0, its gradient is 0 by itself.",
      zh: "反向全程或某一处用了没有掩码的权重，于是梯度流向了 query 根本看不到的 key 或 value。所有地方都应使用同一份加过掩码的权重：权重为 0 的地方，梯度自然为 0。",
    },
    ways: [
      way({ through: (inputs) => (_, dp) => rightBackward(unmasked(inputs), dp) }),
      way({
        masking: overKeys,
        through:
          ({ mask }) =>
          (y, dp) =>
            multiply(rightBackward(y, dp), mask),
      }),
      way({ through: (inputs) => (_, dp) => rightBackward(withEmptyRows(unmasked(inputs), inputs.mask), dp) }),
      ...remade({ dv: (parts) => matmul(transpose(unmasked(parts)), parts.dout) }),
      ...remade({ dv: (parts) => matmul(transpose(withEmptyRows(unmasked(parts), parts.mask)), parts.dout) }),
    ],
  },
  {
    ...knownOfMasks("mask-after-softmax"),
    ways: [
      way({
        masking: (scores, mask) => multiply(overKeys(scores), mask),
        through: (inputs) => (_, dp) => rightBackward(unmasked(inputs), multiply(dp, inputs.mask)),
      }),
    ],
  },
  {
    ...knownOfMasks("mask-as-factor"),
    ways: [
      way({
        masking: (scores, mask) => overKeys(multiply(scores, mask)),
        through:
          ({ mask }) =>
          (y, dp) =>
            multiply(rightBackward(y, dp), mask),
      }),
    ],
  },
  {
    ...knownOfMasks("masked-row-nan"),
    title: { en: "A row with nothing to attend to spreads NaN", zh: "整行被屏蔽时 NaN 扩散开来" },
    explanation: {
      en: "Where a query may attend to no key, its weights became NaN (-infinity minus -infinity, or 0 / 0). The gradients of keys and values sum over all queries, so one such row makes them NaN for the whole batch entry; clearing the NaN in the end clears the other queries' share with it. Make the weights of such a row zeros before anything is computed from them.",
      zh: "某个 query 不能关注任何 key 时，它的权重成了 NaN（-inf 减 -inf，或 0 / 0）。对 key 和 value 的梯度要对所有 query 求和，这样一行就会让整个 batch 元素都变成 NaN；最后才清除 NaN，其他 query 的贡献也一并被清掉了。应在使用之前就把这一行的权重置 0。",
    },
    ways: [
      way({
        masking: nanInEmptyRows,
        finish: ({ dq, dk, dv }) => ({ dq: withoutNan(dq), dk: withoutNan(dk), dv: withoutNan(dv) }),
      }),
    ],
  },
  {
    ...knownOfMasks("masked-row-mean"),
    explanation: {
      en: "Masked scores got one large negative number instead of -infinity. In a row that masks every key they are all equal again, and the softmax gives each masked key the same weight, so the row sends a gradient to keys and values that its query may not see. Such a row must have weights of 0 and send nothing.",
      zh: "被屏蔽的分数用了一个很大的负数而不是 -inf。整行都被屏蔽时，这些分数又彼此相等，softmax 会给每个被屏蔽的 key 相同的权重，于是这一行把梯度传给了 query 本不该看到的 key 和 value。这样的行权重应为 0，不传任何梯度。",
    },
    ways: [],
  },
  {
    code: "outputs-reordered",
    title: { en: "The gradients are returned in another order", zh: "返回的梯度顺序不对" },
    explanation: {
      en: "Each gradient is right, but it is in the place of another. Return them in the order of the arguments: dq, dk, dv.",
      zh: "每个梯度都算对了，但放错了位置。请按参数的顺序返回：dq、dk、dv。",
    },
    ways: [
      returnedAs("dv", "dk", "dq"),
      returnedAs("dv", "dq", "dk"),
      returnedAs("dk", "dq", "dv"),
      returnedAs("dk", "dv", "dq"),
      returnedAs("dq", "dv", "dk"),
    ],
  },
  {
    ...known("softmax-over-queries"),
    ways: [way({ masking: zeros((scores) => softmax(scores, -2)), through: () => overQueriesBackward })],
  },
  {
    ...known("queries-and-keys-swapped"),
    ways: [
      // On the way back as on the way there, or in the forward pass alone.
      (inputs) => {
        const { dq, dk, dv } = backward({ ...inputs, q: inputs.k, k: inputs.q }, {});
        return { dq: dk, dk: dq, dv };
      },
      (inputs) =>
        backward(
          { ...inputs, q: inputs.k, k: inputs.q },
          {
            finish: ({ ds, q, k, factor }) => ({
              dq: scale(matmul(ds, q), factor),
              dk: scale(matmul(transpose(ds), k), factor),
            }),
          },
        ),
    ],
  },
];

/** A maximum that starts too high is that of the whole array, where every case with low scores has high ones too. */
const tellNothing: readonly string[] = [
  "hard-max",
  "normalized-by-sum",
  "maximum-starts-too-high",
  "weights-transposed",
];

/** What any attention may hold, in the gradients too. One-hot weights and shares of a sum of -infinity give zeros, which tell nothing. */
const forwardMistakes = (variant: BackwardVariant): readonly Mistake<Inputs>[] =>
  attentionMistakes<Inputs>(
    ({ weigh = overKeys, ...forward }) => way({ ...variant, masking: zeros(weigh), forward }),
    3,
  ).filter(({ code }) => !tellNothing.includes(code));

const scaleCodes: readonly string[] = [
  "missing-scale",
  "scale-by-dimension",
  "multiplied-by-root",
  "scaled-after-softmax",
];

const mistakes: readonly Mistake<Inputs>[] = [
  // Far below -1000 float32 cannot hold what gradients are made of, so no case goes there.
  maskMistakes<Inputs>((masking) => way({ masking }), { inPlace: [-10, -100, -1000], added: [-10, -100] }).map(
    // Weights without the mask: in the gradients it is the hidden keys that tell.
    (mistake) => (mistake.code === "mask-ignored" ? { ...mistake, code: "hidden-keys-learn" } : mistake),
  ),
  softmaxBackwardMistakes<Inputs>((through) => way({ through: () => through })),
  forwardMistakes({}),
  // A wrong scale in the forward pass alone.
  forwardMistakes({ factor: byRoot }).filter(({ code }) => scaleCodes.includes(code)),
].reduce(withShared, own);

export default mistakes;
