// @ts-check
// Starts Pyodide and NumPy from files in memory: a worker in the sandbox can fetch nothing, and in Node the same way will do.

/**
 * @typedef {object} PythonAssets
 * @property {string} version of Pyodide
 * @property {Uint8Array} wasm `pyodide.asm.wasm`
 * @property {Uint8Array} stdlib `python_stdlib.zip`
 * @property {Uint8Array} wheel NumPy, stored
 * @property {string} torch the small PyTorch: sources by their paths, as JSON
 * @property {Snapshot} [snapshot] of an earlier worker of the same assets, which makes this one start faster
 */

/** WebAssembly pages of 64 KiB: Python gets no more than 1 GiB, and raises MemoryError then. */
const maxPages = 16_384;
const defaultPages = 320;
const sitePackages = "/lib/python3.12/site-packages";
const assetsUrl = "https://assets.invalid/";

/**
 * Starts Python with NumPy and the harness.
 *
 * @param {PythonAssets} assets
 * @param {readonly { readonly name: string, readonly text: string }[]} sources of the harness, in order
 * @returns {Promise<{ pyodide: any, python: PythonHarness, snapshot?: Snapshot }>} `snapshot` unless one was given
 */
async function boot(assets, sources) {
  const pyodide = await startPyodide(assets);
  pyodide._api.config._loadSnapshot = undefined; // Pyodide would keep it in memory.
  const globals = pyodide.globals;
  if (!assets.snapshot) {
    const namespace = pyodide.runPython(
      "import builtins; {'__builtins__': dict(vars(builtins)), '__name__': 'harness'}",
    );
    for (const { name, text } of sources) pyodide.runPython(text, { globals: namespace, filename: name });
    globals.set("harness", namespace);
    namespace.destroy();
  }
  const snapshot = assets.snapshot ? undefined : takeSnapshot(pyodide);
  const namespace = globals.get("harness");
  const python = /** @type {PythonHarness} */ ({});
  for (const name of /** @type {const} */ (["prepare", "find_new_files", "lock", "load", "call", "back", "noted", "counts"]))
    python[name] = namespace.get(name);
  globals.clear();
  hideJavaScript(pyodide._module);
  return { pyodide, python, ...(snapshot && { snapshot }) };
}

/**
 * Of what is linked by name, with `ctypes` and by NumPy's libraries, leaves what is C; of what is JavaScript, what C++'s
 * exceptions need. `emscripten_run_script` is JavaScript, and so is what leads from Python's objects to those of JavaScript.
 *
 * @param {any} module of Emscripten
 */
function hideJavaScript(module) {
  const { exports } = module.LDSO.loadedLibsByName.__main__;
  const needed = /^(abort|backtrace|exit|invoke_\w+|__cxa_\w+|__resumeException|_emscripten_throw_longjmp)$/;
  const bridge = /js|hiwire|pyodide|pyproxy/i;
  const ofPython = /^(Py|_Py|_Z)/;
  for (const name of Object.keys(exports)) {
    if (typeof exports[name] !== "function" || needed.test(name)) continue;
    const isJavaScript = !/\[native code\]/.test(`${exports[name]}`);
    if (isJavaScript || (bridge.test(name) && !ofPython.test(name)) || name === "PyInit__pyodide_core")
      delete exports[name];
  }
}

/**
 * @param {PythonAssets} assets
 * @returns {Promise<any>} Pyodide, with NumPy in its file system
 */
async function startPyodide({ version, wasm, stdlib, wheel, torch, snapshot }) {
  const scope = /** @type {any} */ (globalThis);
  const lock = { info: { arch: "wasm32", platform: "emscripten", python: "3", version }, packages: {} };
  scope.fetch = async (/** @type {string | URL} */ url) => {
    switch (`${url}`.slice(assetsUrl.length)) {
      case "pyodide-lock.json":
        return { ok: true, json: async () => lock };
      case "pyodide.asm.wasm":
        return wasm;
      case "python_stdlib.zip":
        return { ok: true, arrayBuffer: async () => stdlib.buffer };
      default:
        throw new TypeError(`There is no network here: ${url}`);
    }
  };
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (source, imports) =>
    WebAssembly.instantiate(/** @type {any} */ (await source), imports);
  const createModule = scope._createPyodideModule;
  scope._createPyodideModule = async (/** @type {any} */ settings) => {
    const initial = snapshot?.pages ?? defaultPages;
    const module = await createModule({
      ...settings,
      wasmMemory: new WebAssembly.Memory({ initial, maximum: maxPages }),
    });
    addBacktrace(module);
    if (snapshot) loadLibraries(module, snapshot);
    return module;
  };
  try {
    return await scope.loadPyodide({
      indexURL: assetsUrl,
      env: { HOME: "/home", PYTHONHASHSEED: "0" },
      stdin: () => null,
      stdout: () => {},
      stderr: () => {},
      fsInit: async (/** @type {any} */ fs) => {
        unpack(fs, sitePackages, wheel);
        writeSources(fs, sitePackages, torch);
      },
      ...(snapshot ? { _loadSnapshot: snapshot.memory } : { _makeSnapshot: true }),
    });
  } finally {
    WebAssembly.instantiateStreaming = instantiateStreaming;
    // Declared by `var` in a script: they can be emptied, not deleted.
    for (const name of ["fetch", "_createPyodideModule", "loadPyodide"]) scope[name] = undefined;
  }
}

/**
 * NumPy 2.0.1 was built against a C library that declares glibc's backtrace(3) and does not have it: without the symbol,
 * dividing two arrays fails. Given no frames, NumPy does not reuse temporary arrays, as on other platforms without it.
 *
 * @param {any} module
 */
function addBacktrace(module) {
  module.LDSO.loadedLibsByName.__main__.exports.backtrace ??= Object.assign(() => 0, { sig: "iii" });
}

/**
 * @param {any} fs
 * @param {string} folder
 * @param {string} sources by their paths, as JSON
 */
function writeSources(fs, folder, sources) {
  for (const [name, text] of Object.entries(JSON.parse(sources))) {
    const path = `${folder}/${name}`;
    fs.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    fs.writeFile(path, text);
  }
}

/**
 * Puts the files of a zip archive in which everything is stored into the file system, without copying them.
 *
 * @param {any} fs
 * @param {string} folder
 * @param {Uint8Array} archive
 */
function unpack(fs, folder, archive) {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const text = new TextDecoder();
  const end = archive.byteLength - 22;
  let at = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    const size = view.getUint32(at + 20, true);
    const nameLength = view.getUint16(at + 28, true);
    const name = text.decode(archive.subarray(at + 46, at + 46 + nameLength));
    const header = view.getUint32(at + 42, true);
    const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    // Pyodide would enter what it finds there in a table that a snapshot must not have.
    if (!name.includes(".dist-info/")) {
      const path = `${folder}/${name}`;
      fs.mkdirTree(path.slice(0, path.lastIndexOf("/")));
      fs.writeFile(path, archive.subarray(start, start + size), { canOwn: true });
    }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}
