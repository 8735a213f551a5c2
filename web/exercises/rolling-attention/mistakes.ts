import { expand, full, generate, type Nd, softmax, squeeze, unstableSoftmax } from "../../arrays/nd.js";
import type { Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { joined } from "../shared/joined.js";
import { known } from "../shared/known-mistakes.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { attentionMistakes, last, overKeys, type Weighing, withShared } from "../shared/wrong-attention.js";
import { attendGrouped, type GroupedVariant, groupMistakes, size } from "../shared/wrong-grouped-heads.js";
import { eachHiding, type Masking, maskMistakes, rightMasking } from "../shared/wrong-masking.js";
import { activated, firstEntryOnly, ofFirstEntry } from "../shared/wrong-outputs.js";

interface Rolling {
  /** [B, H, d] */
  readonly q: Nd;
  /** [B, G, d] */
  readonly k_new: Nd;
  readonly v_new: Nd;
  /** [B, G, W, d] */
  readonly ring_k: Nd;
  readonly ring_v: Nd;
  readonly position: number;
}

interface Place {
  readonly position: number;
  readonly W: number;
}

/** From the ring [B, G, W, d] and the new token [B, G, 1, d] to all rows that there are. */
type Store = (ring: Nd, fresh: Nd, place: Place) => Nd;

/** Whether a row counts, by its number. */
type Counts = (row: number, place: Place) => boolean;

type KeysAndValues = { readonly k: Nd; readonly v: Nd };

interface RollingVariant extends Omit<GroupedVariant, "weigh" | "weighGroups"> {
  readonly store?: { readonly k?: Store; readonly v?: Store };
  readonly counts?: Counts;
  /** From scores [B, H, 1, S] and mask [1, S] to the weights. Default: right. */
  readonly masking?: Masking;
  /** What takes the place of keys and values. */
  readonly taken?: (all: KeysAndValues) => KeysAndValues;
}

/** The new token in this slot. Nothing is written where there is none. */
const into =
  (slotOf: (place: Place) => number): Store =>
  (ring, fresh, place) => {
    const [, G, W, d] = ring.shape as [number, number, number, number];
    const slot = slotOf(place);
    return generate(ring.shape, (index) => {
      const [b, g, row, i] = index as [number, number, number, number];
      const from = row === slot ? fresh.data[(b * G + g) * d + i] : ring.data[((b * G + g) * W + row) * d + i];
      return from as number;
    });
  };

const rightSlot = ({ position, W }: Place) => position % W;
const written = into(rightSlot);
const filled: Counts = (row, { position }) => row <= position;

const way = composed((inputs: Rolling, variant: RollingVariant) => {
  const { store = {}, counts = filled, masking = rightMasking, taken = (all) => all, ...grouped } = variant;
  const { k: storeKey = written, v: storeValue = written } = store;
  const place = { position: inputs.position, W: size(inputs.ring_k, 2) };
  const { k, v } = taken({
    k: storeKey(inputs.ring_k, expand(inputs.k_new, 2), place),
    v: storeValue(inputs.ring_v, expand(inputs.v_new, 2), place),
  });
  const mask = generate([1, size(k, 2)], ([, row]) => Number(counts(row as number, place)));
  const weigh: Weighing = (scores) => masking(scores, mask);
  const { out, weights } = attendGrouped(expand(inputs.q, 2), k, v, { ...grouped, weigh });
  return { out: squeeze(out, 2), weights: squeeze(weights, 2) };
});

const both = (store: Store): RollingVariant => ({ store: { k: store, v: store } });

/** What is right is left out, so that it may be exchanged for a second mistake. */
const masked = (masking: Masking, variant: RollingVariant = {}) =>
  way(masking === rightMasking ? variant : { ...variant, masking });

/** Steps of attention behind the mask. */
const behind = ({ weigh, weighGroups, ...variant }: GroupedVariant) => {
  const hidden = (along: Weighing) => eachHiding(along)[1] as Masking;
  if (weighGroups)
    return way(({ ring_k }) => ({ ...variant, masking: hidden((scores) => weighGroups(scores, size(ring_k, 1))) }));
  return way(weigh && weigh !== overKeys ? { ...variant, masking: hidden(weigh) } : variant);
};

/** Masks that may leave nothing to attend to: zeros, NaN, or a mean of what is masked. */
const withEmptyRow = (variant: RollingVariant) => eachHiding(overKeys).map((masking) => masked(masking, variant));

const right = way({});
const onlyFirst = firstEntryOnly<Rolling>((inputs) => ({ out: right(inputs).out }));
const byRootOf = (number: (inputs: Rolling) => number) => way((inputs) => ({ scale: 1 / Math.sqrt(number(inputs)) }));

const unwritten: Store = (ring) => ring;
const appended: Store = (ring, fresh) => joined(2)(ring, fresh);
const alone: Store = (_, fresh) => fresh;

/** Rows from the second on. */
const withoutFirst = (ring: Nd): Nd => {
  const [B, G, W, d] = ring.shape as [number, number, number, number];
  return generate([B, G, W - 1, d], (index) => {
    const [b, g, row, i] = index as [number, number, number, number];
    return ring.data[((b * G + g) * W + row + 1) * d + i] as number;
  });
};
const shifted: Store = (ring, fresh) => joined(2)(withoutFirst(ring), fresh);

const modulo = (value: number, W: number) => ((value % W) + W) % W;

/** H and G of the cases in which neither is one, nor are they equal. */
const sizes = [
  [4, 2],
  [6, 3],
  [8, 2],
  [6, 2],
] as const;

/** What lies in an empty slot scores at most 1000 more than the others, or these lie near -1,000,000. */
const tooHigh = { inPlace: [-10, -100, -1000, -1e4], added: [-10, -100, -1000] };

/** No row is empty and there is one mask: these would be right, or have no meaning. The first has a name of its own here. */
const notHere: readonly string[] = [
  "mask-ignored",
  "masked-row-nan",
  "masked-row-mean",
  "one-mask-for-all",
  "softmax-over-batch",
];

const own: readonly Mistake<Rolling>[] = [
  {
    code: "empty-slots-attended",
    title: { en: "Empty slots are attended to", zh: "关注了空槽位" },
    explanation: {
      en: "All W slots are attended to, also before the ring is full. Until then the slots after the new token hold nothing of this text: zeros, or what an earlier one left. They take a share of the weights. Filled are the slots 0 to position, or all once position >= W - 1.",
      zh: "环形缓存还没填满时，也关注了全部 W 个槽位。这时新 token 之后的槽位里没有这段文本的内容，只有 0 或之前留下的数据，却分走了权重。已填充的是第 0 到 position 个槽位；position >= W - 1 之后才是全部。",
    },
    ways: [way({ counts: () => true })],
  },
  {
    code: "wrong-slot",
    title: { en: "The token is written into another slot", zh: "新 token 写到了别的槽位" },
    explanation: {
      en: "The new token goes into slot position mod W. In another slot it overwrites a token that should still be seen, and the oldest one stays. Positions are counted from 0, so the first token is in slot 0.",
      zh: "新 token 应写入第 position mod W 个槽位。写到别处，就会覆盖仍应看到的 token，而最旧的那个留了下来。位置从 0 数起，第一个 token 在第 0 个槽位。",
    },
    ways: [
      way(both(into(({ position, W }) => modulo(position - 1, W)))),
      way(both(into(({ position, W }) => modulo(position + 1, W)))),
      way(both(into(({ position, W }) => Math.min(position, W - 1)))),
      way(both(into(({ position, W }) => (W > 1 ? position % (W - 1) : 0)))),
      way(both(into(() => 0))),
      way(both(into(({ W }) => W - 1))),
    ],
  },
  {
    code: "written-after-attending",
    title: { en: "The new token is not there yet", zh: "算注意力时还没写入新 token" },
    explanation: {
      en: "The attention is computed before the new key and value are written, or they are never written. Then the token does not see itself, and once the ring is full it sees the token that it should have replaced. Write first, then attend.",
      zh: "在写入新的 key 和 value 之前就算了注意力，或者根本没有写入。这样新 token 看不到自己；缓存填满之后，还会看到本该被它替换的那个 token。应先写入，再算注意力。",
    },
    ways: [
      way(both(unwritten)),
      ...withEmptyRow({ ...both(unwritten), counts: (row, { position }) => row < position }),
      // The first token: weights of nothing, and a result of NaN; or an error.
      way((inputs) =>
        inputs.position > 0
          ? { ...both(unwritten), counts: (row, { position }) => row < position }
          : { mix: () => full(expand(inputs.q, 2).shape, Number.NaN) },
      ),
      way(({ position }) => {
        if (position === 0) throw new RangeError("There is no key.");
        return { ...both(unwritten), counts: (row, place) => row < place.position };
      }),
    ],
  },
  {
    code: "oldest-kept",
    title: { en: "The oldest token is still attended to", zh: "仍然关注了最旧的 token" },
    explanation: {
      en: "The new token was appended to the ring instead of overwriting a slot. Once the ring is full there are W + 1 keys, one more than the window has. The token at position - W must disappear: the new one takes its slot.",
      zh: "新 token 追加到了缓存末尾，而没有覆盖某个槽位。缓存填满之后就有 W + 1 个 key，比窗口多一个。位置 position - W 的 token 应当消失，它的槽位由新 token 占用。",
    },
    ways: [
      way({ ...both(appended), counts: (row, { position, W }) => row < Math.min(position, W) || row === W }),
      way({ ...both(appended), counts: () => true }),
    ],
  },
  {
    code: "first-slot-dropped",
    title: { en: "Slot 0 is dropped instead of the oldest token", zh: "丢掉的是第 0 个槽位，而不是最旧的 token" },
    explanation: {
      en: "The rows were shifted by one and the new token put at the end. That is right for a cache in the order of the positions. In a ring the oldest token is in slot position mod W, which is slot 0 only once in a round; otherwise a token within the window is lost.",
      zh: "把各行前移一位，再把新 token 放到末尾。缓存按位置顺序排列时这样是对的。环形缓存中，最旧的 token 在第 position mod W 个槽位，每一轮只有一次是第 0 个；其他时候丢掉的是仍在窗口内的 token。",
    },
    ways: [
      way(({ position, ring_k }) => (position < size(ring_k, 2) ? {} : both(shifted))),
      way({ ...both(shifted), counts: () => true }),
    ],
  },
  {
    code: "mask-by-slot",
    title: { en: "Slots after the newest token are masked", zh: "屏蔽了最新 token 之后的槽位" },
    explanation: {
      en: "Only the slots up to position mod W are attended to, as if later slots held later tokens. Once the ring has wrapped around, the slots behind the newest token hold the oldest ones of the window, which are in the past. A causal mask has no place here: everything that is filled may be seen.",
      zh: "只关注了第 position mod W 个及之前的槽位，好像后面的槽位存的是更晚的 token。缓存绕回之后，最新 token 后面的槽位里是窗口内最旧的那些，都属于过去。这里不需要因果掩码：填充过的都可以看到。",
    },
    ways: [
      way({ counts: (row, place) => row <= rightSlot(place) }),
      ...withEmptyRow({ counts: (row, place) => row < rightSlot(place) }),
    ],
  },
  {
    code: "filled-off-by-one",
    title: { en: "The number of filled slots is off by one", zh: "已填充的槽位数差了一" },
    explanation: {
      en: "Before the ring is full, one slot too many or too few is attended to. After the token at position is written, position + 1 slots are filled: 0 to position. One less hides the new token itself.",
      zh: "缓存填满之前，多关注或少关注了一个槽位。写入位置 position 的 token 之后，已填充的是 position + 1 个槽位，即第 0 到 position 个。少一个就看不到新 token 自己。",
    },
    ways: [
      ...withEmptyRow({ counts: (row, { position }) => row < position }),
      way(({ position }) => {
        if (position === 0) throw new RangeError("There is no key.");
        return { counts: (row, place) => row < place.position };
      }),
      way({ counts: (row, { position }) => row <= position + 1 }),
      way({ counts: (row, { position, W }) => row < Math.min(position + 1, W - 1) || W === 1 }),
    ],
  },
  {
    code: "only-one-written",
    title: { en: "Only the key or only the value is written", zh: "只写入了 key 或只写入了 value" },
    explanation: {
      en: "The slot holds the key of the new token and the value of an old one, or the other way round. Both rings must be written at the same slot.",
      zh: "这个槽位里是新 token 的 key 和旧 token 的 value，或者相反。两个环形缓存应在同一个槽位写入。",
    },
    ways: [way({ store: { v: unwritten } }), way({ store: { k: unwritten } })],
  },
  {
    code: "past-not-read",
    title: { en: "The cache is not read", zh: "没有读取缓存" },
    explanation: {
      en: "Only the new token is attended to: its weight is 1, and the result is its value. It sees the other filled slots too.",
      zh: "只关注了新 token：它的权重是 1，结果就是它自己的 value。它还应看到其他已填充的槽位。",
    },
    ways: [way({ ...both(alone), counts: () => true })],
  },
  {
    ...knownOfMasks("mask-inverted"),
    explanation: {
      en: "The filled slots are masked, and the empty ones attended to. With masked_fill, the condition must be true for what is masked: slot > position.",
      zh: "屏蔽了已填充的槽位，关注的却是空槽位。用 masked_fill 时，条件应在要屏蔽的位置为 true，即 slot > position。",
    },
    ways: withEmptyRow({ counts: (row, { position }) => row > position }),
  },
  ...groupMistakes<Rolling>(behind, sizes),
  {
    ...known("scale-by-other-size"),
    ways: [
      byRootOf(({ q }) => size(q, 1) * last(q)),
      byRootOf(({ q }) => size(q, 1)),
      byRootOf(({ ring_k }) => size(ring_k, 1)),
      byRootOf(({ ring_k }) => size(ring_k, 2)),
    ],
  },
  {
    ...known("softmax-over-batch"),
    ways: [softmax, unstableSoftmax].map((along) => behind({ weigh: (scores) => along(scores, 0) })),
  },
  { ...known("values-from-keys"), ways: [way({ taken: ({ k }) => ({ k, v: k }) })] },
  { ...known("returned-weights-instead"), ways: [(inputs): Nd => right(inputs).weights] },
  activated((inputs) => ({ out: right(inputs).out })),
  {
    ...onlyFirst,
    ways: [...onlyFirst.ways, way({ taken: ({ k, v }) => ({ k: ofFirstEntry(k), v: ofFirstEntry(v) }) })],
  },
];

const mistakes: readonly Mistake<Rolling>[] = [
  maskMistakes<Rolling>(masked, tooHigh).filter(({ code }) => !notHere.includes(code)),
  attentionMistakes<Rolling>(({ mix: _, ...variant }) => behind(variant), 4, { oneQuery: true }),
].reduce(withShared, own);

export default mistakes;
