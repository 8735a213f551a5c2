import { add, divide, generate, map, matmul, type Nd, sum, transpose } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import {
  attendLinearly,
  denominators,
  knownOfStates,
  type LinearInputs,
  type LinearParts,
  type LinearVariant,
  linearMistakes,
  numerators,
  type Sees,
} from "../shared/wrong-linear-attention.js";

const causal: Sees = (i, j) => j <= i;
const way = composed(attendLinearly(causal));
const ways = (...variants: readonly LinearVariant[]) => variants.map(way);

/** The sum of both kinds, or of one of them, sees something else. */
const seeing = (sees: Sees): readonly LinearVariant[] => [{ sees }, dividing(sees), mixing(sees)];
const mixing = (sees: Sees): LinearVariant => ({ mix: (parts) => numerators({ ...parts, sees }) });
const dividing = (sees: Sees): LinearVariant => ({
  divide: (numerator, parts) => divide(numerator, denominators({ ...parts, sees })),
});
/** A denominator of 0 is made a small number, or 1. */
const guarded = (sees: Sees, guard: (denominator: number) => number): LinearVariant => ({
  divide: (numerator, parts) => divide(numerator, map(denominators({ ...parts, sees }), guard)),
});

const before: Sees = (i, j) => j < i;
const guards: readonly ((denominator: number) => number)[] = [
  (denominator) => denominator + 1e-6,
  (denominator) => (denominator === 0 ? 1 : denominator),
];

/** Whether the state of head [b2, h2] is still there when head [b, h] begins. */
type Carried = (b: number, h: number, b2: number, h2: number) => boolean;

/** Of arrays [B, H, ...], the sum over the heads before. */
function earlier(x: Nd, carried: Carried): Nd {
  const [B, H, rows, size] = x.shape as [number, number, number, number];
  const at = (b: number, h: number, row: number, c: number) => x.data[((b * H + h) * rows + row) * size + c] as number;
  return generate(x.shape, (index) => {
    const [b, h, row, c] = index as [number, number, number, number];
    let total = 0;
    for (let b2 = 0; b2 < B; b2++)
      for (let h2 = 0; h2 < H; h2++) if (carried(b, h, b2, h2)) total += at(b2, h2, row, c);
    return total;
  });
}

const carriedStates = (carried: Carried): readonly LinearVariant[] => {
  const mix = (parts: LinearParts) =>
    add(numerators(parts), matmul(parts.q, earlier(matmul(transpose(parts.k), parts.v), carried)));
  const by = (numerator: Nd, parts: LinearParts) =>
    divide(numerator, add(denominators(parts), matmul(parts.q, earlier(transpose(sum(parts.k, -2)), carried))));
  return [{ mix, divide: by }, { mix }, { divide: by }];
};

const mistakes: readonly Mistake<LinearInputs>[] = [
  {
    ...knownOfStates("read-before-write"),
    ways: ways(
      ...seeing(before),
      ...guards.flatMap((guard) => [{ ...mixing(before), ...guarded(before, guard) }, guarded(before, guard)]),
    ),
  },
  {
    code: "normalizer-not-causal",
    title: { en: "The normaliser sums over all keys", zh: "归一化项对所有 key 求了和" },
    explanation: {
      en: "The output reads the state up to the position, but it is divided by the sum of all keys, later ones included. So the weights of a position sum to less than one, and depend on the future. Carry the sum of the keys along with the state.",
      zh: "输出读取的是到当前位置为止的状态，除以的却是所有 key 之和，连后面的也算了进去。于是一个位置的权重之和小于 1，还依赖未来。key 之和要与状态一起逐步累加。",
    },
    ways: ways(dividing(() => true)),
  },
  {
    ...knownOfMasks("mask-ignored"),
    title: { en: "Every position sees the future", zh: "每个位置都看到了未来" },
    explanation: {
      en: "The sums run over all keys before anything is read, so each position reads later ones too. The result should be causal: add one key and its value to the state, let the query of this position read it, then go on.",
      zh: "先对所有 key 求和再读取，于是每个位置都读到了后面的 key。结果应当是因果的：把一个 key 和它的 value 加入状态，由这个位置的 query 读取，再处理下一个。",
    },
    ways: ways(
      { sees: () => true },
      mixing(() => true),
    ),
  },
  {
    ...knownOfStates("mask-looks-ahead"),
    ways: ways({ sees: (i, j) => j >= i }),
  },
  {
    code: "state-overwritten",
    title: { en: "The state is overwritten", zh: "状态被覆盖，而没有累加" },
    explanation: {
      en: "The state, the sum of the keys, or both hold the latest position alone. If both do, the output is the position's own value, because one key with itself has the weight 1. Add to them: S ← S + φ(k) vᵀ.",
      zh: "状态、key 之和，或两者只保存了最近一个位置。两者都被覆盖时，输出就是该位置自己的 value，因为只有一个 key 时权重为 1。应当累加：S ← S + φ(k) vᵀ。",
    },
    ways: ways(...seeing((i, j) => i === j)),
  },
  {
    ...knownOfStates("state-not-reset"),
    ways: ways(
      ...carriedStates((b, h, b2, h2) => b2 < b || (b2 === b && h2 < h)),
      ...carriedStates((b, h, b2, h2) => b2 === b && h2 < h),
      ...carriedStates((b, h, b2, h2) => h2 === h && b2 < b),
      ...carriedStates((b, h, b2, h2) => h2 < h || (h2 === h && b2 < b)),
    ),
  },
  ...linearMistakes(way, way({})),
];

export default mistakes;
