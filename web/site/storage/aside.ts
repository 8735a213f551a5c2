/** Before the whole key of an entry that could not be read. */
export const asidePrefix = "attention-dojo:damaged:";

/** Moves an entry out of the way, beside whatever is there already. Throws, and leaves it, where that is not possible. */
export function setAside(store: Storage, key: string, text: string): void {
  let place = asidePrefix + key;
  while (store.getItem(place) !== null && store.getItem(place) !== text) place += "+";
  // A full storage has no room for both.
  store.removeItem(key);
  try {
    store.setItem(place, text);
  } catch (error) {
    store.setItem(key, text);
    throw error;
  }
}
