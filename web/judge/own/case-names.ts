/** Names of the cases that no seed draws again: with a reader's own inputs, and the one whose work is counted. */
export const ownCaseName = "own";
export const countedCaseName = "counted";
