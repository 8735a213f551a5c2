/** One query for each head over the used slots of a cache, in float64, with the steps that learners get wrong made exchangeable. */

import { generate, map, matmul, multiply, type Nd, transpose, zip } from "../../arrays/nd.js";
import type { Text } from "../../format/locales.js";
import type { Mistake, Way } from "../../format/mistake.js";
import { knownOfMasks } from "./known-of-masks.js";
import { type Attended, attentionMistakes, overKeys, withShared } from "./wrong-attention.js";
import { attendGrouped, type GroupedVariant, size } from "./wrong-grouped-heads.js";
import {
  eachHiding,
  type Masking,
  maskMistakes,
  nanInEmptyRows,
  rightMasking,
  withEmptyRows,
} from "./wrong-masking.js";

/** Whether slot j counts for an entry with this length; of S slots, and beside these lengths. */
export type Counts = (slot: number, length: number, S: number, lengths: readonly number[]) => boolean;

export interface RaggedVariant extends Omit<GroupedVariant, "weigh" | "mix"> {
  /** Which slots are taken for used. Default: those before the length. */
  readonly counts?: Counts;
  /** From scores [B, H, 1, S] and a mask [B, 1, 1, S] to the weights. Default: right. */
  readonly masking?: Masking;
  /** What happens to the values of slots that do not count. Default: zeros. */
  readonly clean?: (v: Nd, used: Nd) => Nd;
}

/** q [B, H, 1, d], k and v [B, G, S, d], lengths [B]. */
export interface Ragged {
  readonly q: Nd;
  readonly k: Nd;
  readonly v: Nd;
  readonly lengths: Nd;
}

const before: Counts = (slot, length) => slot < length;

/** [B, 1, S, 1] of ones and zeros. */
function maskOf(lengths: Nd, S: number, counts: Counts): Nd {
  const all = [...lengths.data];
  return generate([all.length, 1, S, 1], (index) => {
    const [entry, , slot] = index as [number, number, number];
    return counts(slot, all[entry] as number, S, all) ? 1 : 0;
  });
}

const zeroed = (v: Nd, used: Nd) => zip(v, used, (value, counts) => (counts ? value : 0));
/** Rubbish stays: its weight is 0, and 0 · NaN is NaN. */
const asItIs = (v: Nd) => v;

export function attendRagged(
  { q, k, v, lengths }: Ragged,
  { counts = before, masking = rightMasking, clean = zeroed, ...variant }: RaggedVariant = {},
): Attended {
  const used = maskOf(lengths, size(k, 2), counts);
  const mask = transpose(used);
  return attendGrouped(q, k, clean(v, used), { ...variant, mix: matmul, weigh: (scores) => masking(scores, mask) });
}

const added =
  (value: number): Masking =>
  (scores, mask) =>
    withEmptyRows(overKeys(zip(scores, mask, (score, visible) => score + (visible ? 0 : value))), mask);

const hiddenByNumber: Masking = (scores, mask) =>
  overKeys(zip(scores, mask, (score, visible) => (visible ? score : -1e9)));

/** Scores of 0 where a slot does not count, as those of keys that were cleared. */
const scoresOfZero: Masking = (scores, mask) => overKeys(zip(scores, mask, (score, visible) => (visible ? score : 0)));

