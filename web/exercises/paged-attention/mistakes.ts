import { expand, type Nd, permute, reshape, squeeze } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import { last, withShared } from "../shared/wrong-attention.js";
import { groupMistakes, size } from "../shared/wrong-grouped-heads.js";
import { attendRagged, type Counts, type RaggedVariant, raggedMistakes } from "../shared/wrong-lengths.js";
import { eachHiding, type Masking } from "../shared/wrong-masking.js";
import { activated, firstEntryOnly } from "../shared/wrong-outputs.js";

interface Paged {
  /** [B, H, d] */
  readonly q: Nd;
  /** [N, T, G, d] */
  readonly k_pages: Nd;
  readonly v_pages: Nd;
  /** [B, M] */
  readonly table: Nd;
  /** [B] */
  readonly lengths: Nd;
}

/** What a learner knows when they look for a token. */
interface Token {
  readonly position: number;
  readonly entry: number;
  /** The pages of its sequence. */
  readonly row: readonly number[];
  readonly N: number;
  readonly T: number;
  readonly M: number;
  readonly lengths: readonly number[];
}

/** Page and slot of a token. Page -1 is the last, as Python counts. */
type Place = (token: Token) => readonly [page: number | undefined, slot: number];

interface PagedVariant extends RaggedVariant {
  /** Where a token is looked for. Default: where it is. */
  readonly place?: Place;
  /** From the gathered tokens [B, S, G, d] to heads [B, G, S, d]. */
  readonly toHeads?: (tokens: Nd) => Nd;
  /** What is taken for the values' pages. */
  readonly values?: "v_pages" | "k_pages";
}

const byTable: Place = ({ position, row, T }) => [row[Math.floor(position / T)], position % T];

/** [B, M · T, G, d]. Throws where a token of a sequence is looked for where nothing is. */
function gather(pages: Nd, { table, lengths }: Paged, place: Place): Nd {
  const [N, T, G, d] = pages.shape as [number, number, number, number];
  const [B, M] = table.shape as [number, number];
  const all = [...lengths.data];
  const starts = Array.from({ length: B }, (_, entry) => {
    const row = [...table.data.slice(entry * M, (entry + 1) * M)];
    return Array.from({ length: M * T }, (_, position) => {
      const [page, slot] = place({ position, entry, row, N, T, M, lengths: all });
      if (page !== undefined && page < N && slot < T) return (page < 0 ? page + N : page) * T + slot;
      if (position < (all[entry] as number)) throw new RangeError(`There is no slot ${slot} of page ${page}.`);
      return undefined;
    });
  });
  const data = new Float64Array(B * M * T * G * d).fill(Number.NaN);
  for (const [at, start] of starts.flat().entries())
    if (start !== undefined) data.set(pages.data.subarray(start * G * d, (start + 1) * G * d), at * G * d);
  return { shape: [B, M * T, G, d], data };
}

const swapAxes = (tokens: Nd) => permute(tokens, [0, 2, 1, 3]);

/** All slots (S, G, d) as (G, S, d), of each sequence. */
function reshapeAll(tokens: Nd): Nd {
  const [B, S, G, d] = tokens.shape as [number, number, number, number];
  return reshape(tokens, [B, G, S, d]);
}

/** The same of the tokens that there are, (n, G, d). */
function reshapeUsed(tokens: Nd, lengths: Nd): Nd {
  const [B, S, G, d] = tokens.shape as [number, number, number, number];
  // Nobody looks beyond the used ones: what is there is of no matter, but zeros and NaN could look like another mistake.
  const data = tokens.data.slice();
  for (let entry = 0; entry < B; entry++) {
    const used = lengths.data[entry] as number;
    for (let group = 0; group < G; group++) {
      const from = (entry * S * G + group * used) * d;
      data.set(tokens.data.subarray(from, from + used * d), (entry * G + group) * S * d);
    }
  }
  return { shape: [B, G, S, d], data };
}

