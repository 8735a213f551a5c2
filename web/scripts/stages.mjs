// @ts-check
import { SetupError, say } from "../../cpp/toolchain/command.mjs";

/**
 * @typedef {object} Stage
 * @property {string} name one word, to ask for it on the command line
 * @property {string} title
 * @property {() => Promise<number>} run resolves to an exit status; a SetupError fails the stage with its message
 */

/**
 * Runs stages one after the other, all of them even when one fails, and ends with a summary.
 *
 * @param {readonly Stage[]} stages
 * @param {readonly string[]} wanted names; none means all
 */
export async function runStages(stages, wanted) {
  const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    throw new SetupError(
      `There is no stage ${unknown.join(", ")}. There are: ${stages.map(({ name }) => name).join(", ")}.`,
    );
  }
  /** @type {string[]} */
  const summary = [];
  let failed = 0;
  const chosen = stages.filter((stage) => wanted.length === 0 || wanted.includes(stage.name));
  for (const stage of chosen) {
    say(`\n=== ${stage.title}`);
    const start = Date.now();
    const passed = await hasPassed(stage);
    if (!passed) failed += 1;
    summary.push(`  ${passed ? "passed" : "FAILED"}  ${stage.title} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  }
  say(`\n${summary.join("\n")}\n${chosen.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

/** @param {Stage} stage */
async function hasPassed(stage) {
  try {
    return (await stage.run()) === 0;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    return false;
  }
}
