import type { Question } from "../question.js";

const firstTile = [1, 3];
const secondTile = [5];

/** The largest score so far, and the sum of exponentials relative to it. */
interface State {
  readonly max: number;
  readonly sum: number;
}

function afterTile({ max, sum }: State, tile: readonly number[]): State {
  const larger = Math.max(max, ...tile);
  const added = tile.reduce((total, score) => total + Math.exp(score - larger), 0);
  return { max: larger, sum: sum * Math.exp(max - larger) + added };
}

export default {
  kind: "numeric",
  title: { en: "One step of the online softmax", zh: "在线 softmax 的一步" },
  topic: "hardware",
  difficulty: "medium",
  asked: 2,
  answer: () => [firstTile, secondTile].reduce(afterTile, { max: Number.NEGATIVE_INFINITY, sum: 0 }).sum,
  tolerance: 0.005,
  unit: { en: "", zh: "" },
  sources: [
    {
      title: "Milakov and Gimelshein, Online normalizer calculation for softmax (2018)",
      url: "https://arxiv.org/abs/1805.02867",
    },
    {
      title: "Dao et al., FlashAttention: Fast and Memory-Efficient Exact Attention with IO-Awareness (2022)",
      url: "https://arxiv.org/abs/2205.14135",
    },
  ],
  practise: ["online-states", "lab/tiles"],
} satisfies Question;
