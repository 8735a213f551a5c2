/** The package as its users get it: packed by npm, unpacked into the `node_modules` of an empty project. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export interface Project {
  readonly folder: string;
  readonly tarball: string;
  /** Paths of the files in the tarball. */
  readonly files: readonly string[];
  /** Bytes of the tarball. */
  readonly size: number;
  remove(): void;
}

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** What the package depends on, with what that depends on. */
const needed = [
  ...["lit", "@lit", "@lit-labs", "lit-html", "lit-element", "@codemirror", "@lezer", "uplot"],
  ...["@marijn", "crelt", "style-mod", "w3c-keyname"],
];

/** Puts a package that this repository has installed into another place. */
export const link = (name: string, place: string) => symlinkSync(resolve("node_modules", name), place);

export function installPackage(): Project {
  const folder = mkdtempSync(join(tmpdir(), "attention-dojo-project-"));
  const modules = join(folder, "node_modules");
  const target = join(modules, "attention-dojo");
  mkdirSync(target, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const packed = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--pack-destination", folder], { encoding: "utf8" }),
  );
  const { filename, size, files } = (Array.isArray(packed) ? packed[0] : packed["attention-dojo"]) as Packed;
  const tarball = join(folder, filename);
  execFileSync("tar", ["-xzf", tarball, "-C", target, "--strip-components=1"]);
  // The dependencies are those that are installed here already: a test needs no network.
  for (const name of [...needed, "@types", "typescript"]) link(name, join(modules, name));
  const paths = files.map(({ path }) => path);
  return { folder, tarball, files: paths, size, remove: () => rmSync(folder, { recursive: true }) };
}
