import pins from "./assets.json" with { type: "json" };

export interface FilePin {
  readonly bytes: number;
  /** Its sizes over the wire, as this project compresses it: what a progress bar expects until the host has said it. */
  readonly brotli: number;
  readonly gzip: number;
  readonly sha256: string;
}

/** The files that a runtime needs, as this version of the package pins them; assets.json says where they come from. */
export const pinnedFiles: Readonly<Record<string, FilePin>> = pins.files;

export const wheelName = pins.numpy.wheel;

/** What `npm` has to download for a new copy of them. */
export const downloadBytes = pins.pyodide.bytes + pins.numpy.bytes;

/** Pyodide's version. */
export const pyodideVersion = pins.pyodide.package.replace("pyodide@", "");
