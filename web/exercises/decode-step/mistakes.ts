import { full, type Nd, softmax, unstableSoftmax } from "../../arrays/nd.js";
import type { Answer, Mistake } from "../../format/mistake.js";
import { composed } from "../shared/composed.js";
import { joined } from "../shared/joined.js";
import { known } from "../shared/known-mistakes.js";
import { knownOfMasks } from "../shared/known-of-masks.js";
import { attentionMistakes, last, overKeys, type Weighing, withShared } from "../shared/wrong-attention.js";
import { attendGrouped, chosenHeads, type GroupedVariant, groupMistakes, size } from "../shared/wrong-grouped-heads.js";
import { activated, firstEntryOnly, ofFirstEntry } from "../shared/wrong-outputs.js";

interface Step {
  readonly q: Nd;
  readonly k_new: Nd;
  readonly v_new: Nd;
  readonly past_k: Nd;
  readonly past_v: Nd;
}

/** From the cache [B, G, S, d] and what is new [B, G, 1, d] to all that is attended. */
type Append = (past: Nd, fresh: Nd) => Nd;

interface StepVariant extends GroupedVariant {
  /** How cache and new token become one. Default: the new token last. */
  readonly append?: { readonly k?: Append; readonly v?: Append };
  /** What takes the place of keys and values. */
  readonly taken?: (all: KeysAndValues) => KeysAndValues;
}
type KeysAndValues = { readonly k: Nd; readonly v: Nd };

const newLast = joined(2);
const newFirst: Append = (past, fresh) => newLast(fresh, past);
const pastOnly: Append = (past) => past;
const newOnly: Append = (_, fresh) => fresh;
/** An empty cache raises: NumPy's maximum of nothing, JavaScript's first row of nothing. */
const pastThatIsThere: Append = (past) => {
  if (size(past, 2) === 0) throw new RangeError("There is no key.");
  return past;
};

const way = composed(
  ({ q, k_new, v_new, past_k, past_v }: Step, { append = {}, taken = (all) => all, ...variant }: StepVariant) => {
    const { k: appendKey = newLast, v: appendValue = newLast } = append;
    const { k, v } = taken({ k: appendKey(past_k, k_new), v: appendValue(past_v, v_new) });
    return attendGrouped(q, k, v, variant);
  },
);

const both = (append: Append): StepVariant => ({ append: { k: append, v: append } });

const byRootOf = (number: (inputs: Step) => number) => way((inputs) => ({ scale: 1 / Math.sqrt(number(inputs)) }));

const right = way({});
const onlyFirst = firstEntryOnly(right);

const onlyKey =
  (wanted: number): Weighing =>
  (scores) =>
    overKeys({
      shape: scores.shape,
      data: scores.data.map((score, at) => (at % last(scores) === wanted ? score : Number.NEGATIVE_INFINITY)),
    });

/** In lists of heads the new token becomes heads of its own: a query head attends to old tokens, or to the new one alone. */
function newHeads(inputs: Step): Answer {
  const [H, G] = [size(inputs.q, 1), size(inputs.k_new, 1)];
  const reads = (head: number) => Math.floor((head * 2 * G) / H);
  const among = (append: Append) => {
    const repeat = (x: Nd, heads: number) => chosenHeads(x, heads, (head) => reads(head) % G);
    return way({ ...both(append), repeat: { k: repeat, v: repeat } })(inputs).out;
  };
  const [old, fresh] = [among(pastThatIsThere), among(newOnly)];
  const d = last(old);
  return {
    out: {
      shape: old.shape,
      data: old.data.map((value, at) => (reads(Math.floor(at / d) % H) < G ? value : (fresh.data[at] as number))),
    },
  };
}

/** H and G of the cases in which neither is one, nor are they equal. */
const sizes = [
  [4, 2],
  [8, 2],
  [6, 3],
  [6, 2],
] as const;

