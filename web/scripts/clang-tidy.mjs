// @ts-check
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { capture } from "../../cpp/toolchain/command.mjs";
import { createPool } from "./pool.mjs";
import { quietly } from "./stages.mjs";

/** @typedef {{ directory: string, command: string, file: string }} CompileCommand */

/**
 * @typedef {object} Options
 * @property {string} root above the files: no .clang-tidy counts that is higher up
 * @property {string} tool clang-tidy
 * @property {string} database the folder of compile_commands.json; what was found clean is written down there
 * @property {import("./pool.mjs").Pool} [pool] default: as many files at a time as there are processors
 */

/**
 * Checks C++ files. One that was clean is checked again when something has changed that it is made of: itself, a header of
 * ours or of others, how it is compiled, a .clang-tidy, the tool.
 *
 * @param {readonly string[]} files full paths
 * @param {Options} options
 * @returns {Promise<import("./stages.mjs").Outcome>}
 */
export async function tidy(files, { root, tool, database, pool = createPool() }) {
  const version = await capture(tool, ["--version"]);
  const commands = readCommands(database);
  const digestOfFile = createFileDigests();
  let unchanged = 0;

  /** @param {string} file @returns {Promise<import("./stages.mjs").Outcome>} */
  const checkFile = async (file) => {
    const command = commands.get(file);
    const digestOf = (/** @type {readonly string[]} */ parts) =>
      sha256(JSON.stringify([version, command, ...parts.map((part) => [part, digestOfFile(part)])]));
    const record = join(database, "clean", `${relative(root, file).replaceAll(sep, "+")}.json`);
    const clean = existsSync(record) ? JSON.parse(readFileSync(record, "utf8")) : undefined;
    if (clean !== undefined && clean.digest === digestOf(clean.parts)) {
      unchanged += 1;
      return { passed: true, output: "" };
    }
    // Before the check: what is changed meanwhile is found changed the next time.
    const headers = command && (await dependenciesOf(command));
    const parts = headers && [...headers, ...configurationsOf(file, root)];
    const digest = parts && digestOf(parts);
    const outcome = await quietly(tool, ["-p", database, "--quiet", file]);
    if (outcome.passed && parts) {
      mkdirSync(dirname(record), { recursive: true });
      writeFileSync(record, JSON.stringify({ digest, parts }));
    }
    return outcome;
  };

  const outcomes = await Promise.all(files.map((file) => pool(() => checkFile(file))));
  const failed = outcomes.filter(({ passed }) => !passed);
  const lines = failed.flatMap(({ output }) => output.split("\n"));
  const complaints = lines.filter((line) => !/^\d+ warnings? (generated|treated as errors)/.test(line));
  const summary = `Checked ${files.length - unchanged} files; ${unchanged} have not changed since they were clean.`;
  return { passed: failed.length === 0, output: [...complaints, summary].join("\n") };
}

/**
 * @param {string} database
 * @returns {ReadonlyMap<string, CompileCommand>} by full path
 */
function readCommands(database) {
  /** @type {CompileCommand[]} */
  const commands = JSON.parse(readFileSync(join(database, "compile_commands.json"), "utf8"));
  return new Map(commands.map((command) => [resolve(command.directory, command.file), command]));
}

/**
 * @param {CompileCommand} command
 * @returns {Promise<string[] | undefined>} the file and every header that it reads; undefined when it does not compile
 */
async function dependenciesOf({ directory, command }) {
  const listing = await quietly("sh", ["-c", command.replace(/ -o \S+ -c /, " -M ")], { cwd: directory });
  if (!listing.passed) return undefined;
  // In the syntax of make: "target: file file \<newline> file", with a backslash before a space that is part of a name.
  const names = listing.output.replace(/^.*?:\s/s, "").match(/(?:\\ |[^\s\\])+/g) ?? [];
  return names.map((name) => resolve(directory, name.replaceAll("\\ ", " ")));
}

/**
 * @param {string} file
 * @param {string} root
 * @returns {string[]} where a .clang-tidy is, or may be one day
 */
function configurationsOf(file, root) {
  const folder = dirname(file);
  const here = join(folder, ".clang-tidy");
  return folder === root ? [here] : [here, ...configurationsOf(folder, root)];
}

/** @returns {(path: string) => string} by its content; each file is read once */
function createFileDigests() {
  /** @type {Map<string, string>} */
  const known = new Map();
  return (path) => {
    const digest = known.get(path) ?? (existsSync(path) ? sha256(readFileSync(path)) : "");
    known.set(path, digest);
    return digest;
  };
}

/** @param {string | Buffer} content */
const sha256 = (content) => createHash("sha256").update(content).digest("hex");
