import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import { edited, floats, ints, rounded } from "../../format/tensors.js";
import type { FloatTensor, IntTensor } from "../../kernels/index.js";
import { finishedAttention } from "../shared/finished.js";
import { farBelowGroups, type GroupSizes, largeGroups } from "../shared/grouped-inputs.js";
import { type Rubbish, withRubbish } from "../shared/rubbish.js";

/** Pages there are, tokens of a page, pages of a sequence at most. */
interface PageSizes {
  readonly N: number;
  readonly T: number;
  readonly M: number;
}

type Sizes = Pick<GroupSizes, "H" | "G" | "d"> & PageSizes;

interface Look {
  readonly sample?: boolean;
  readonly rubbish?: Rubbish;
}

/** Pages in any order, each for one sequence; -1 where a sequence needs no more. */
function drawTable(random: Random, lengths: readonly number[], { N, T, M }: PageSizes): IntTensor {
  const free = Array.from({ length: N }, (_, page) => page);
  const rows = lengths.map((length) =>
    Array.from({ length: M }, (_, at) =>
      at * T < length ? (free.splice(random.between(0, free.length - 1), 1)[0] as number) : -1,
    ),
  );
  return { shape: [lengths.length, M], data: Int32Array.from(rows.flat()) };
}

/** Which sequence has its token p in this slot. */
function ownerOf(table: IntTensor, lengths: readonly number[], T: number) {
  const M = table.shape[1] as number;
  return (page: number, slot: number) => {
    const at = table.data.indexOf(page);
    const [entry, position] = [Math.floor(at / M), (at % M) * T + slot];
    return at >= 0 && position < (lengths[entry] as number) ? { entry, position } : undefined;
  };
}

function paged(
  random: Random,
  { name, title }: { readonly name: string; readonly title: Text },
  /** [B, H, 1, d], and keys [B, G, S, d] of every token, where they are given. */
  { q, k }: { readonly q: FloatTensor; readonly k?: FloatTensor },
  sizes: Sizes,
  lengths: readonly number[],
  { sample = false, rubbish = "ordinary" }: Look = {},
): ExerciseCase {
  const { G, d, N, T } = sizes;
  const table = drawTable(random, lengths, sizes);
  const owner = ownerOf(table, lengths, T);
  const draw = () => {
    const drawn = random.normal([N, T, G, d]);
    return withRubbish(random, sample ? rounded(drawn) : drawn, rubbish, ([page, slot]) =>
      Boolean(owner(page as number, slot as number)),
    );
  };
  const keys = draw();
  const S = k?.shape[2] as number;
  const k_pages = k
    ? edited(keys, (value, index) => {
        const [page, slot, group, feature] = index as [number, number, number, number];
        const token = owner(page, slot);
        return token ? (k.data[((token.entry * G + group) * S + token.position) * d + feature] as number) : value;
      })
    : keys;
  const [B, H] = q.shape as [number, number];
  const counts = { shape: [B], data: Int32Array.from(lengths) };
  return {
    name,
    title,
    sample,
    inputs: { q: { shape: [B, H, d], data: q.data }, k_pages, v_pages: draw(), table, lengths: counts },
  };
}

function ordinary(
  random: Random,
  name: string,
  title: Text,
  sizes: Sizes,
  lengths: readonly number[],
  look: Look = {},
): ExerciseCase {
  const q = random.normal([lengths.length, sizes.H, 1, sizes.d]);
  return paged(random, { name, title }, { q: look.sample ? rounded(q) : q }, sizes, lengths, look);
}

const pages = (name: string, about: Text) =>
  ({ name, kind: "float", shape: ["N", "T", "G", "d"], nonFinite: true, about }) as const;

