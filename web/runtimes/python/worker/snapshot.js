// @ts-check
// A snapshot is the memory of a worker in which NumPy and the harness are loaded. A worker that starts from one has nothing
// left to import. Pyodide makes and restores snapshots of its own memory; what it does not know of are dynamic libraries,
// such as NumPy's: their code is loaded here, in the same order and at the same addresses, before the memory is restored.

/**
 * @typedef {object} Library A dynamic library, as Emscripten's loader knows it.
 * @property {string} path
 * @property {number} handle where its record is in memory
 * @property {boolean} global
 *
 * @typedef {object} Snapshot
 * @property {Uint8Array} memory in Pyodide's format
 * @property {number} pages of memory
 * @property {readonly Library[]} libraries in the order in which they were loaded
 */

/**
 * @param {any} pyodide started with `_makeSnapshot`
 * @returns {Snapshot}
 */
function takeSnapshot(pyodide) {
  pyodide.runPython("import gc; gc.collect(); del gc");
  const { LDSO, HEAP8 } = pyodide._module;
  const handles = new Map(
    Object.entries(LDSO.loadedLibsByHandle).map(([handle, library]) => [library, Number(handle)]),
  );
  const libraries = Object.entries(LDSO.loadedLibsByName)
    .filter(([path]) => path !== "__main__")
    .map(([path, library]) => ({ path, handle: handles.get(library) ?? 0, global: Boolean(library.global) }));
  return { memory: pyodide.makeMemorySnapshot(), pages: HEAP8.length / 65_536, libraries };
}

/**
 * Loads the libraries of a snapshot. Their records in memory say where each one belongs, so the memory must be there first;
 * loading sets the libraries' variables to their first values, so it must be restored once more afterwards. Pyodide does that.
 *
 * @param {any} module of Emscripten, with NumPy in its file system
 * @param {Snapshot} snapshot
 */
function loadLibraries(module, { memory, pages, libraries }) {
  const bytes = pages * 65_536;
  module.HEAPU8.set(memory.subarray(memory.length - bytes));
  for (const { path, handle, global } of libraries) {
    const flags = { global, nodelete: true, loadAsync: false, fs: module.FS };
    module.loadDynamicLibrary(path, flags, global ? null : {}, handle);
  }
}
