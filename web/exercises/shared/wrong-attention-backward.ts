/** The gradients of attention, put together from its parts, as people get it wrong. Mistakes are built of it. */
import { generate, matmul, type Nd, scale, transpose } from "../../arrays/nd.js";
import type { Text } from "../../format/locales.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { last } from "./wrong-attention.js";
import { choices } from "./wrong-self-attention.js";

/** Of the shapes of q, k and v. */
export type Gradients = { readonly dq: Nd; readonly dk: Nd; readonly dv: Nd };

/** What a learner has at hand at the end. What comes before the last two axes is batch, or batch and heads. */
export interface BackwardParts extends Gradients {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
  readonly dout: Nd;
  /** [..., L, S] */
  readonly weights: Nd;
  /** Gradient by the scaled scores: [..., L, S]. */
  readonly ds: Nd;
  /** What dq and dk are multiplied by. */
  readonly factor: number;
}

/** A way that gives some gradients in place of those that follow from the rest. */
type Finishing<Parts, Inputs> = (finish: (parts: Parts) => Partial<Gradients>) => Way<Inputs>;

/** Some gradients made in another way, every choice of one or more of them. */
export const remaking =
  <Parts, Inputs>(way: Finishing<Parts, Inputs>) =>
  <Names extends keyof Gradients>(make: Readonly<Record<Names, (parts: Parts) => Nd>>): readonly Way<Inputs>[] =>
    choices(Object.keys(make) as Names[]).map((names) =>
      way((parts) => Object.fromEntries(names.map((name) => [name, make[name](parts)]))),
    );

/** As JavaScript's loops multiply, along the rows of a: rows of b beyond them are not missed. */
function loopedMatmul(a: Nd, b: Nd): Nd {
  const [rows, columns] = b.shape.slice(-2) as [number, number];
  const leading = b.shape.slice(0, -2);
  const read = Math.min(last(a), rows);
  const first = generate([...leading, read, columns], (index) => {
    const [row, column] = index.slice(-2) as [number, number];
    const entry = index.slice(0, -2).reduce((at, i, axis) => at * (leading[axis] as number) + i, 0);
    return b.data[(entry * rows + row) * columns + column] as number;
  });
  return matmul(a, first);
}

/** All numbers of [..., L, S] are 0 but those of the last query of each key ("query"), or of the last key of each query, that count. */
function lastOnly(x: Nd, along: "query" | "key", counts: (at: number) => boolean): Nd {
  const [L, S] = x.shape.slice(-2) as [number, number];
  const [size, stride] = along === "query" ? [L, S] : [S, 1];
  return {
    shape: x.shape,
    data: x.data.map((value, at) => {
      for (let later = (Math.floor(at / stride) % size) + 1, next = at + stride; later < size; later++, next += stride)
        if (counts(next)) return 0;
      return value;
    }),
  };
}

/** Each gradient is that of the last term alone, of those that count. */
export const lastTerms =
  <Parts extends BackwardParts, Inputs>(way: Finishing<Parts, Inputs>) =>
  (counts: (parts: Parts, at: number) => boolean): readonly Way<Inputs>[] => {
    const among = (parts: Parts) => (at: number) => counts(parts, at);
    return remaking(way)({
      dq: (parts) => scale(matmul(lastOnly(parts.ds, "key", among(parts)), parts.k), parts.factor),
      dk: (parts) => scale(matmul(transpose(lastOnly(parts.ds, "query", among(parts))), parts.q), parts.factor),
      dv: (parts) => matmul(transpose(lastOnly(parts.weights, "query", among(parts))), parts.dout),
    });
  };

interface Named {
  readonly code: string;
  readonly title: Text;
  readonly explanation: Text;
}

export const notAccumulated: Named = {
  code: "not-accumulated",
  title: { en: "A gradient is assigned instead of added up", zh: "梯度被覆盖，而没有累加" },
  explanation: {
    en: "Only the last term is left: each turn of the loop overwrites what the turns before it gave. A key and a value serve all the queries, and a query reads all the keys, so their gradients are sums: start from zeros and add (+=).",
    zh: "只剩下最后一项：循环每次都覆盖了前面的结果。一个 key、一个 value 供所有 query 使用，一个 query 也读取所有 key，所以它们的梯度都是和：从 0 开始累加（+=）。",
  },
};

export const softmaxAsIdentity: Named = {
  code: "softmax-as-identity",
  title: { en: "The softmax is skipped on the way back", zh: "反向时跳过了 softmax" },
  explanation: {
    en: "The gradient with respect to the weights is used as the gradient with respect to the scores. The softmax comes between the two: each row must go through its derivative, weight · (gradient - the row's weighted average).",
    zh: "把对权重的梯度直接当成了对分数的梯度。两者之间隔着 softmax：每一行都要乘上它的导数，即 权重 ·（梯度 - 本行的加权平均）。",
  },
};

/** What goes wrong where the gradients are put together, whatever is before. */
export function attentionBackwardMistakes<Inputs>(way: Finishing<BackwardParts, Inputs>): readonly Mistake<Inputs>[] {
  const remade = remaking(way);
  /** dq, dk, or both multiplied by something of d. */
  const multiplied = (by: (d: number) => number) =>
    remade({ dq: ({ dq, q }) => scale(dq, by(last(q))), dk: ({ dk, q }) => scale(dk, by(last(q))) });
  /** Names of the gradients that come back in the places of dq, dk and dv. */
  const returnedAs = (...[dq, dk, dv]: readonly [keyof Gradients, keyof Gradients, keyof Gradients]) =>
    way((parts) => ({ dq: parts[dq], dk: parts[dk], dv: parts[dv] }));
  return [
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
        en: "The factor 1/√d got into dq or dk a second time: it was multiplied into the gradient of the scores and again into the products, or dk was made of queries that had been scaled already. It belongs in each of them once.",
        zh: "系数 1/√d 在 dq 或 dk 中出现了两次：既乘进了分数的梯度，又乘进了后面的乘积；或者计算 dk 时用的是已经缩放过的 query。每个梯度只应乘一次。",
      },
      ways: multiplied((d) => 1 / Math.sqrt(d)),
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
      title: { en: "dk is not made of the queries, or dq not of the keys", zh: "dk 没有用 query，或 dq 没有用 key" },
      explanation: {
        en: "A score is the product of a query and a key. The derivative of a product with respect to one factor is the other factor: dq is made of the keys, dk of the queries. Here dq was made of the queries or the values, or dk of the keys or of dout. Where the sizes agree, the wrong one runs too.",
        zh: "分数是 query 与 key 的乘积。乘积对一个因子的导数是另一个因子：dq 由 key 得到，dk 由 query 得到。这里 dq 用了 query 或 value，或者 dk 用了 key 或 dout。大小碰巧相等时，用错了也能运行。",
      },
      ways: [
        ...[matmul, loopedMatmul].flatMap((product) =>
          remade({
            dq: ({ ds, q, factor }) => scale(product(ds, q), factor),
            dk: ({ ds, k, factor }) => scale(product(transpose(ds), k), factor),
          }),
        ),
        ...remade({
          dq: ({ ds, v, factor }) => scale(matmul(ds, v), factor),
          dk: ({ ds, dout, factor }) => scale(matmul(transpose(ds), dout), factor),
        }),
      ],
    },
    { ...notAccumulated, ways: lastTerms(way)(() => true) },
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
  ];
}
