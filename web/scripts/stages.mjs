// @ts-check
import { CommandError, capture, SetupError, say } from "../../cpp/toolchain/command.mjs";

/**
 * @template Result
 * @typedef {object} Stage
 * @property {string} name one word, to ask for it on the command line
 * @property {string} title
 * @property {() => Promise<Result>} run a SetupError fails the stage with its message
 */

/** @typedef {{ passed: boolean, output: string }} Outcome what came of work that prints nothing by itself */

/** @typedef {{ passed: boolean, failures: readonly string[] }} Ended what came of work that prints: a line for each failure */

/**
 * Runs stages one after the other, all of them even when one fails, and ends with what failed and a summary.
 *
 * @param {readonly Stage<Ended>[]} stages each prints what it has to say
 * @param {readonly string[]} wanted names; none means all
 */
export async function runStages(stages, wanted) {
  const results = [];
  /** @type {string[]} */
  const failed = [];
  for (const { title, run } of choose(stages, wanted)) {
    say(`\n=== ${title}`);
    const outcome = async () => {
      const { passed, failures } = await run();
      failed.push(...failures);
      return { passed, output: "" };
    };
    results.push(await timed(title, outcome));
  }
  if (failed.length > 0) say(`\n=== What failed\n${failed.map((line) => `  ${line}`).join("\n")}`);
  summarize(results);
}

/** @param {Promise<number>} status of a program that has shown its failures itself @returns {Promise<Ended>} */
export async function ended(status) {
  return { passed: (await status) === 0, failures: [] };
}

/**
 * Runs stages at the same time, and prints what each has to say when it has ended.
 *
 * @param {readonly Stage<Outcome>[]} stages
 * @param {readonly string[]} wanted names; none means all
 */
export async function runTogether(stages, wanted) {
  const running = choose(stages, wanted).map(({ title, run }) => timed(title, run, `\n=== ${title}\n`));
  summarize(await Promise.all(running));
}

/**
 * Runs a program and keeps what it prints: all of it when it fails, else its standard output.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string }} [options]
 * @returns {Promise<Outcome>}
 */
export async function quietly(command, args, options) {
  try {
    return { passed: true, output: await capture(command, args, options) };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { passed: false, output: error.output };
  }
}

/**
 * @template {Stage<unknown>} S
 * @param {readonly S[]} stages
 * @param {readonly string[]} wanted
 * @returns {readonly S[]}
 */
function choose(stages, wanted) {
  const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    throw new SetupError(
      `There is no stage ${unknown.join(", ")}. There are: ${stages.map(({ name }) => name).join(", ")}.`,
    );
  }
  return stages.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
}

/**
 * @param {string} title
 * @param {() => Promise<Outcome>} run
 * @param {string} [heading] before what it has to say
 */
async function timed(title, run, heading = "") {
  const start = Date.now();
  const { passed, output } = await run().catch((error) => {
    if (!(error instanceof SetupError)) throw error;
    return { passed: false, output: error.message };
  });
  if (heading + output !== "") say(heading + output.trimEnd());
  return { title, passed, seconds: (Date.now() - start) / 1000 };
}

/** @param {readonly { title: string, passed: boolean, seconds: number }[]} results */
function summarize(results) {
  const lines = results.map(
    ({ title, passed, seconds }) => `  ${passed ? "passed" : "FAILED"}  ${title} (${seconds.toFixed(1)} s)`,
  );
  const failed = results.filter(({ passed }) => !passed).length;
  say(`\n${lines.join("\n")}\n${results.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
