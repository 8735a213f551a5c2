/** Every entry of the storage whose key begins like this; none where it cannot be read. */
export function entriesOf(store: Storage | null, prefix: string): ReadonlyMap<string, string> {
  try {
    const keys = Array.from({ length: store?.length ?? 0 }, (_, i) => store?.key(i) ?? "");
    return new Map(keys.filter((key) => key.startsWith(prefix)).map((key) => [key, store?.getItem(key) ?? ""]));
  } catch {
    return new Map();
  }
}
