/** A browser's storage with so much room, in characters. */
export class FakeStorage implements Storage {
  private readonly entries = new Map<string, string>();
  [name: string]: unknown;

  constructor(public room = Number.POSITIVE_INFINITY) {}

  get length(): number {
    return this.entries.size;
  }

  key(index: number): string | null {
    return [...this.entries.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.entries.get(key) ?? null;
  }

  setItem(key: string, text: string): void {
    const others = [...this.entries].filter(([other]) => other !== key);
    const taken = others.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
    if (taken + key.length + text.length > this.room) throw new DOMException("Full.", "QuotaExceededError");
    this.entries.set(key, text);
  }

  removeItem(key: string): void {
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
  }
}
