/** Every host has it; the language by itself, which this room is written in, does not. */
declare const setTimeout: (callback: () => void) => unknown;

/** Between two pieces of long work: whatever else waits in the page has its turn. */
export const othersTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
