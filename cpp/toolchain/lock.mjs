// @ts-check
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { say } from "./command.mjs";

const heartbeatMs = 2000;
const staleMs = 15 * heartbeatMs;

/**
 * Runs one piece of work at a time among all processes that name the same lock file. A process that was killed leaves its
 * lock behind: it counts no longer once its process is gone, or once its heartbeat has stopped.
 *
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, work) {
  mkdirSync(dirname(path), { recursive: true });
  for (let waited = false; !take(path); waited = true) {
    if (isAbandoned(path)) {
      rmSync(path, { force: true });
      continue;
    }
    if (!waited) say("Another command is setting this checkout up; waiting for it.");
    await sleep(500);
  }
  const release = () => rmSync(path, { force: true });
  const interrupt = () => process.exit(130);
  process.on("exit", release).on("SIGINT", interrupt).on("SIGTERM", interrupt);
  const heartbeat = setInterval(() => utimesSync(path, new Date(), new Date()), heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.off("exit", release).off("SIGINT", interrupt).off("SIGTERM", interrupt);
    release();
  }
}

/** @param {string} path */
function take(path) {
  try {
    const file = openSync(path, "wx");
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** @param {string} path */
function isAbandoned(path) {
  try {
    if (Date.now() - statSync(path).mtimeMs > staleMs) return true;
    const owner = Number(readFileSync(path, "utf8"));
    if (owner > 0) process.kill(owner, 0);
    return false;
  } catch (error) {
    // ESRCH: no such process. Anything else (the lock has just gone, the process is someone else's) is looked at again.
    return errorCode(error) === "ESRCH";
  }
}

/** @param {unknown} error */
function errorCode(error) {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
