import type { Kernels } from "../../../kernels/index.js";
import { loadPlainKernels } from "../../../kernels/load-plain.js";

// Keyed by document, as the judge is: the pictures of a page share one copy of the kernels.
const loaded = new WeakMap<Document, Promise<Kernels>>();

/** The kernels that the pictures of a page are drawn with; after a failure the next call tries again. */
export function kernelsOf(page: Document): Promise<Kernels> {
  const loading = loaded.get(page) ?? loadPlainKernels();
  loaded.set(page, loading);
  loading.catch(() => loaded.delete(page));
  return loading;
}
