import type { Nd } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { known } from "../shared/known-mistakes.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { attentionMistakes, last, type Weighing, withShared } from "../shared/wrong-attention.js";
import { attendGrouped, type GroupedVariant, groupMistakes, size } from "../shared/wrong-grouped-heads.js";
import { eachHiding, type Masking, maskMistakes, rightMasking } from "../shared/wrong-masking.js";
import { activated, firstEntryOnly, ofFirstEntry } from "../shared/wrong-outputs.js";
import { type RotaryVariant, rotaryMistakes, rotated } from "../shared/wrong-rotary.js";

interface Inputs {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
  readonly q_positions: Nd;
  readonly k_positions: Nd;
  readonly base: number;
}

/** The position that something is taken to have, from its own, its index, the numbers of queries and keys, and all positions of its entry. */
type Place = (position: number, index: number, L: number, S: number, all: readonly number[]) => number;

/** Whether a key may be seen. */
type Visible = (
  query: { readonly position: number; readonly index: number },
  key: { readonly position: number; readonly index: number },
  sizes: { readonly L: number; readonly S: number },
) => boolean;

interface RopeVariant extends Omit<GroupedVariant, "weigh" | "weighGroups"> {
  readonly rotary?: RotaryVariant;
  readonly queries?: Place | "unrotated";
  readonly keys?: Place | "unrotated";
  readonly values?: Place | "unrotated";
  readonly visible?: Visible;
  readonly masking?: Masking;
  readonly taken?: (inputs: Inputs) => Inputs;
}

const own: Place = (position) => position;
const byIndex: Place = (_, index) => index;
const fromFirst: Place = (position, _, __, ___, all) => position - (all[0] as number);
const fromLeast: Place = (position, _, __, ___, all) => position - Math.min(...all);
const byPosition: Visible = (query, key) => key.position <= query.position;

const way = composed((inputs: Inputs, variant: RopeVariant) => {
  const {
    rotary = {},
    queries = own,
    keys = own,
    values = "unrotated",
    visible = byPosition,
    masking = rightMasking,
    taken = (given) => given,
    ...grouped
  } = variant;
  const { q, k, v, q_positions, k_positions, base } = taken(inputs);
  const [L, S] = [size(q_positions, 1), size(k_positions, 1)];
  const positionAt = (positions: Nd, entry: number, at: number) =>
    positions.data[entry * size(positions, 1) + at] as number;
  const turned = (x: Nd, positions: Nd, place: Place | "unrotated") => {
    if (place === "unrotated") return x;
    const width = size(positions, 1);
    const rows = Array.from({ length: size(positions, 0) }, (_, entry) => [
      ...positions.data.slice(entry * width, (entry + 1) * width),
    ]);
    const placeOf = (row: readonly number[], at: number) => place(row[at] as number, at, L, S, row);
    return rotated(x, base, ({ entry, at }) => placeOf(rows[entry] as readonly number[], at), rotary);
  };
  const maskFor = ({ shape }: Nd): Nd => {
    const [B, heads] = shape as [number, number];
    const data = Array.from({ length: B }, (_, entry) => {
      const ofHead = Array.from({ length: L * S }, (_, at) => {
        const [i, j] = [Math.floor(at / S), at % S];
        const query = { position: positionAt(q_positions, entry, i), index: i };
        return Number(visible(query, { position: positionAt(k_positions, entry, j), index: j }, { L, S }));
      });
      return Array.from({ length: heads }, () => ofHead).flat();
    });
    return { shape: [B, heads, L, S], data: Float64Array.from(data.flat()) };
  };
  return attendGrouped(turned(q, q_positions, queries), turned(k, k_positions, keys), turned(v, k_positions, values), {
    ...grouped,
    weigh: (scores) => masking(scores, maskFor(scores)),
  });
});

/** Steps of attention behind the mask: empty rows are zeros, or NaN. */
const behind =
  (emptyRows: "zeros" | "nan") =>
  ({ weigh, weighGroups, ...variant }: GroupedVariant) => {
    const masked = (along: Weighing) => eachHiding(along)[emptyRows === "zeros" ? 0 : 1] as Masking;
    if (weighGroups)
      return way(({ k }) => ({ ...variant, masking: masked((scores) => weighGroups(scores, size(k, 1))) }));
    return way(weigh ? { ...variant, masking: masked(weigh) } : variant);
  };

/** H and G of the cases in which neither is one, nor are they equal. */
const sizes = [
  [4, 2],
  [6, 3],
  [8, 2],
] as const;

