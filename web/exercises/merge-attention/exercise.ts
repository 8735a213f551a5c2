import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";

interface Sizes {
  readonly P: number;
  readonly B: number;
  readonly H: number;
  readonly L: number;
  readonly d: number;
}

type Index = readonly [part: number, entry: number, head: number, query: number];

interface Options {
  /** Where a part has no key for a query. */
  readonly empty?: (...index: Index) => boolean;
  /** Added to the log-sum-exp. */
  readonly level?: (...index: Index) => number;
  readonly sample?: boolean;
}

/**
 * Any outputs and log-sum-exps are those of some keys. Large ones are multiples of 1/8, which float32 holds; the log-sum-exp
 * of all, which many compute, it rounds by up to 3e-5 at 1000. Small outputs keep what comes of it within the tolerance.
 */
function draw(
  random: Random,
  name: string,
  title: Text,
  { P, B, H, L, d }: Sizes,
  { empty = () => false, level, sample = false }: Options = {},
): ExerciseCase {
  const finish = (x: FloatTensor) => (sample || level ? rounded(x) : x);
  const lses = edited(finish(random.normal([P, B, H, L], 1.5)), (value, index) =>
    empty(...(index as Index)) ? Number.NEGATIVE_INFINITY : value + (level?.(...(index as Index)) ?? 0),
  );
  const drawn = random.normal([P, B, H, L, d], level ? 1 / 8 : 1);
  const outs = edited(sample ? rounded(drawn) : drawn, (value, index) =>
    empty(...(index.slice(0, 4) as unknown as Index)) ? 0 : value,
  );
  return { name, title, sample, inputs: { outs, lses } };
}

export default {
  title: { en: "Merging partial attentions", zh: "合并部分注意力" },
  track: "inference",
  difficulty: "medium",
  minutes: 20,
  asked: 2,
  after: ["online-states"],
  signature: {
    name: "merge_attention",
    arguments: [
      {
        name: "outs",
        kind: "float",
        shape: ["P", "B", "H", "L", "d"],
        about: {
          en: "attention over the keys of each of the P parts; 0 where a part has no key",
          zh: "P 个部分各自的注意力输出，没有 key 的部分为 0",
        },
      },
      {
        name: "lses",
        kind: "float",
        shape: ["P", "B", "H", "L"],
        about: {
          en: "log-sum-exp of the scores of each part; -infinity where it has no key",
          zh: "各部分分数的 log-sum-exp，没有 key 的部分为 -inf",
        },
        nonFinite: true,
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "H", "L", "d"],
        about: {
          en: "attention over the keys of all parts; zeros if no part has a key",
          zh: "对所有部分的 key 的注意力；各部分都没有 key 时为 0",
        },
      },
    ],
  },
  cases: (random) => [
    draw(
      random,
      "two-parts",
      { en: "Two parts, two queries", zh: "两个部分，两个 query" },
      { P: 2, B: 1, H: 1, L: 2, d: 3 },
      { sample: true },
    ),
    draw(
      random,
      "empty-parts",
      {
        en: "Query 0 has no key at all, query 1 only in the last part",
        zh: "query 0 没有任何 key，query 1 只在最后一部分有",
      },
      { P: 3, B: 1, H: 2, L: 4, d: 2 },
      {
        sample: true,
        empty: (part, _, __, query) => query === 0 || (query === 1 && part < 2) || (query === 2 && part === 1),
      },
    ),
    draw(random, "four-parts", { en: "Four parts", zh: "四个部分" }, { P: 4, B: 2, H: 3, L: 5, d: 7 }),
    draw(random, "one-part", { en: "A single part", zh: "只有一个部分" }, { P: 1, B: 3, H: 2, L: 4, d: 5 }),
    draw(
      random,
      "square",
      {
        en: "As many parts as batch entries, heads, queries and features",
        zh: "部分数、batch 大小、头数、query 数与特征数都相等",
      },
      { P: 3, B: 3, H: 3, L: 3, d: 3 },
    ),
    draw(
      random,
      "one-query",
      { en: "A single query of one feature", zh: "只有一个 query，一维特征" },
      { P: 5, B: 2, H: 4, L: 1, d: 1 },
    ),
    draw(
      random,
      "many-empty-parts",
      { en: "Each query has keys in few parts", zh: "每个 query 只在少数部分有 key" },
      { P: 6, B: 2, H: 2, L: 7, d: 4 },
      { empty: (part, entry, head, query) => query !== 6 && (part + entry + head + query) % 6 > query % 3 },
    ),
    draw(
      random,
      "near-1000",
      { en: "Log-sum-exps near 1000, near -1000, or both", zh: "log-sum-exp 接近 1000、-1000，或两者都有" },
      { P: 3, B: 2, H: 2, L: 6, d: 5 },
      {
        level: (part, _, __, query) => (query < 2 ? 1000 : query < 4 || part === 1 ? -1000 : 1000),
        empty: (part, _, __, query) => part === 2 && query % 2 === 1,
      },
    ),
    draw(
      random,
      "near-minus-1000",
      { en: "Every log-sum-exp near -1000", zh: "所有 log-sum-exp 都在 -1000 附近" },
      { P: 4, B: 1, H: 2, L: 3, d: 6 },
      { level: () => -1000 },
    ),
  ],
  expected: (kernels, inputs) => ({
    out: kernels.mergeAttention({ outs: floats(inputs, "outs"), lses: floats(inputs, "lses") }).out,
  }),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "2*P*B*H*L*d", at: { P: 8, B: 1, H: 32, L: 1, d: 128 } },
  // Where no part has a key, usual answers clear a NaN that the gradient keeps.
  differentiable: false,
  pictures: [
    {
      of: "out",
      title: { en: "Merged output of each head", zh: "每个头合并后的输出" },
      rows: { en: "query", zh: "query" },
      columns: { en: "feature", zh: "特征" },
    },
  ],
} satisfies Definition;
