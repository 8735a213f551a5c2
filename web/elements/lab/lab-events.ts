import type { LabName } from "./lab-name.js";

/** What the detail of every event of a lab carries. `version` changes when a field changes its meaning. */
interface LabEventDetail {
  readonly version: 1;
  readonly name: LabName;
}

/** Detail of each event of `<attention-lab>`, by name. All bubble and cross shadow roots. */
export interface LabEvents {
  /** The lab is drawn and can be used. */
  "attention-lab-ready": LabEventDetail;
  /** The learner changed what the lab shows or computes; `settings` is what the attribute of that name takes. */
  "attention-lab-change": LabEventDetail & { readonly settings: string };
  /** The learner made a prediction. */
  "attention-lab-predicted": LabEventDetail & { readonly prediction: string };
  /** The lab could not be loaded, or a run failed. */
  "attention-lab-error": LabEventDetail & { readonly message: string };
}

declare global {
  interface GlobalEventHandlersEventMap {
    "attention-lab-ready": CustomEvent<LabEvents["attention-lab-ready"]>;
    "attention-lab-change": CustomEvent<LabEvents["attention-lab-change"]>;
    "attention-lab-predicted": CustomEvent<LabEvents["attention-lab-predicted"]>;
    "attention-lab-error": CustomEvent<LabEvents["attention-lab-error"]>;
  }
}
