/** What comes back for review: an exercise or a question. */
export interface Item {
  readonly kind: "exercise" | "question";
  readonly slug: string;
}

/** The name under which an item's reviews are stored: `question:why-scale-by-root-d`. */
export const keyOf = ({ kind, slug }: Item) => `${kind}:${slug}`;

export function itemOf(key: string): Item | null {
  const [kind, slug] = key.split(":");
  return (kind === "exercise" || kind === "question") && slug ? { kind, slug } : null;
}
