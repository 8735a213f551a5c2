import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import type { Random } from "../../format/random.js";
import type { Argument } from "../../format/signature.js";
import { edited, floats, number, rounded } from "../../format/tensors.js";
import type { FloatTensor } from "../../kernels/index.js";
import { finishedAttention } from "../shared/finished.js";
import { farBelowGroups, type GroupSizes, largeGroups, type QueriesAndKeys } from "../shared/grouped-inputs.js";

/** W counts the slots of the ring. */
interface Sizes extends Omit<GroupSizes, "L" | "S"> {
  readonly W: number;
}

function ordinary(
  random: Random,
  name: string,
  title: Text,
  { B, H, G, W, d }: Sizes,
  position: number,
  sample = false,
): ExerciseCase {
  const draw = (shape: readonly number[]) => (sample ? rounded(random.normal(shape)) : random.normal(shape));
  const inputs = {
    q: draw([B, H, d]),
    k_new: draw([B, G, d]),
    v_new: draw([B, G, d]),
    ring_k: draw([B, G, W, d]),
    ring_v: draw([B, G, W, d]),
    position,
  };
  return { name, title, sample, inputs };
}

/** Keys [B, G, W, d] as they are after the new one is written; before, its slot holds an old key. */
function raised(random: Random, name: string, title: Text, { q, k }: QueriesAndKeys, position: number): ExerciseCase {
  const [B, H, , d] = q.shape as [number, number, number, number];
  const [, G, W] = k.shape as [number, number, number];
  const slot = position % W;
  const old = rounded(random.normal(k.shape));
  let at = 0;
  const ring_k = edited(k, (value, index) => {
    const before = old.data[at++] as number;
    return index[2] === slot ? before : value;
  });
  const isNew = (_: number, place: number) => Math.floor(place / d) % W === slot;
  const inputs = {
    q: { shape: [B, H, d], data: q.data },
    k_new: { shape: [B, G, d], data: k.data.filter(isNew) },
    v_new: random.normal([B, G, d]),
    ring_k,
    ring_v: random.normal([B, G, W, d]),
    position,
  };
  return { name, title, sample: false, inputs };
}

const large = { B: 2, H: 6, G: 2, L: 1 };

/** Scores of the first slots are small, those from slot `used` on near 1000. √16 is exact, and so is every score. */
function emptySlotsAbove(random: Random, used: number): QueriesAndKeys {
  const { B, H, G } = large;
  const firstFeature = (shape: readonly number[], size: (row: number) => number) =>
    edited(rounded(random.normal(shape)), (value, index) => {
      const [, , row, feature] = index as [number, number, number, number];
      return feature === 0 ? size(row) : value;
    });
  return {
    q: firstFeature([B, H, 1, 16], () => 64),
    k: firstFeature([B, G, 7, 16], (row) => (row < used ? 0 : 62.5)),
  };
}

/** Keys of the slots after `last` are a millionth of what they were. */
const emptySlotsNearZero = ({ q, k }: QueriesAndKeys, last: number): QueriesAndKeys => ({
  q,
  k: edited(k, (value, [, , row = 0]) => (row > last ? value * 2 ** -20 : value)),
});

/** The ring [B, G, W, d] with a token [B, G, d] in this slot. */
function written(ring: FloatTensor, token: FloatTensor, slot: number): FloatTensor {
  const [, , W, d] = ring.shape as [number, number, number, number];
  const data = ring.data.slice();
  for (let head = 0; head * d < token.data.length; head++)
    data.set(token.data.subarray(head * d, (head + 1) * d), (head * W + slot) * d);
  return { shape: ring.shape, data };
}

const argument = (name: string, shape: readonly string[], about: Text): Argument => ({
  name,
  kind: "float",
  shape,
  about,
});

