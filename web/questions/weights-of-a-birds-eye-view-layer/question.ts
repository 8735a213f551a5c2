import type { Question } from "../question.js";

const cells = 200 * 200;
const cameras = 6;
const positionsPerCamera = 116 * 200;
const camerasSeeingACell = 1.25;
const pointsPerCamera = 8;

export default {
  kind: "numeric",
  title: { en: "Weights of a bird's-eye-view layer", zh: "鸟瞰图注意力层的权重数" },
  topic: "applications",
  difficulty: "medium",
  asked: 1,
  answer: () => (cells * cameras * positionsPerCamera) / (cells * camerasSeeingACell * pointsPerCamera),
  tolerance: 0.01,
  unit: { en: "times", zh: "倍" },
  sources: [
    {
      title:
        "Li et al., BEVFormer: Learning Bird's-Eye-View Representation from Multi-Camera Images via Spatiotemporal Transformers (2022)",
      url: "https://arxiv.org/abs/2203.17270",
    },
    {
      title: "Zhu et al., Deformable DETR: Deformable Transformers for End-to-End Object Detection (2020)",
      url: "https://arxiv.org/abs/2010.04159",
    },
  ],
  practise: ["cross-attention"],
} satisfies Question;