const texts = {
  "lengths-ignored": {
    title: { en: "The lengths are not used", zh: "没有使用 lengths" },
    explanation: {
      en: "All slots are attended to, also those that hold no token. What lies there is left over from other sequences, or never written: it takes a share of the weights and gets into the result. Slot j of sequence b counts only if j < lengths[b]; mask the others before the softmax, or cut keys and values to the length.",
      zh: "关注了所有槽位，包括没有 token 的那些。那里是别的序列留下的、或从未写过的数据：它们分走了权重，也混进了结果。只有 j < lengths[b] 时，第 b 条序列的第 j 个槽位才有效；应在 softmax 之前屏蔽其余槽位，或把 key 和 value 截到该长度。",
    },
  },
  "length-off-by-one": {
    title: { en: "The length is off by one", zh: "长度差了一" },
    explanation: {
      en: "One slot too many or too few is attended to: j <= length, or j < length - 1. With a length of n the slots 0 to n - 1 are used, so the condition is j < n. One slot too many reads rubbish; one too few hides the newest token.",
      zh: "多关注或少关注了一个槽位：写成了 j <= length，或 j < length - 1。长度为 n 时，用到的是第 0 到 n - 1 个槽位，条件应为 j < n。多一个会读到垃圾数据，少一个会漏掉最新的 token。",
    },
  },
  "rubbish-multiplied": {
    title: { en: "Rubbish is multiplied by 0 or added to", zh: "对垃圾数据乘了 0 或做了加法" },
    explanation: {
      en: "The weights of unused slots are 0, but 0 · NaN is NaN, and so is NaN - infinity: one NaN in an unused slot spoils the whole result. Multiplying by a mask, or adding -infinity to a score, does not remove it. Replace: where() or masked_fill on the scores, and zeros in the values of unused slots as well; or cut both to the length first.",
      zh: "未使用槽位的权重是 0，但 0 · NaN 还是 NaN，NaN 减无穷也是 NaN：未使用的槽位里只要有一个 NaN，整个结果就毁了。乘掩码、给分数加 -inf 都去不掉它。应当替换：分数用 where() 或 masked_fill，未使用槽位的 value 也要换成 0；或者先把两者都截到该长度。",
    },
  },
  "left-padding-assumed": {
    title: { en: "The last slots are read instead of the first", zh: "读了末尾的槽位，而不是开头的" },
    explanation: {
      en: "The last lengths[b] slots are attended to, as if the sequences were padded on the left. Here a sequence starts at slot 0, and its tokens are the first lengths[b] slots.",
      zh: "关注的是最后 lengths[b] 个槽位，好像序列是左侧填充的。这里序列从第 0 个槽位开始，它的 token 是前 lengths[b] 个槽位。",
    },
  },
  "one-length-for-all": {
    title: { en: "One length serves for the whole batch", zh: "整个 batch 共用了一个长度" },
    explanation: {
      en: "The longest, the shortest or the first length is used for every sequence. Sequences in a batch differ: shorter ones then read rubbish, or longer ones lose tokens. Compare the slots with a length for each sequence, for instance lengths[:, None].",
      zh: "所有序列都用了最长、最短或第一条的长度。batch 中各条序列长度不同：短的会读到垃圾数据，长的会丢掉 token。应让槽位下标与每条序列各自的长度比较，例如 lengths[:, None]。",
    },
  },
} as const satisfies Readonly<Record<string, { readonly title: Text; readonly explanation: Text }>>;

const knownOfLengths = <Code extends keyof typeof texts>(code: Code) => ({ code, ...texts[code] });

const everySlot: Counts = () => true;
export const oneTooMany: Counts = (slot, length) => slot <= length;
export const oneTooFew: Counts = (slot, length) => slot < length - 1;
export const ifAny =
  (counts: Counts): Counts =>
  (slot, length, S, all) =>
    length > 0 && counts(slot, length, S, all);

/** Nothing but these for an entry without a token. */
export const emptyLast: Counts = (slot, length, S) => slot < (length === 0 ? S - 1 : length - 1);
const afterwards: Counts = (slot, length) => slot >= length;
export const fromTheEnd: Counts = (slot, length, S) => slot >= S - length;
const oneLength =
  (choose: (lengths: readonly number[]) => number): Counts =>
  (slot, _, __, all) =>
    slot < choose(all);
export const longest = oneLength((all) => Math.max(...all));
export const shortest = oneLength((all) => Math.min(...all));
export const firstLength = oneLength(([length]) => length as number);

/** What is said of lengths instead, cannot show, or is another mistake where values are cleared. */
const notOfLengths: readonly string[] = ["mask-ignored", "one-mask-for-all", "mask-inverted", "masked-row-mean"];
/** Weights of unused slots that are not 0: it matters whether their values are cleared. */
const withWeights: readonly string[] = ["mask-as-factor", "mask-added", "mask-value-too-high"];
/** Of which a right treatment of empty rows would clear the NaN away. */
const nanAlone: readonly string[] = ["normalized-by-sum", "maximum-starts-too-high"];