export default {
  title: { en: "A rolling cache", zh: "滚动缓存" },
  track: "inference",
  difficulty: "medium",
  minutes: 20,
  asked: 1,
  after: ["decode-step", "sliding-window-attention"],
  signature: {
    name: "rolling_attention",
    arguments: [
      argument("q", ["B", "H", "d"], { en: "query of the new token, H heads", zh: "新 token 的 query，共 H 个头" }),
      argument("k_new", ["B", "G", "d"], {
        en: "key of the new token, G heads; G divides H",
        zh: "新 token 的 key，共 G 个头，G 整除 H",
      }),
      argument("v_new", ["B", "G", "d"], { en: "value of the new token", zh: "新 token 的 value" }),
      argument("ring_k", ["B", "G", "W", "d"], { en: "W slots of keys", zh: "W 个槽位的 key" }),
      argument("ring_v", ["B", "G", "W", "d"], { en: "W slots of values", zh: "W 个槽位的 value" }),
      {
        name: "position",
        kind: "number",
        about: { en: "position of the new token, counted from 0", zh: "新 token 的位置，从 0 数起" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["B", "H", "d"],
        about: { en: "the result of each query head for the new token", zh: "新 token 在每个 query 头上的结果" },
      },
    ],
  },
  cases: (random) => [
    ordinary(
      random,
      "filling",
      { en: "The third token, four slots", zh: "第三个 token，四个槽位" },
      { B: 1, H: 4, G: 2, W: 4, d: 3 },
      2,
      true,
    ),
    ordinary(
      random,
      "second-round",
      { en: "Three slots, overwritten twice", zh: "三个槽位，已覆盖过两轮" },
      { B: 2, H: 3, G: 1, W: 3, d: 4 },
      7,
      true,
    ),
    ordinary(
      random,
      "first-token",
      { en: "The first token: every slot is empty", zh: "第一个 token：槽位全空" },
      { B: 1, H: 4, G: 2, W: 5, d: 2 },
      0,
      true,
    ),
    ordinary(
      random,
      "last-empty-slot",
      { en: "The token fills the last empty slot", zh: "填上最后一个空槽位" },
      { B: 2, H: 6, G: 3, W: 5, d: 7 },
      4,
    ),
    ordinary(
      random,
      "first-overwritten",
      { en: "The first token to overwrite another", zh: "第一次覆盖旧 token" },
      { B: 3, H: 8, G: 2, W: 6, d: 5 },
      6,
    ),
    ordinary(
      random,
      "everything-four",
      { en: "Batch, query heads, slots and features: all four", zh: "batch、query 头数、槽位数、特征数都是四" },
      { B: 4, H: 4, G: 2, W: 4, d: 4 },
      4 * random.between(2, 9) + 1,
    ),
    ordinary(
      random,
      "one-slot",
      { en: "A single slot: the token sees itself only", zh: "只有一个槽位：只看到自己" },
      { B: 2, H: 3, G: 3, W: 1, d: 6 },
      random.between(1, 9),
    ),
    raised(
      random,
      "scores-near-1000",
      { en: "Heads with scores near 1000, near -1000, or both", zh: "各头的分数接近 1000、-1000，或两者都有" },
      largeGroups(random, { ...large, S: 8 }, { query: 64, key: 62.5, signs: 1 }),
      8 * random.between(2, 9) + 5,
    ),
    raised(
      random,
      "empty-slots-far-above",
      { en: "What is left in empty slots scores 1000 more", zh: "空槽位中残留数据的分数高出 1000" },
      emptySlotsAbove(random, 5),
      4,
    ),
    raised(
      random,
      "scores-near-minus-million",
      {
        en: "Every score near -1,000,000, those of empty slots near 0",
        zh: "所有分数都在 -1000000 附近，空槽位的在 0 附近",
      },
      emptySlotsNearZero(farBelowGroups(random, { ...large, S: 7 }), 3),
      3,
    ),
  ],
  expected: (kernels, inputs) => {
    const read = (name: string) => floats(inputs, name);
    const position = number(inputs, "position");
    const [q, ring_k, ring_v] = [read("q"), read("ring_k"), read("ring_v")];
    const [B, H, d] = q.shape as [number, number, number];
    const W = ring_k.shape[2] as number;
    const { out } = kernels.scaledDotProductAttention(
      {
        q: { shape: [B, H, 1, d], data: q.data },
        k: written(ring_k, read("k_new"), position % W),
        v: written(ring_v, read("v_new"), position % W),
      },
      { kvLengths: Math.min(position + 1, W) },
    );
    return { out: { shape: [B, H, d], data: out.data } };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  cost: { operations: "4*B*H*W*d", at: { B: 1, H: 32, G: 8, W: 4096, d: 128 } },
  finished: finishedAttention,
  pictures: [],
  // What generates text has no gradients, and is often written under torch.no_grad().
  differentiable: false,
} satisfies Definition;
