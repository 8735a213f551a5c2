import type { HTMLAttributes } from "vue";
import type { TagAttributes, TagElements, TagEvents } from "./tags.js";

/*
 * Types for the templates of Vue 3: `import type {} from "attention-dojo/vue"` once in a project. There is nothing in it that
 * runs. Vue must be told that the tags are elements, no components: `isCustomElement: (tag) => tag.startsWith("attention-")`.
 */

type Emit<Events> = <Name extends keyof Events & string>(event: Name, detail: CustomEvent<Events[Name]>) => void;

type Tag<Name extends keyof TagElements> = new () => TagElements[Name] & {
  /** @deprecated For the checking of templates only. */
  $props: Omit<HTMLAttributes, keyof TagAttributes[Name]> & TagAttributes[Name];
  /** @deprecated For the checking of templates only. */
  $emit: Emit<TagEvents[Name]>;
};

declare module "vue" {
  interface GlobalComponents {
    "attention-exercise": Tag<"attention-exercise">;
    "attention-question": Tag<"attention-question">;
    "attention-heatmap": Tag<"attention-heatmap">;
    "attention-lab": Tag<"attention-lab">;
  }
}
