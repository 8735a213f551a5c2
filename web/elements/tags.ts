import type { Language } from "../format/index.js";
import type { AttentionExercise } from "./exercise/attention-exercise.js";
import type { ExerciseEvents } from "./exercise/exercise-events.js";
import type { AttentionHeatmap, HeatmapEvents } from "./heatmap/attention-heatmap.js";
import type { AttentionLab } from "./lab/attention-lab.js";
import type { LabEvents } from "./lab/lab-events.js";
import type { AttentionQuestion } from "./question/attention-question.js";
import type { QuestionEvents } from "./question/question-events.js";
import type { Theme } from "./shared/base.js";

/*
 * What JSX and templates may write on the tags: attributes as in HTML, or properties, which React from 19 on and Vue set
 * where an element has them.
 */

/** The element of each tag. */
export interface TagElements {
  "attention-exercise": AttentionExercise;
  "attention-question": AttentionQuestion;
  "attention-heatmap": AttentionHeatmap;
  "attention-lab": AttentionLab;
}

/** The details of the events of each tag. */
export interface TagEvents {
  "attention-exercise": ExerciseEvents;
  "attention-question": QuestionEvents;
  "attention-heatmap": HeatmapEvents;
  "attention-lab": LabEvents;
}

interface Shared {
  lang?: string | undefined;
  theme?: Theme | undefined;
}

/** Properties of an element, each optional. */
type Properties<Element, Name extends keyof Element> = { [Key in Name]?: Element[Key] | undefined };

/** Properties that attributes write as text too. */
type Written<Element, Name extends keyof Element> = { [Key in Name]?: Element[Key] | string | undefined };

interface Exercise
  extends Shared,
    Properties<AttentionExercise, "slug" | "src" | "exercise" | "loading" | "exam" | "memory" | "assetBase">,
    Written<AttentionExercise, "languages"> {
  language?: Language | undefined;
  "asset-base"?: string | undefined;
}

interface Question extends Shared, Properties<AttentionQuestion, "slug" | "loading" | "exam" | "memory"> {}

interface Heatmap
  extends Shared,
    Properties<
      AttentionHeatmap,
      "rowTitle" | "columnTitle" | "label" | "colors" | "range" | "fixed" | "compact" | "kind" | "language" | "causal"
    >,
    Written<
      AttentionHeatmap,
      | "data"
      | "shape"
      | "q"
      | "qShape"
      | "k"
      | "kShape"
      | "mask"
      | "scale"
      | "queryOffset"
      | "rowLabels"
      | "columnLabels"
      | "dimensions"
      | "selection"
    > {
  "q-shape"?: string | undefined;
  "k-shape"?: string | undefined;
  "query-offset"?: number | string | undefined;
  "row-labels"?: string | undefined;
  "column-labels"?: string | undefined;
  "row-title"?: string | undefined;
  "column-title"?: string | undefined;
}

interface Lab extends Shared, Properties<AttentionLab, "settings" | "loading" | "memory" | "linkOf"> {
  name?: string | undefined;
}

/** What may stand on each tag. */
export interface TagAttributes {
  "attention-exercise": Exercise;
  "attention-question": Question;
  "attention-heatmap": Heatmap;
  "attention-lab": Lab;
}
