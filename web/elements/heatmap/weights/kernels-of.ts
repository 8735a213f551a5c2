import type { Kernels } from "../../../kernels/index.js";
import { loadPlainKernels } from "../../../kernels/load-plain.js";
import { wasmIn } from "../../../kernels/wasm-in.js";
import { assetFolderAround } from "./asset-folder-around.js";

// Keyed by document, as the judge is: the pictures of a page share one copy of the kernels.
const loaded = new WeakMap<Document, Map<string, Promise<Kernels>>>();

/** The kernels that an element's pictures are drawn with; after a failure the next call tries again. */
export function kernelsOf(element: Element): Promise<Kernels> {
  const page = element.ownerDocument;
  const known = loaded.get(page) ?? new Map<string, Promise<Kernels>>();
  loaded.set(page, known);
  const folder = assetFolderAround(element);
  const key = `${folder ?? ""}`;
  const loading = known.get(key) ?? loadPlainKernels({ wasm: folder && wasmIn(folder) });
  known.set(key, loading);
  loading.catch(() => known.delete(key));
  return loading;
}
