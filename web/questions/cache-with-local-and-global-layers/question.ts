import type { Question } from "../question.js";

const layers = 48;
const localLayersPerGlobal = 5;
const window = 1024;
const tokens = 131072;

const globalLayers = layers / (localLayersPerGlobal + 1);
const localLayers = layers - globalLayers;

export default {
  kind: "numeric",
  title: { en: "A cache with local and global layers", zh: "局部层与全局层混用的缓存" },
  topic: "inference",
  difficulty: "medium",
  asked: 2,
  answer: () => (layers * tokens) / (localLayers * window + globalLayers * tokens),
  tolerance: 0.01,
  unit: { en: "times", zh: "倍" },
  sources: [
    {
      title: "Gemma Team, Gemma 3 Technical Report (2025)",
      url: "https://arxiv.org/abs/2503.19786",
    },
  ],
  practise: ["sliding-window-attention", "rolling-attention"],
} satisfies Question;
