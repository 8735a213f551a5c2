import type { ClassAttributes, HTMLAttributes } from "react";
import type { TagAttributes, TagElements, TagEvents } from "./tags.js";

/*
 * Types for JSX, for React 18 and 19: `import type {} from "attention-dojo/react"` once in a project. There is nothing in it
 * that runs. React 19 hears events by `onattention-result={...}`; React 18 knows attributes only, and needs a ref for events.
 */

type Listeners<Events> = {
  [Name in keyof Events & string as `on${Name}`]?: ((event: CustomEvent<Events[Name]>) => void) | undefined;
};

type Tag<Name extends keyof TagElements> = Omit<HTMLAttributes<TagElements[Name]>, keyof TagAttributes[Name]> &
  ClassAttributes<TagElements[Name]> &
  TagAttributes[Name] &
  Listeners<TagEvents[Name]>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "attention-exercise": Tag<"attention-exercise">;
      "attention-question": Tag<"attention-question">;
      "attention-heatmap": Tag<"attention-heatmap">;
      "attention-lab": Tag<"attention-lab">;
    }
  }
}
