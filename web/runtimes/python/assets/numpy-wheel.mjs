// @ts-check
import { createHash } from "node:crypto";
import { zip } from "./zip.mjs";

/** What a learner never imports. `_multiarray_tests` is not here: `import numpy` needs it. */
const dropped = [
  /(^|\/)(tests|f2py|distutils|include|_pyinstaller|__pycache__|lib\/pkgconfig)\//,
  /^numpy\/_core\/lib\//,
  /^numpy\/(random|_core)\/.*\.(a|pxd|c|pyx|ini)$/,
  /\.(pyi|pxd|h|a|pyx|ini|in)$/,
  /\/(conftest|setup|_generate_pyx)\.py$/,
  /\/_core\/_(umath|operand_flag|rational|struct_ufunc)_tests\./,
  /\.dist-info\/(RECORD|INSTALLER|REQUESTED|direct_url\.json|entry_points\.txt)$/,
];

/**
 * Makes a wheel for Pyodide of an installed NumPy, as its Emscripten package has it.
 *
 * @param {ReadonlyMap<string, Buffer>} installed the files of the package
 * @param {string} sitePackages the folder in it that holds `numpy/`, with a slash at the end
 * @returns {Buffer}
 */
export function numpyWheel(installed, sitePackages) {
  /** @type {Map<string, Uint8Array>} */
  const found = new Map();
  for (const [path, content] of installed) {
    const name = path.slice(sitePackages.length);
    if (path.startsWith(sitePackages) && !dropped.some((pattern) => pattern.test(name))) found.set(name, content);
  }

  const files = new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
  const metadata = [...files.keys()].find((name) => name.endsWith(".dist-info/METADATA"));
  if (!metadata) throw new Error(`There is no NumPy in ${sitePackages} of the package.`);
  files.set(metadata.replace(/METADATA$/, "RECORD"), record(files, metadata.replace(/METADATA$/, "RECORD")));
  return zip(files);
}

/** @param {ReadonlyMap<string, Uint8Array>} files @param {string} itself */
function record(files, itself) {
  const lines = [...files].map(
    ([name, content]) => `${name},sha256=${createHash("sha256").update(content).digest("base64url")},${content.length}`,
  );
  return Buffer.from(`${[...lines, `${itself},,`].join("\n")}\n`);
}
