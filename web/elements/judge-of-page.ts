import type { Judge } from "../judge/index.js";

// Keyed by document, because every exercise on a page shares one sandbox and one copy of the kernels.
const judges = new WeakMap<Document, Promise<Judge>>();

/** The judge of this page, loaded when first asked for. */
export function judgeOf(page: Document): Promise<Judge> {
  const known = judges.get(page);
  if (known) return known;
  const judge = import("../judge/index.js").then(({ createJudge }) => createJudge());
  judges.set(page, judge);
  judge.catch(() => judges.delete(page));
  return judge;
}
