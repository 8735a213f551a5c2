import { multiply, type Nd, reshape, scale, subtract } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { known } from "../shared/known-mistakes.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { knownOfStates } from "../shared/wrong-linear-attention.js";
import { activated, firstEntryOnly } from "../shared/wrong-outputs.js";
import {
  correction,
  each,
  elu1,
  type Inputs,
  normalizedRows,
  plusOuter,
  type Step,
  scaled,
  times,
  transposedTimes,
  type Variant,
  type Vector,
  way,
} from "./wrong-delta.js";

const ways = (...variants: readonly Variant[]) => variants.map(way);
const writing = (...all: readonly NonNullable<Variant["write"]>[]) => all.map((write) => way({ write }));

const product = (a: Vector, b: Vector) => each(a, b, (x, y) => x * y);
const rest = (beta: Vector) => beta.map((value) => 1 - value);
const old = ({ state, k }: Step) => times(state, k);
const right = way({});

/** As plain linear attention writes, and what the state before answers to the key. */
const adding: Variant = { write: ({ state, v, beta, k }) => plusOuter(state, product(beta, v), k) };
const asking: Variant = { read: ({ state, k }) => times(state, k) };
const ofValues = (variant: Variant, change: (inputs: Inputs) => Nd) =>
  way({ ...variant, prepare: (inputs) => ({ ...inputs, v: change(inputs) }) });

/** u = (I - A) β V in place of (I + A)⁻¹ β V. */
const firstOrder = ofValues(adding, (inputs) => subtract(inputs.v, way({ ...adding, ...asking })(inputs).out));

/** Rows of A with the betas of the columns. */
const betaOfColumns = ofValues({ write: ({ state, v, k }) => plusOuter(state, v, k) }, (inputs) => {
  const written = multiply(inputs.v, reshape(inputs.beta, [...inputs.beta.shape, 1]));
  return subtract(written, way(asking)({ ...inputs, v: written }).out);
});

/** A with its diagonal, which is beta. */
const withDiagonal = writing((step) => {
  const shares = step.beta.map((value) => 1 / (1 + value));
  return plusOuter(step.state, product(shares, correction(step, old(step))), step.k);
});

/** S k is computed again for each number of a row, while the row changes. */
const duringTheWrite: NonNullable<Variant["write"]> = ({ state, v, beta, k }) =>
  state.map((row, e) => {
    const changed = [...row];
    for (const [c, x] of k.entries()) {
      const [answer] = times([changed], k) as [number];
      changed[c] = (changed[c] as number) + (beta[e] as number) * ((v[e] as number) - answer) * x;
    }
    return changed;
  });

const transposedRead: Variant = { read: ({ q }, after) => transposedTimes(after, q) };
const transposedOld: Variant = {
  write: (step) => plusOuter(step.state, correction(step, transposedTimes(step.state, step.k)), step.k),
};

/** Queries, keys, or both. */
const prepared = (f: (x: Inputs["q"]) => Inputs["q"]): readonly Variant[] => [
  { prepare: (inputs) => ({ ...inputs, q: f(inputs.q), k: f(inputs.k) }) },
  { prepare: (inputs) => ({ ...inputs, q: f(inputs.q) }) },
  { prepare: (inputs) => ({ ...inputs, k: f(inputs.k) }) },
];

/** beta [B, H] beside values [B, H, dv], as NumPy broadcasts it. */
const betaOfOthers: NonNullable<Variant["betaOf"]> = ({ shape, data }, [, h, i], dv) => {
  const [B, H, L] = shape as [number, number, number];
  if (H !== dv && H !== 1) throw new RangeError(`${H} heads do not fit ${dv} features.`);
  if (B !== H && B !== 1) throw new RangeError(`${B} entries do not fit ${H} heads.`);
  return Array.from({ length: dv }, (_, e) => data[((B === 1 ? 0 : h) * H + (H === 1 ? 0 : e)) * L + i] as number);
};

