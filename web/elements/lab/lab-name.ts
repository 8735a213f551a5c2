export const labNames = ["sentence", "help", "tasks", "induction", "tiles"] as const;
export type LabName = (typeof labNames)[number];

export const isLabName = (name: string): name is LabName => labNames.some((known) => known === name);
