import { createRunner, Instance } from "./instance.js";
import { kernelsOf } from "./kernels-of.js";
import type { Kernels } from "./load.js";
import { compileKernels, type LoadOptions } from "./module.js";

/** As `loadKernels`, without threads and without a memory of calls: less to download, for who calls now and then. */
export async function loadPlainKernels(options: LoadOptions = {}): Promise<Kernels> {
  const module = await compileKernels("loadKernels", options);
  return kernelsOf(module, () => createRunner(() => new Instance(module)));
}