const mistakes: readonly Mistake<Inputs>[] = [
  {
    code: "added-not-corrected",
    title: { en: "The value is added, without what is there already", zh: "直接加上了 value，没有减去已有的内容" },
    explanation: {
      en: "The state grows by β v kᵀ, which is plain linear attention. The delta rule first looks up what the state answers to this key, S k, and writes only the difference: β (v - S k) kᵀ. So a value that is written twice to the same key is not doubled.",
      zh: "状态加上了 β v kᵀ，这是普通的线性注意力。delta 规则先查出状态对这个 key 的回答 S k，只写入差值：β (v - S k) kᵀ。所以往同一个 key 写两次，value 不会翻倍。",
    },
    ways: writing(
      ({ state, v, beta, k }) => plusOuter(state, product(beta, v), k),
      ({ state, v, k }) => plusOuter(state, v, k),
    ),
  },
  {
    ...knownOfStates("read-before-write"),
    explanation: {
      en: "The query reads the state before the value of its own position is written, so position 0 reads zeros, and the last value is never read. Write first, then read: out = S q with the new S.",
      zh: "query 读取状态时，自己位置的 value 还没有写入：位置 0 读到的全是 0，最后一个 value 则从未被读取。应先写后读：用新的 S 计算 out = S q。",
    },
    ways: ways({ read: ({ state, q }) => times(state, q) }),
  },
  {
    code: "beta-as-decay",
    title: { en: "The whole state decays", zh: "整个状态都衰减了" },
    explanation: {
      en: "Beta multiplies the state, β S + v kᵀ, or 1 - β does: (1 - β) S + β v kᵀ. Then every key is forgotten a little at each position. The delta rule changes the answer to one key only, S - β (S k) kᵀ; what is stored under orthogonal keys stays as it is.",
      zh: "beta 乘到了状态上，即 β S + v kᵀ；或者乘的是 1 - β，即 (1 - β) S + β v kᵀ。这样每到一个位置，所有 key 都会被遗忘一点。delta 规则只改变对当前 key 的回答，S - β (S k) kᵀ；与它正交的 key 所存的内容不变。",
    },
    ways: writing(
      ({ state, v, beta, k }) => plusOuter(scaled(state, beta), v, k),
      ({ state, v, beta, k }) => plusOuter(scaled(state, rest(beta)), product(beta, v), k),
      ({ state, v, beta, k }) => plusOuter(scaled(state, rest(beta)), v, k),
      ({ state, v, beta, k }) => plusOuter(scaled(state, beta), product(rest(beta), v), k),
      ({ state, v, beta, k }) => plusOuter(scaled(state, beta), product(beta, v), k),
    ),
  },
  {
    code: "beta-missing",
    title: { en: "Beta is not used", zh: "没有使用 beta" },
    explanation: {
      en: "The whole difference v - S k is written, so the old answer to the key is replaced entirely. Beta says how far to go towards the new value: β (v - S k) kᵀ.",
      zh: "差值 v - S k 全部写入了，对这个 key 的旧回答完全被替换。beta 表示向新的 value 走多远：β (v - S k) kᵀ。",
    },
    ways: writing((step) =>
      plusOuter(
        step.state,
        each(step.v, old(step), (x, y) => x - y),
        step.k,
      ),
    ),
  },
  {
    code: "beta-on-one-term",
    title: { en: "Beta multiplies one of the two terms only", zh: "beta 只乘到了两项中的一项" },
    explanation: {
      en: "Beta multiplies v but not S k, or S k but not v. It belongs in front of the whole difference: β (v - S k). Mind the brackets.",
      zh: "beta 只乘了 v 而没有乘 S k，或者只乘了 S k 而没有乘 v。它应当乘到整个差上：β (v - S k)。要看清括号。",
    },
    ways: writing(
      (step) =>
        plusOuter(
          step.state,
          each(product(step.beta, step.v), old(step), (x, y) => x - y),
          step.k,
        ),
      (step) =>
        plusOuter(
          step.state,
          each(step.v, product(step.beta, old(step)), (x, y) => x - y),
          step.k,
        ),
    ),
  },
  {
    code: "old-value-from-query",
    title: { en: "The old value is looked up with the query", zh: "用 query 查了旧值" },
    explanation: {
      en: "S q is subtracted instead of S k. What is to be corrected is what the state answers to the key that is written. The query only reads, after the state has changed.",
      zh: "减去的是 S q 而不是 S k。要修正的是状态对正在写入的 key 的回答。query 只在状态更新之后读取。",
    },
    ways: writing((step) => plusOuter(step.state, correction(step, times(step.state, step.q)), step.k)),
  },
  {
    code: "written-under-the-query",
    title: { en: "The difference is written under the query", zh: "差值写到了 query 之下" },
    explanation: {
      en: "The outer product was taken with the query, or the output reads with the key. The key says where a value is written and corrected, the query where the output is read.",
      zh: "外积用了 query，或者输出是用 key 读取的。key 决定 value 写在哪里、修正哪里，query 决定输出从哪里读取。",
    },
    ways: [
      ...writing((step) => plusOuter(step.state, correction(step, old(step)), step.q)),
      way({ read: ({ k }, after) => times(after, k) }),
      way({ prepare: (inputs) => ({ ...inputs, q: inputs.k, k: inputs.q }) }),
    ],
  },
  {
    code: "correction-reversed",
    title: { en: "The difference has the wrong sign", zh: "差值的符号反了" },
    explanation: {
      en: "S k - v is written, or v + S k: the state moves away from the value, and may grow without bound. The difference is what should be there minus what is there: v - S k.",
      zh: "写入的是 S k - v，或者 v + S k：状态离 value 越来越远，甚至无限增大。差值应是该有的减去已有的：v - S k。",
    },
    ways: writing(
      (step) =>
        plusOuter(
          step.state,
          correction(step, old(step)).map((x) => -x),
          step.k,
        ),
      (step) =>
        plusOuter(
          step.state,
          correction(
            step,
            old(step).map((x) => -x),
          ),
          step.k,
        ),
    ),
  },
  {
    code: "corrected-after-writing",
    title: { en: "The old value is looked up after the new one is written", zh: "先写入新值，再查旧值" },
    explanation: {
      en: "β v kᵀ was added first, and then S k was computed from the new state, so a part of the new value is taken away again; or S k was computed again for each number of the state, while the state was changing. Look up S k in the old state: both changes belong to one step.",
      zh: "先加上了 β v kᵀ，再用新的状态计算 S k，于是刚写入的 value 又被减掉了一部分；或者状态的数一个个地改，每改一个又重新算一遍 S k。应在旧的状态里查 S k：两处改动属于同一步。",
    },
    ways: writing(({ state, v, beta, k }) => {
      const added = plusOuter(state, product(beta, v), k);
      return plusOuter(
        added,
        product(beta, times(added, k)).map((x) => -x),
        k,
      );
    }, duringTheWrite),
  },
  {
    code: "triangular-system-wrong",
    title: { en: "The matrix form is not that of the recurrence", zh: "矩阵形式与递推不一致" },
    explanation: {
      en: "With A_ij = β_i (k_i · k_j) for j < i, and B the betas on a diagonal, the differences that all positions write are U = (I + A)⁻¹ B V. Here I - A stands for the inverse, so that old values are looked up in a state that was never corrected; or A has the beta of column j in place of row i; or it has a diagonal.",
      zh: "一次算出所有位置写入的差值，应是 U = (I + A)⁻¹ B V，其中 A_ij = β_i (k_i · k_j)，只取 j < i，B 是以 beta 为对角线的矩阵。这里用 I - A 代替了逆矩阵，旧值就是从没有修正过的状态里查的；或者 A 用的是列 j 的 beta，而不是行 i 的；或者 A 带上了对角线。",
    },
    ways: [firstOrder, betaOfColumns, ...withDiagonal],
  },
  {
    code: "state-overwritten",
    title: { en: "The state is replaced by the latest difference", zh: "状态被最近的差值替换了" },
    explanation: {
      en: "The new state is β (v - S k) kᵀ alone, without the old one. Add to it: S ← S + β (v - S k) kᵀ.",
      zh: "新的状态只有 β (v - S k) kᵀ，没有保留旧的状态。应当相加：S ← S + β (v - S k) kᵀ。",
    },
    ways: writing((step) =>
      plusOuter(
        step.state.map((row) => row.map(() => 0)),
        correction(step, old(step)),
        step.k,
      ),
    ),
  },
  {
    ...knownOfStates("state-transposed"),
    explanation: {
      en: "The state was written in one order and used in the other: v kᵀ has a row for each feature of the value, (dv, d), so it is multiplied with a key or a query from the right, along its last axis. When queries and values have the same width, the wrong one runs too.",
      zh: "写入状态和使用状态时，两维的次序不一致：v kᵀ 的每一行对应 value 的一个特征，形状 (dv, d)，key 和 query 应从右边与它相乘，沿它的最后一维。query 与 value 一样宽时，写反了也能运行。",
    },
    ways: ways(transposedRead, transposedOld, { ...transposedRead, ...transposedOld }),
  },
  {
    ...knownOfStates("state-not-reset"),
    ways: ways(
      { carried: (b, h, H) => (h > 0 ? [b, h - 1] : b > 0 ? [b - 1, H - 1] : undefined) },
      { carried: (b, h) => (h > 0 ? [b, h - 1] : undefined) },
      { carried: (b, h) => (b > 0 ? [b - 1, h] : undefined) },
    ),
  },
  {
    ...knownOfMasks("mask-ignored"),
    title: { en: "Every position reads the last state", zh: "每个位置读取的都是最后的状态" },
    explanation: {
      en: "All keys and values are written before anything is read, so each position sees the future. The result should be causal: write one position, read with its query, then go on.",
      zh: "先写入了所有 key 和 value，然后才读取，于是每个位置都看到了未来。结果应当是因果的：写入一个位置，用它的 query 读取，再处理下一个。",
    },
    ways: ways({ readAtEnd: true }),
  },
  { ...knownOfStates("mask-looks-ahead"), ways: ways({ backwards: true }) },
  {
    code: "unasked-feature-map",
    title: { en: "A feature map that nobody asked for", zh: "多用了特征映射" },
    explanation: {
      en: "Queries, keys or both went through elu(x) + 1, as in linear attention with a normaliser. Here they are used as they are; the keys have norm 1 already.",
      zh: "query、key 或两者经过了 elu(x) + 1，那是带归一化项的线性注意力的做法。这里直接使用它们；key 的范数已经是 1。",
    },
    ways: ways(...prepared(elu1)),
  },
  {
    code: "unasked-normalizer",
    title: { en: "A division that nobody asked for", zh: "多做了一次归一化" },
    explanation: {
      en: "The output was divided by the product of the query and the sum of the keys, as in linear attention, or the query was divided by its norm. The delta rule divides by nothing: out = S q.",
      zh: "输出像线性注意力那样除以了 query 与 key 之和的乘积，或者 query 除以了自己的范数。delta 规则不做除法：out = S q。",
    },
    ways: ways(
      {
        read: ({ q, keys }, after) => {
          const normalizer = keys.reduce((total, key) => total + (times([key], q)[0] as number), 0);
          return times(after, q).map((x) => x / normalizer);
        },
      },
      { prepare: (inputs) => ({ ...inputs, q: normalizedRows(inputs.q) }) },
    ),
  },
  {
    ...known("unwanted-scale"),
    title: { en: "Something is divided by √d", zh: "多除了 √d" },
    explanation: {
      en: "Queries or outputs are divided by √d, as in softmax attention, or the keys are. The definition in this exercise has no such factor.",
      zh: "query、输出或 key 像 softmax 注意力那样除以了 √d。本题的定义没有这个系数。",
    },
    ways: ways(...prepared((x) => scale(x, 1 / Math.sqrt(x.shape[3] as number)))),
  },
  {
    ...known("missing-keepdims"),
    title: { en: "Beta lacks an axis", zh: "beta 少了一维" },
    explanation: {
      en: "The betas of a position have the shape (B, H), the values have (B, H, dv): without a last axis of size 1 they do not belong together. NumPy and PyTorch raise an error, or use the beta of another head where the sizes happen to agree. Write beta[:, :, i, None].",
      zh: "一个位置的 beta 形状是 (B, H)，value 是 (B, H, dv)：末尾没有大小为 1 的一维就对不上。NumPy 和 PyTorch 会报错；大小碰巧相等时，用的是别的头的 beta。应写成 beta[:, :, i, None]。",
    },
    ways: ways({ betaOf: betaOfOthers }),
    raises:
      /broadcast together with shapes \((\d+,\d+)\) \(\1,\d+\)|broadcast together with shapes \((\d+,\d+),\d+\) \(\2\)|size of tensor a \(\d+\) must match the size of tensor b \(\d+\) at non-singleton dimension [2-9]/,
  },
  activated(right),
  firstEntryOnly(right),
];

export default mistakes;