const attended = (
  inputs: Paged,
  { place = byTable, toHeads = swapAxes, values = "v_pages", ...variant }: PagedVariant,
) => {
  const read = (pages: Nd) => toHeads(gather(pages, inputs, place));
  const { q, lengths, k_pages } = inputs;
  return attendRagged({ q: expand(q, 2), k: read(k_pages), v: read(inputs[values]), lengths }, variant);
};

/** Heads that a way left out stay left out. */
const way = composed((inputs: Paged, variant: PagedVariant) => ({ out: squeeze(attended(inputs, variant).out, 2) }));

const right = way({});

/** The first pages for the first sequence, and so on. */
const inTurn: Place = ({ position, entry, lengths, T }) => {
  const before = lengths.slice(0, entry).reduce((sum, length) => sum + Math.ceil(length / T), 0);
  return [before + Math.floor(position / T), position % T];
};

const exchanged: Place = ({ position, row, T }) => [row[position % T], Math.floor(position / T)];
/** JavaScript finds no page -1. */
const strictly =
  (place: Place): Place =>
  (token) => {
    const [page, slot] = place(token);
    return [page === -1 ? undefined : page, slot];
  };

/** clamp(min=0) makes page 0 of -1. */
const firstForNone: Place = (token) => {
  const [page, slot] = byTable(token);
  return [Math.max(page as number, 0), slot];
};

const toPageEnd =
  (T: number): Counts =>
  (slot, length) =>
    slot < Math.ceil(length / T) * T;

/** What a length is taken for shows in other slots where -1 is clamped to page 0, or where tokens without a page are left out. */
const inPageZero = raggedMistakes<Paged>((variant) => way({ ...variant, place: firstForNone })).filter(({ code }) =>
  ["length-off-by-one", "rubbish-multiplied", "one-length-for-all"].includes(code),
);
const inPagesThereAre = raggedMistakes<Paged>(({ counts, ...variant }) =>
  way(({ k_pages }) => {
    const hasPage = toPageEnd(size(k_pages, 1));
    return { ...variant, counts: (...slot) => hasPage(...slot) && (counts?.(...slot) ?? true) };
  }),
).filter(({ code }) => code === "length-off-by-one");

/** H and G of the cases in which neither is one, nor are they equal. */
const sizes = [
  [4, 2],
  [6, 3],
  [8, 2],
  [6, 2],
] as const;

const byRootOf = (number: (inputs: Paged) => number) => way((inputs) => ({ scale: 1 / Math.sqrt(number(inputs)) }));

