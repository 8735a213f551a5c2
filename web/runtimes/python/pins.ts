import pins from "./assets.json" with { type: "json" };

export interface FilePin {
  readonly bytes: number;
  readonly sha256: string;
}

/** The files that a runtime needs, as this version of the package pins them; assets.json says where they come from. */
export const pinnedFiles: Readonly<Record<string, FilePin>> = pins.files;

export const wheelName = pins.numpy.wheel;

/** Pyodide's version. */
export const pyodideVersion = pins.pyodide.package.replace("pyodide@", "");
