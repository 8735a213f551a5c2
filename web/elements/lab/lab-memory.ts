/** What a lab keeps over a reload. A site may give its own memory; without one the element forgets with the page. */
export interface LabMemory {
  /** What was kept under this key, or undefined. Values are such as `structuredClone` copies. */
  read(key: string): Promise<unknown>;
  write(key: string, value: unknown): Promise<void>;
}

/** Remembers for as long as the element lives. */
export function createForgetfulLabMemory(): LabMemory {
  const kept = new Map<string, unknown>();
  return {
    read: async (key) => kept.get(key),
    write: async (key, value) => void kept.set(key, structuredClone(value)),
  };
}
