/** A maximum and a sum that are carried from block to block, as people get it wrong: the texts. */
import type { Text } from "../../format/locales.js";

interface BlockText {
  readonly title: Text;
  readonly explanation: Text;
}

const texts = {
  "sum-not-rescaled": {
    title: { en: "The old sum is not rescaled", zh: "旧的总和没有重新缩放" },
    explanation: {
      en: "The exponentials of the new block are added to the old sum, but the old sum was computed with the old maximum. When the maximum rises, every old term must shrink by exp(old maximum - new maximum). Where the largest score comes in the first block, the mistake does not show.",
      zh: "新一块的指数直接加到了旧的总和上，而旧的总和是用旧的最大值算的。最大值变大时，每个旧项都要乘以 exp(旧最大值 - 新最大值)。如果最大的分数就在第一块里，这个错误不会显现。",
    },
  },
  "first-block-nan": {
    title: { en: "The start at -infinity gives NaN", zh: "从 -inf 开始，得到了 NaN" },
    explanation: {
      en: "Everything that is summed is NaN from the first block on. The running maximum starts at -infinity: -infinity - (-infinity) is NaN, and so is 0 times exp(+infinity). Compute the new maximum first, then the factor exp(old maximum - new maximum), in this order: before the first block it is exp(-infinity) = 0.",
      zh: "从第一块起，所有求和的结果都是 NaN。滚动的最大值从 -inf 开始：-inf - (-inf) 是 NaN，0 乘以 exp(+inf) 也是 NaN。应先求新的最大值，再算系数 exp(旧最大值 - 新最大值)，顺序不能颠倒：在第一块之前它是 exp(-inf) = 0。",
    },
  },
  "rescaled-inversely": {
    title: { en: "Rescaled the wrong way round", zh: "重新缩放的方向反了" },
    explanation: {
      en: "What was summed so far is multiplied by exp(new maximum - old maximum), which is at least 1: it grows when the maximum rises, and it must shrink. The terms were exp(x - old) and must become exp(x - new), so the factor is exp(old - new).",
      zh: "已有的和乘了 exp(新最大值 - 旧最大值)，这个数不小于 1：最大值变大时和反而变大，而它应当变小。旧项是 exp(x - 旧)，要变成 exp(x - 新)，系数是 exp(旧 - 新)。",
    },
  },
  "maximum-of-the-block": {
    title: { en: "The maximum is not carried on", zh: "最大值没有延续到下一块" },
    explanation: {
      en: "The maximum is that of the latest block, not of everything so far, or the exponentials of the block are taken with its own maximum and added to sums that have another. Carry the maximum on: new = max(old, maximum of the block), and use it for what was summed so far and for the block alike. Where each block has a larger score than the ones before, the mistake does not show.",
      zh: "最大值只是最近一块的，而不是到目前为止的；或者这一块的指数用的是自己的最大值，却加到了以另一个最大值为准的和上。最大值要延续：新最大值 = max(旧最大值, 这一块的最大值)，已有的和与这一块都以它为准。如果每一块都有比前面更大的分数，这个错误不会显现。",
    },
  },
} as const satisfies Readonly<Record<string, BlockText>>;

/** Code, title and explanation, to be spread into an exercise's own mistake. */
export function knownOfBlocks(code: keyof typeof texts): { readonly code: string } & BlockText {
  return { code, ...texts[code] };
}
