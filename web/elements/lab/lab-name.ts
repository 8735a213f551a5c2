/** The labs, in the order in which the page lists them. */
export const labNames = ["sentence", "help", "tasks", "induction", "tiles"] as const;
/** What `<attention-lab name>` takes. */
export type LabName = (typeof labNames)[number];

export const isLabName = (name: string): name is LabName => labNames.some((known) => known === name);
