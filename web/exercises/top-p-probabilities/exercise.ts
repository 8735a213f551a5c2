import type { Definition } from "../../format/exercise.js";
import { nucleus } from "../shared/nucleus.js";

export default {
  title: { en: "Top-p (nucleus)", zh: "Top-p（核采样）" },
  track: "training",
  difficulty: "medium",
  minutes: 20,
  asked: 3,
  after: ["top-k-probabilities"],
  ...nucleus,
} satisfies Definition;
