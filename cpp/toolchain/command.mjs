// @ts-check
// Runs other programs for the set-up. Only Node's own modules: it works before `npm ci`.
import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A failure that a person can act on: the message says what is wrong and what to do. */
export class SetupError extends Error {
  /** @param {string} message @param {{ cause?: unknown }} [options] */
  constructor(message, options) {
    super(message, options);
    this.name = "SetupError";
  }
}

/** A program that ended with a failure, with the end of what it printed. */
export class CommandError extends Error {
  /** @param {string} command @param {number | string | null} status @param {string} output */
  constructor(command, status, output) {
    super(`${command} failed (${status})\n${lastLines(output, 15)}`);
    this.name = "CommandError";
    this.output = output;
  }
}

/** Prints one line of progress. @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * Runs a program quietly and returns what it printed on standard output.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onOutput?: (text: string) => void }} [options]
 * @returns {Promise<string>}
 * @throws {CommandError} when it cannot be started or ends with a status other than 0
 */
export function capture(command, args, { onOutput, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let both = "";
    child.stdout.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      stdout += text;
      both += text;
      onOutput?.(text);
    });
    child.stderr.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      both += text;
    });
    child.on("error", (error) => reject(new CommandError(command, error.message, both)));
    child.on("close", (status, signal) => {
      if (status === 0) resolve(stdout);
      else reject(new CommandError(command, status ?? signal, both));
    });
  });
}

/**
 * Runs a program whose output goes straight to the terminal.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} its exit status; 1 when a signal ended it
 */
export function passThrough(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: "inherit" });
    child.on("error", (error) => reject(new CommandError(command, error.message, "")));
    child.on("close", (status) => resolve(status ?? 1));
  });
}

/**
 * The full path of a program on the PATH.
 *
 * @param {string} name
 * @returns {string | undefined}
 */
export function findProgram(name) {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    if (folder === "") continue;
    for (const suffix of process.platform === "win32" ? [".exe", ".cmd", ".bat"] : [""]) {
      const path = join(folder, name + suffix);
      try {
        accessSync(path, constants.X_OK);
        if (statSync(path).isFile()) return path;
      } catch {
        // Not in this folder.
      }
    }
  }
  return undefined;
}

/**
 * Compares dotted version numbers.
 *
 * @param {string} version
 * @param {string} needed
 * @returns {boolean} whether `version` is `needed` or newer
 */
export function atLeast(version, needed) {
  const have = version.split(".").map(Number);
  for (const [index, want] of needed.split(".").map(Number).entries()) {
    const got = have[index] ?? 0;
    if (got !== want) return got > want;
  }
  return true;
}

/** @param {string} text @param {number} count */
function lastLines(text, count) {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