const mistakes: readonly Mistake<Paged>[] = withShared(
  [
    {
      code: "table-ignored",
      title: { en: "The pages are read in order", zh: "没有查页表，按顺序读了页" },
      explanation: {
        en: "The table is not used to find the pages: page floor(p / T) of the array is read, or the sequences are taken to lie one after the other. Pages are handed out as they become free, in any order. The page of position p is table[b][floor(p / T)].",
        zh: "没有通过 table 找页：直接读了数组的第 floor(p / T) 页，或以为各条序列是依次存放的。页是有空就分配的，顺序任意。位置 p 所在的页是 table[b][floor(p / T)]。",
      },
      ways: [
        way({ place: ({ position, T }) => [Math.floor(position / T), position % T] }),
        way({ place: ({ position, entry, T, M }) => [entry * M + Math.floor(position / T), position % T] }),
        way({ place: inTurn }),
      ],
      raises: /index \d+ is out of bounds for (?:axis|dimension) 0 with size (?:4|7|8|9|10|12)\b/,
    },
    {
      code: "unused-slots-attended",
      title: { en: "The last page is read to its end", zh: "最后一页被读到了末尾" },
      explanation: {
        en: "All T slots of every page of a sequence are attended to. Its last page is usually filled only in part: with n tokens the slots after position n - 1 hold rubbish. Cut the gathered tokens to lengths[b], or mask the rest.",
        zh: "关注了序列每一页的全部 T 个槽位。最后一页通常没有填满：共 n 个 token 时，位置 n - 1 之后的槽位都是垃圾数据。应把收集到的 token 截到 lengths[b]，或屏蔽其余部分。",
      },
      ways: [way(({ k_pages }) => ({ counts: toPageEnd(size(k_pages, 1)) }))],
    },
    {
      code: "page-and-slot-exchanged",
      title: { en: "Page and slot are exchanged", zh: "页和槽位弄反了" },
      explanation: {
        en: "The remainder p mod T was used to choose the page, or the slots were laid out before the pages. Neighbouring tokens lie next to each other in one page: position p is in slot p mod T of page table[b][floor(p / T)]. In an array of gathered pages (B, M, T, G, d), M comes before T, so it can be flattened as it is.",
        zh: "用余数 p mod T 选了页，或者把槽位排在了页的前面。相邻的 token 在同一页里紧挨着：位置 p 在第 table[b][floor(p / T)] 页的第 p mod T 个槽位。收集到的页形状为 (B, M, T, G, d)，M 在 T 之前，可以直接展平。",
      },
      ways: [
        way({ place: exchanged }),
        way({ place: strictly(exchanged) }),
        way({ place: ({ position, row, M }) => [row[position % M], Math.floor(position / M)] }),
      ],
    },
    {
      code: "minus-one-read",
      title: { en: "Entry -1 of the table is read as a page", zh: "把表中的 -1 当成了页" },
      explanation: {
        en: "All M entries of the table are read, and all their slots attended to. An entry of -1 says that there is no page, but in Python index -1 is the last page (and page 0 if the entries are clamped), which belongs to another sequence or holds rubbish. Read only the pages that lengths[b] tokens need, or mask every position from lengths[b] on.",
        zh: "读取了表中全部 M 项，并关注了其中所有的槽位。-1 表示没有页，但在 Python 里下标 -1 是最后一页（如果用 clamp 处理过，则是第 0 页），它属于别的序列，或者是垃圾数据。只应读取 lengths[b] 个 token 所需的页，或屏蔽从 lengths[b] 起的所有位置。",
      },
      ways: [
        way({ counts: () => true }),
        way({ counts: (_, length) => length > 0 }),
        way({ counts: () => true, place: firstForNone }),
      ],
    },
    {
      ...known("heads-reshaped-not-transposed"),
      explanation: {
        en: "Gathered tokens have the shape (tokens, G, d): for each token all its heads. Attention needs (G, tokens, d). A reshape gives that shape too, but mixes tokens and heads; transpose the two axes.",
        zh: "收集到的 token 形状为 (token 数, G, d)：每个 token 的各个头在一起。注意力需要 (G, token 数, d)。reshape 也能得到这个形状，但会把 token 和头混在一起；应当用 transpose 交换这两维。",
      },
      ways: [
        way({ toHeads: reshapeAll }),
        way({ toHeads: reshapeAll, place: firstForNone }),
        way(({ lengths }) => ({ toHeads: (tokens) => reshapeUsed(tokens, lengths) })),
      ],
    },
    ...groupMistakes<Paged>(
      ({ weigh, mix: _, ...variant }) =>
        way(weigh ? { ...variant, masking: eachHiding(weigh)[0] as Masking } : variant),
      sizes,
    ),
    {
      ...known("scale-by-other-size"),
      ways: [
        byRootOf(({ q }) => size(q, 1) * last(q)),
        byRootOf(({ q }) => size(q, 1)),
        byRootOf(({ k_pages }) => size(k_pages, 2)),
        byRootOf(({ k_pages }) => size(k_pages, 1)),
        byRootOf(({ q }) => size(q, 0)),
      ],
    },
    { ...known("values-from-keys"), ways: [way({ values: "k_pages" })] },
    activated(right),
    firstEntryOnly(right),
  ],
  withShared(
    withShared(
      raggedMistakes<Paged>(way).filter(({ code }) => code !== "lengths-ignored"),
      inPageZero,
    ),
    inPagesThereAre,
  ),
);

export default mistakes;