const mistakes: readonly Mistake<Step>[] = withShared(
  [
    {
      code: "new-token-not-seen",
      title: { en: "The new token does not see itself", zh: "新 token 看不到自己" },
      explanation: {
        en: "Only the cached tokens are attended to: the attention is computed before the new key and value are appended, or the last position is cut off or masked. A token always attends to itself too, so there are S + 1 keys. With an empty cache nothing would be left to attend to.",
        zh: "只关注了缓存中的 token：在追加新的 key 和 value 之前就算了注意力，或者最后一个位置被切掉、被屏蔽了。每个 token 也要关注自己，所以共有 S + 1 个 key。缓存为空时，按这种写法就没有可关注的 key 了。",
      },
      ways: [
        way(both(pastOnly)),
        way(both(pastThatIsThere)),
        way({ ...both(pastOnly), weigh: (scores) => (last(scores) > 0 ? unstableSoftmax(scores, -1) : scores) }),
        // An empty cache: a softmax of nothing but -infinity, and weights of NaN.
        way((inputs) =>
          size(inputs.past_k, 2) > 0 ? both(pastOnly) : { mix: () => full(inputs.q.shape, Number.NaN) },
        ),
      ],
    },
    {
      code: "past-not-read",
      title: { en: "The cache is not read", zh: "没有读取缓存" },
      explanation: {
        en: "Only the new token is attended to: its weight is 1, and the result is its value. Append the new key and value to the cached ones along the sequence, and attend over all S + 1 of them.",
        zh: "只关注了新 token：它的权重是 1，结果就是它自己的 value。应把新的 key 和 value 沿序列维追加到缓存之后，再对全部 S + 1 个做注意力。",
      },
      ways: [way(both(newOnly))],
    },
    {
      ...knownOfMasks("mask-top-left"),
      explanation: {
        en: "A causal mask of one row and S + 1 columns, counted from the first key, shows the first key only. The one query is the newest token and sits at the end: it may see every key, so this step needs no mask at all. (If you keep one mask for prompts and steps, shift its diagonal by S.)",
        zh: "因果掩码只有一行、S + 1 列，从第一个 key 数起，就只露出了第一个 key。这唯一的 query 是最新的 token，位于最后，可以看到每个 key，所以这一步根本不需要掩码。（如果想让 prompt 和单步共用一份掩码，应把对角线平移 S。）",
      },
      ways: [way({ weigh: onlyKey(0) }), way({ weigh: onlyKey(0), scale: 1 })],
    },
    {
      code: "appended-on-the-wrong-axis",
      title: { en: "Appended along the wrong axis", zh: "追加时弄错了维" },
      explanation: {
        en: "The new token was joined to the cache along another axis than the sequence, so that the batch or the heads grow. That raises, unless there is exactly one cached token: then the shapes fit by chance, and half of the heads see the old token, the other half the new one. (torch.cat and np.concatenate join along axis 0 if you do not say otherwise; stack adds a new axis.) The sequence is axis 2 of (B, G, S, d).",
        zh: "新 token 没有沿序列维拼到缓存上，变多的成了 batch 或头数。这通常会报错；但当缓存中恰好只有一个 token 时，形状碰巧对得上：一半的头只看到旧 token，另一半只看到新 token。（torch.cat 和 np.concatenate 默认沿第 0 维拼接，stack 则会新增一维。）在 (B, G, S, d) 中，序列是第 2 维。",
      },
      ways: [way(both(joined(1))), newHeads],
      raises:
        /along dimension 2, the array at index 0 has size \d+ and the array at index 1 has size|along dimension 2, the array at index 0 has size 1 and|Sizes of tensors must match except in dimension (?!2)\d|stack expects each tensor to be equal size|all input arrays must have the same shape/,
    },
    {
      code: "appended-in-front",
      title: { en: "Keys and values are appended at different ends", zh: "key 和 value 追加到了不同的一端" },
      explanation: {
        en: "The new token was put before the cached ones for the keys, and after them for the values, or the other way round. Then each weight meets another token's value. Without positions the order of the tokens does not matter, but it must be the same for keys and values; append to the end, where a cache grows.",
        zh: "key 把新 token 放在了缓存之前，value 却放在之后（或者相反），于是每个权重乘到了别的 token 的 value 上。没有位置编码时，token 的先后不影响结果，但 key 和 value 的顺序必须一致；缓存是往后增长的，应追加到末尾。",
      },
      ways: [way({ append: { k: newFirst } }), way({ append: { v: newFirst } })],
    },
    ...groupMistakes<Step>(way, sizes),
    {
      ...known("scale-by-other-size"),
      ways: [
        byRootOf(({ q }) => size(q, 1) * last(q)),
        byRootOf(({ q }) => size(q, 1)),
        byRootOf(({ k_new }) => size(k_new, 1)),
        byRootOf(({ q, k_new }) => size(q, 1) / size(k_new, 1)),
        byRootOf(({ q }) => size(q, 0)),
        byRootOf(({ past_k }) => size(past_k, 2) + 1),
      ],
    },
    {
      ...known("softmax-over-batch"),
      ways: [softmax, unstableSoftmax].map((along) => way({ weigh: (scores) => along(scores, 0) })),
    },
    { ...known("values-from-keys"), ways: [way({ taken: ({ k }) => ({ k, v: k }) })] },
    {
      ...known("returned-weights-instead"),
      ways: [(inputs) => way({ mix: (weights) => weights })(inputs).out],
    },
    activated((inputs) => ({ out: right(inputs).out })),
    {
      ...onlyFirst,
      ways: [
        ...onlyFirst.ways,
        way({ taken: ({ k, v }) => ({ k: ofFirstEntry(k), v: ofFirstEntry(v) }) }),
        way({ taken: ({ k, v }) => ({ k: ofFirstEntry(k), v }) }),
        way({ taken: ({ k, v }) => ({ k, v: ofFirstEntry(v) }) }),
      ],
    },
  ],
  attentionMistakes<Step>(way, 4, { oneQuery: true }),
);

export default mistakes;
