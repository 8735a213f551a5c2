import { divide, map } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import {
  attendLinearly,
  denominators,
  knownOfStates,
  type LinearInputs,
  type LinearVariant,
  linearMistakes,
  notReset,
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
const firstApart: Sees = (i, j) => (i === 0 ? j === 0 : j < i);

/** Positions of a chunk, as people choose them. */
const chunks = [2, 4, 8, 16, 32];
const inOneChunk = (size: number) => (i: number, j: number) => Math.floor(i / size) === Math.floor(j / size);
const guards: readonly ((denominator: number) => number)[] = [
  (denominator) => denominator + 1e-6,
  (denominator) => (denominator === 0 ? 1 : denominator),
];

const mistakes: readonly Mistake<LinearInputs>[] = [
  {
    ...knownOfStates("read-before-write"),
    ways: ways(
      ...seeing(before),
      { sees: firstApart },
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
    title: { en: "Positions see the future", zh: "位置看到了未来" },
    explanation: {
      en: "The sums run over all keys, or over all of a chunk, before anything is read, so positions read later keys too. The result should be causal: add one key and its value to the state, let the query of this position read it, then go on. Within a chunk, the products of queries and keys need a causal mask.",
      zh: "先对所有 key（或一整块的 key）求和再读取，于是位置读到了后面的 key。结果应当是因果的：把一个 key 和它的 value 加入状态，由这个位置的 query 读取，再处理下一个。块内 query 与 key 的乘积要加因果掩码。",
    },
    ways: ways(
      { sees: () => true },
      mixing(() => true),
      ...chunks.map((size): LinearVariant => ({ sees: (i, j) => j <= i || inOneChunk(size)(i, j) })),
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
    code: "chunk-not-carried",
    title: { en: "A chunk starts without what came before it", zh: "前面各块的内容没有传到下一块" },
    explanation: {
      en: "Positions were computed in chunks, and the state, the sum of the keys, or both hold the chunk's own keys only. A text of one chunk does not show it. Each position reads what the chunks before have left, in the numerator and in the denominator: keep both sums from chunk to chunk.",
      zh: "按块计算时，状态、key 之和，或两者只包含本块的 key。只有一块时看不出来。每个位置都要用到前面各块留下的内容，分子和分母都是：两个和都要在块与块之间传递。",
    },
    ways: chunks.flatMap((size) => ways(...seeing((i, j) => j <= i && inOneChunk(size)(i, j)))),
  },
  {
    ...knownOfStates("state-not-reset"),
    ways: ways(...notReset),
  },
  ...linearMistakes(way, way({})),
];

export default mistakes;
