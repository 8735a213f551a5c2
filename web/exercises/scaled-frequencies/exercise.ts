import type { Definition, ExerciseCase } from "../../format/exercise.js";
import type { Text } from "../../format/locales.js";
import { number } from "../../format/tensors.js";
import { type Scaling, scaledFrequencies } from "./reference.js";

function of(name: string, title: Text, scaling: Scaling, sample = false): ExerciseCase {
  const { d, base, factor, low, high, original_length } = scaling;
  return { name, title, sample, inputs: { d, base, factor, low, high, original_length } };
}

export default {
  title: { en: "Rotary frequencies for a longer context", zh: "为更长的上下文缩放旋转频率" },
  track: "positions",
  difficulty: "medium",
  minutes: 15,
  asked: 1,
  after: ["rotary-embedding"],
  signature: {
    name: "scaled_frequencies",
    arguments: [
      { name: "d", kind: "number", about: { en: "width of a head; even", zh: "单个头的维度，是偶数" } },
      { name: "base", kind: "number", about: { en: "base of the frequencies", zh: "频率的底数" } },
      {
        name: "factor",
        kind: "number",
        about: { en: "how many times longer the context gets", zh: "上下文变长的倍数" },
      },
      {
        name: "low",
        kind: "number",
        about: {
          en: "pairs that turn fewer times than this in the original context are scaled",
          zh: "在原上下文内转的圈数少于它的特征对要缩放",
        },
      },
      {
        name: "high",
        kind: "number",
        about: {
          en: "pairs that turn more times than this stay as they are; above low",
          zh: "转的圈数多于它的特征对保持不变，大于 low",
        },
      },
      {
        name: "original_length",
        kind: "number",
        about: { en: "length of the context in training", zh: "训练时的上下文长度" },
      },
    ],
    outputs: [
      {
        name: "out",
        kind: "float",
        shape: ["P"],
        about: { en: "the frequencies of the P = d / 2 pairs", zh: "P = d / 2 对特征的频率" },
      },
    ],
  },
  cases: (random) => {
    const low = random.between(1, 3);
    const factor = random.between(3, 6);
    return [
      of(
        "four-pairs",
        { en: "Four pairs: unchanged, two mixed, scaled", zh: "四对：不变、两对混合、缩放" },
        { d: 8, base: 100, factor, low: 1, high: 4, original_length: 64 },
        true,
      ),
      of(
        "three-pairs",
        { en: "Three pairs, one of each kind", zh: "三对，三种情形各一" },
        { d: 6, base: 50, factor: 8, low: 1, high: 4, original_length: 48 },
        true,
      ),
      of(
        "llama-3-1",
        { en: "The numbers of Llama 3.1", zh: "Llama 3.1 的参数" },
        { d: 128, base: 500_000, factor: 8, low: 1, high: 4, original_length: 8192 },
      ),
      of(
        "narrow-heads",
        { en: "Narrow heads, 32 times as long", zh: "较窄的头，变为 32 倍" },
        { d: 64, base: 500_000, factor: 32, low: 1, high: 4, original_length: 8192 },
      ),
      of(
        "one-pair",
        { en: "One pair, between the bounds", zh: "只有一对，介于两个界之间" },
        { d: 2, base: 10_000, factor, low: 0.5, high: 2, original_length: 6 },
      ),
      of(
        "all-unchanged",
        { en: "So long a context that every pair stays", zh: "原上下文很长，每一对都不变" },
        { d: 16, base: 100, factor, low: 1, high: 4, original_length: 100_000 },
      ),
      of(
        "all-scaled",
        { en: "So short a context that every pair is scaled", zh: "原上下文很短，每一对都缩放" },
        { d: 12, base: 1000, factor, low, high: low + 2, original_length: 5 },
      ),
      of(
        "other-bounds",
        { en: "Other bounds", zh: "其他的界" },
        {
          d: 2 * random.between(14, 22),
          base: random.between(2000, 20_000),
          factor: random.between(3, 16),
          low,
          high: low + random.between(6, 12),
          original_length: random.between(500, 2000),
        },
      ),
    ];
  },
  // A plain reference: no kernel scales frequencies.
  expected: (_kernels, inputs) => {
    const read = (name: string) => number(inputs, name);
    const [d, base, factor] = [read("d"), read("base"), read("factor")];
    const [low, high, original_length] = [read("low"), read("high"), read("original_length")];
    return { out: scaledFrequencies({ d, base, factor, low, high, original_length }) };
  },
  // Slow pairs have frequencies below 1e-6: what counts is the relative error.
  tolerance: { absolute: 1e-12, relative: 1e-4 },
  cost: { operations: "10*P", at: { P: 64 } },
  pictures: [],
} satisfies Definition;