/** What goes wrong where only some slots of a cache hold tokens: lengths, masks, and the attention itself. */
export function raggedMistakes<Inputs>(way: (variant: RaggedVariant) => Way<Inputs>): readonly Mistake<Inputs>[] {
  const ways = (...variants: readonly RaggedVariant[]) => variants.map(way);
  const ofLengths: readonly Mistake<Inputs>[] = [
    {
      ...knownOfLengths("lengths-ignored"),
      ways: ways({ counts: everySlot }, { counts: ifAny(everySlot) }),
    },
    {
      ...knownOfLengths("length-off-by-one"),
      ways: ways(
        { counts: oneTooMany },
        { counts: ifAny(oneTooMany) },
        { counts: oneTooFew },
        { counts: oneTooFew, masking: nanInEmptyRows },
        { counts: emptyLast },
      ),
    },
    {
      ...knownOfLengths("rubbish-multiplied"),
      ways: ways(
        { clean: asItIs },
        { clean: multiply },
        { clean: asItIs, masking: added(Number.NEGATIVE_INFINITY) },
        { masking: added(Number.NEGATIVE_INFINITY) },
        { clean: asItIs, masking: added(-1e9) },
        { masking: added(-1e9) },
        { clean: asItIs, masking: added(-1e30) },
        { clean: asItIs, masking: added(-1e4) },
      ),
    },
    {
      ...knownOfMasks("mask-inverted"),
      ways: ways(...eachHiding(overKeys).map((masking): RaggedVariant => ({ counts: afterwards, masking })), {
        clean: asItIs,
        masking: (scores, mask) =>
          rightMasking(
            scores,
            map(mask, (used) => 1 - used),
          ),
      }),
    },
    {
      ...knownOfMasks("masked-row-nan"),
      ways: ways({ clean: asItIs, masking: nanInEmptyRows }),
    },
    {
      ...knownOfMasks("masked-row-mean"),
      explanation: {
        en: "A sequence of length 0 gets the mean of what lies in its slots: with every score at the same large negative number, each slot has the weight 1 / S. Where nothing can be attended to, the result must be zeros; set the weights of unused slots to 0 after the softmax as well.",
        zh: "长度为 0 的序列得到了槽位中数据的平均：所有分数都是同一个很大的负数，每个槽位的权重就都是 1 / S。没有可关注的内容时，结果应为 0；softmax 之后还要把未使用槽位的权重置零。",
      },
      ways: ways({ clean: asItIs, masking: hiddenByNumber }),
    },
    { ...knownOfLengths("left-padding-assumed"), ways: ways({ counts: fromTheEnd }) },
    {
      ...knownOfLengths("one-length-for-all"),
      ways: ways({ counts: longest }, { counts: ifAny(longest) }, { counts: shortest }, { counts: firstLength }),
    },
  ];
  const tooHigh = { inPlace: [-100, -1e4], added: [] };
  const cleared = maskMistakes<Inputs>((masking) => way({ masking }), tooHigh);
  const left = maskMistakes<Inputs>((masking) => way({ masking, clean: asItIs }), tooHigh);
  const ofMasks = withShared(
    cleared.filter(({ code }) => !notOfLengths.includes(code)),
    left.filter(({ code }) => withWeights.includes(code)),
  );
  const ofZeros = {
    ...knownOfMasks("mask-as-factor"),
    ways: ways({ masking: scoresOfZero }, { masking: scoresOfZero, clean: asItIs }),
  };
  const behind = (number: 0 | 1) =>
    attentionMistakes<Inputs>(
      ({ weigh = overKeys, mix: _, ...variant }) => way({ ...variant, masking: eachHiding(weigh)[number] as Masking }),
      4,
      { oneQuery: true },
    );
  const ofAttention = [
    ...behind(0).filter(({ code }) => !nanAlone.includes(code)),
    ...behind(1).filter(({ code }) => nanAlone.includes(code)),
  ];
  return withShared(ofLengths, withShared(withShared([ofZeros], ofMasks), ofAttention));
}