export default {
  title: { en: "Paged attention", zh: "分页注意力（PagedAttention）" },
  track: "inference",
  difficulty: "hard",
  minutes: 30,
  asked: 2,
  after: ["ragged-decode"],
  signature: {
    name: "paged_attention",
    arguments: [
      {
        name: "q",
        kind: "float",
        shape: ["B", "H", "d"],
        about: {
          en: "query of the newest token of each sequence, H heads",
          zh: "每条序列最新 token 的 query，共 H 个头",
        },
      },
      pages("k_pages", {
        en: "N pages of T key slots, each slot with G heads; G divides H. Unused slots hold rubbish, perhaps NaN",
        zh: "N 个页，每页 T 个 key 槽位，每个槽位有 G 个头，G 整除 H。未使用的槽位是垃圾数据，可能是 NaN",
      }),
      pages("v_pages", { en: "value slots, filled like those of the keys", zh: "value 槽位，与 key 的槽位一一对应" }),
      {
        name: "table",
        kind: "int",
        shape: ["B", "M"],
        about: {
          en: "numbers of the pages of each sequence, in the order of its tokens; -1 where it has no more",
          zh: "每条序列所用页的编号，按 token 的顺序；没有更多页时为 -1",
        },
      },
      {
        name: "lengths",
        kind: "int",
        shape: ["B"],
        about: { en: "number of tokens of each sequence, 0 to M · T", zh: "每条序列的 token 数，0 到 M · T" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "H", "d"],
        about: {
          en: "the result of each query head; zeros for a sequence of length 0",
          zh: "每个 query 头的结果；长度为 0 的序列为 0",
        },
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "small",
      { en: "Four pages of two slots, two sequences", zh: "四个页，每页两个槽位，两条序列" },
      { H: 4, G: 2, d: 3, N: 4, T: 2, M: 2 },
      [3, 2],
      { sample: true },
    ),
    ordinary(
      random,
      "an-empty-sequence",
      { en: "One sequence has no token yet", zh: "有一条序列还没有 token" },
      { H: 2, G: 1, d: 4, N: 4, T: 3, M: 2 },
      [4, 0],
      { sample: true },
    ),
    ordinary(
      random,
      "many-small-pages",
      { en: "Pages of two slots, up to five for a sequence", zh: "每页两个槽位，一条序列最多五页" },
      { H: 6, G: 3, d: 7, N: 12, T: 2, M: 5 },
      [7, 2, 10],
    ),
    ordinary(
      random,
      "groups-of-four",
      { en: "Eight query heads, two key heads, pages of four slots", zh: "八个 query 头，两个 key 头，每页四个槽位" },
      { H: 8, G: 2, d: 5, N: 9, T: 4, M: 3 },
      [5, 11, 1],
    ),
    ordinary(
      random,
      "one-slot-pages",
      { en: "Pages of a single slot", zh: "每页只有一个槽位" },
      { H: 3, G: 3, d: 5, N: 10, T: 1, M: 4 },
      [4, 1, 3],
    ),
    ordinary(
      random,
      "everything-four",
      {
        en: "Batch, query heads, pages, slots and features: all four",
        zh: "batch、query 头数、页数、槽位数、特征数都是四",
      },
      { H: 4, G: 2, d: 4, N: 4, T: 4, M: 4 },
      [4, 2, 1, 3],
    ),
    ordinary(
      random,
      "very-large-rubbish",
      { en: "Unused slots hold very large numbers", zh: "未使用的槽位里是非常大的数" },
      { H: 6, G: 2, d: 5, N: 9, T: 3, M: 3 },
      [7, 8, 1],
      { rubbish: "large" },
    ),
    ordinary(
      random,
      "rubbish-of-nan",
      { en: "Unused slots hold NaN", zh: "未使用的槽位里是 NaN" },
      { H: 4, G: 2, d: 3, N: 10, T: 2, M: 4 },
      [3, 7, 5],
      { rubbish: "nan" },
    ),
    paged(
      random,
      {
        name: "scores-near-1000",
        title: { en: "Heads with scores near 1000, near -1000, or both", zh: "各头的分数接近 1000、-1000，或两者都有" },
      },
      largeGroups(random, { B: 2, H: 6, G: 2, L: 1, S: 9 }, { query: 64, key: 62.5, signs: 1 }),
      { H: 6, G: 2, d: 16, N: 7, T: 3, M: 3 },
      [5, 7],
    ),
    paged(
      random,
      {
        name: "scores-near-minus-million",
        title: { en: "Every score near -1,000,000", zh: "所有分数都在 -1000000 附近" },
      },
      farBelowGroups(random, { B: 2, H: 4, G: 2, L: 1, S: 7 }),
      { H: 4, G: 2, d: 16, N: 8, T: 2, M: 3 },
      [5, 3],
    ),
  ],
  expected: (kernels, inputs) => {
    const { out } = kernels.pagedAttention({
      q: floats(inputs, "q"),
      kPages: floats(inputs, "k_pages"),
      vPages: floats(inputs, "v_pages"),
      lengths: ints(inputs, "lengths"),
      table: ints(inputs, "table"),
    });
    return { out };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "4*B*H*M*T*d", kept: "2*B*M*T*G*d", at: { B: 16, H: 32, G: 8, d: 128, M: 256, T: 16, N: 4096 } },
  finished: finishedAttention,
  pictures: [],
  // What generates text has no gradients, and 0 · NaN on the way back would make those of most right programs NaN.
  differentiable: false,
} satisfies Definition;