/** What the rows of other exercises' masks do wrong has no sense here: this mask is the learner's own. */
const ofGivenMasks: readonly string[] = ["one-mask-for-all", "softmax-over-batch"];
/** Shares of a sum that is -infinity, or exponentials that are all 0, NaN cleared: zeros, which tell nothing. */
const nanAlone: readonly string[] = ["normalized-by-sum", "maximum-starts-too-high"];

const right = way({});
const onlyFirst = firstEntryOnly(right);
const byRootOf = (root: (inputs: Inputs) => number) => way((inputs) => ({ scale: 1 / Math.sqrt(root(inputs)) }));

const topLeft: Visible = (query, key) => key.index <= query.index;
const bottomRight: Visible = (query, key, { L, S }) => key.index <= query.index + S - L;

const mine: readonly Mistake<Inputs>[] = [
  {
    code: "query-at-position-zero",
    title: { en: "The queries are counted from 0", zh: "query 的位置从 0 数起" },
    explanation: {
      en: "The queries were rotated by their index, 0, 1, 2 and so on, instead of by q_positions, or by their distance from the first query, or not at all, which is position 0 for each. In a prefill from position 0 both are the same. In a decode step the single query has index 0, and every key seems to lie in its future: distances are wrong, and long texts fall apart after the first generated token.",
      zh: "query 按下标 0、1、2 …… 旋转了，而不是按 q_positions；或者按与第一个 query 的距离旋转；或者根本没有旋转，相当于都在位置 0。从位置 0 开始 prefill 时两者相同；解码时唯一的 query 下标是 0，所有 key 都像在它的未来：距离全错，生成第一个 token 之后文本就开始混乱。",
    },
    ways: [
      way({ queries: byIndex }),
      way({ queries: "unrotated" }),
      way({ queries: fromFirst }),
      way({ queries: fromLeast }),
      way({ queries: byIndex, visible: (query, key) => key.position <= query.index }),
    ],
  },
  {
    code: "keys-at-index",
    title: { en: "The keys are rotated by their index", zh: "key 按下标旋转" },
    explanation: {
      en: "The keys were rotated by their place in the cache instead of by k_positions. The two agree only for a cache that begins at position 0 and has neither gaps nor a ring buffer.",
      zh: "key 按在缓存中的下标旋转了，而不是按 k_positions。只有缓存从位置 0 开始、中间没有空缺、也不是环形缓存时，两者才相同。",
    },
    ways: [way({ keys: byIndex })],
  },
  {
    code: "positions-ignored",
    title: { en: "The given positions are not used", zh: "没有使用给出的位置" },
    explanation: {
      en: "Queries and keys were both rotated by their index. That is right for one text from position 0, whose queries are all of its tokens. A cache may begin later, have gaps, or hold its keys in another order: only the given positions tell the distances.",
      zh: "query 和 key 都按下标旋转了。只有一段从位置 0 开始、每个 token 都是 query 的文本才是对的。缓存可能从后面开始、有空缺，或者顺序不同：距离只能由给出的位置算出。",
    },
    ways: [byPosition, topLeft, bottomRight].flatMap((visible) => [
      way({ queries: byIndex, keys: byIndex, visible }),
      way({ queries: (_, index, L, S) => index + S - L, keys: byIndex, visible }),
    ]),
  },
  {
    code: "values-rotated",
    title: { en: "The values are rotated too", zh: "value 也被旋转了" },
    explanation: {
      en: "The values were rotated like the keys. Positions belong in the scores, so only queries and keys turn. Rotated values would carry the angles of many positions into the output, and nothing turns them back.",
      zh: "value 也像 key 一样旋转了。位置只应影响分数，所以只旋转 query 和 key。旋转过的 value 会把许多位置的角度带进输出，后面没有任何步骤把它转回来。",
    },
    ways: [way({ values: own }), way({ values: byIndex })],
  },
  {
    code: "keys-rotated-twice",
    title: { en: "The keys are rotated twice", zh: "key 旋转了两次" },
    explanation: {
      en: "Each key turned by twice its angle: it was rotated once more after it had been rotated, as happens when rotated keys go into the cache and the whole cache is rotated at every step. Either the cache holds keys as they are and they are rotated when they are used, as here, or it holds rotated ones and they are left alone.",
      zh: "每个 key 转了两倍的角度：旋转过之后又转了一次。把旋转后的 key 存进缓存，每一步又对整个缓存旋转，就会这样。要么缓存里存原始的 key，用的时候再旋转（本题如此）；要么存旋转后的，之后不再动它。",
    },
    ways: [way({ keys: (position) => 2 * position })],
  },
  {
    code: "keys-not-rotated",
    title: { en: "The keys are not rotated", zh: "key 没有旋转" },
    explanation: {
      en: "Only the queries were rotated. The keys arrive unrotated here. A score depends on the distance only when both sides turn by their own position; with one side alone it depends on the query's position instead.",
      zh: "只旋转了 query。本题给出的 key 尚未旋转。只有两边都按各自的位置旋转，分数才取决于距离；只转一边，分数取决于的就是 query 的位置，而不是距离。",
    },
    ways: [way({ keys: "unrotated" })],
  },
  {
    code: "not-rotated",
    title: { en: "Nothing is rotated", zh: "没有做旋转" },
    explanation: {
      en: "Neither queries nor keys were rotated, so the scores do not know where a token is: only the mask uses the positions. Rotate both by their own positions before the scores.",
      zh: "query 和 key 都没有旋转，分数里没有位置信息，只有掩码用到了位置。计算分数之前，应把两者按各自的位置旋转。",
    },
    ways: [way({ queries: "unrotated", keys: "unrotated" })],
  },
  {
    code: "mask-by-index",
    title: { en: "The mask compares indices, not positions", zh: "掩码比较的是下标而不是位置" },
    explanation: {
      en: "A triangle of indices (tril) decides which keys a query sees. The order in the arrays says nothing about time: a decode step has one query and many keys, a ring buffer holds its keys out of order, entries of a batch are at different places. Compare positions: a key is visible where its position is not greater than the query's.",
      zh: "由下标组成的三角形（tril）决定了 query 能看到哪些 key。数组中的顺序与先后无关：解码时只有一个 query 而有许多 key，环形缓存中的 key 不按顺序，batch 中各项的位置也不同。应比较位置：key 的位置不大于 query 的位置时可见。",
    },
    ways: [topLeft, bottomRight].map((visible) => way({ visible })),
  },
  {
    ...knownOfMasks("mask-off-by-one"),
    title: { en: "The key at the query's own position", zh: "与 query 位置相同的 key" },
    explanation: {
      en: "The comparison is off by one: a query does not see the key at its own position, or it sees the one after it. A query may attend to itself: key position <= query position.",
      zh: "比较差了一位：query 看不到与自己位置相同的 key，或者多看了后面一个。query 可以关注自己：key 的位置 <= query 的位置。",
    },
    ways: [
      way({ visible: (query, key) => key.position < query.position }),
      way({ visible: (query, key) => key.position <= query.position + 1 }),
    ],
  },
  {
    ...knownOfMasks("mask-looks-ahead"),
    explanation: {
      en: "The comparison is the wrong way round: a query sees itself and what comes after it. It may attend to keys whose position is at most its own.",
      zh: "比较的方向反了：query 看到的是自己和它之后的 key。它应关注位置不大于自己的 key。",
    },
    ways: [way({ visible: (query, key) => key.position >= query.position })],
  },
  ...rotaryMistakes<Inputs>((rotary) => way({ rotary }), { onlyProducts: true }),
  { ...known("values-from-keys"), ways: [way({ taken: (inputs) => ({ ...inputs, v: inputs.k }) })] },
  {
    ...known("returned-weights-instead"),
    ways: [(inputs) => right(inputs).weights],
  },
  {
    ...known("scale-by-other-size"),
    ways: [
      byRootOf(({ q }) => size(q, 1) * last(q)),
      byRootOf(({ q }) => size(q, 1)),
      byRootOf(({ q }) => last(q) / 2),
      byRootOf(({ k }) => size(k, 2)),
    ],
  },
  activated(right),
  {
    ...onlyFirst,
    ways: [
      ...onlyFirst.ways,
      way({
        taken: (inputs) => ({
          ...inputs,
          q_positions: ofFirstEntry(inputs.q_positions),
          k_positions: ofFirstEntry(inputs.k_positions),
        }),
      }),
      way({ taken: (inputs) => ({ ...inputs, k: ofFirstEntry(inputs.k), v: ofFirstEntry(inputs.v) }) }),
    ],
  },
];

const mistakes: readonly Mistake<Inputs>[] = [
  mine,
  groupMistakes<Inputs>(behind("zeros"), sizes),
  maskMistakes<Inputs>((masking) => (masking === rightMasking ? right : way({ masking }))).filter(
    ({ code }) => !ofGivenMasks.includes(code),
  ),
  // One case has empty rows: what fails in the others is named whatever becomes of them.
  attentionMistakes<Inputs>(behind("zeros"), 4).filter(({ code }) => !nanAlone.includes(code)),
  attentionMistakes<Inputs>(behind("nan"), 4).filter(({ code }) => nanAlone.includes(code)),
].reduce(withShared);

export default mistakes;
