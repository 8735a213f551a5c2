// @ts-check
// Which tests failed, from the reports that Vitest and Playwright write. A run prints them last: who sees only the end of a long
// log knows what to look for.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { inRoot, root } from "./paths.mjs";

/** @typedef {{ fullName: string, status: string, failureMessages: readonly string[] }} VitestCase */
/** @typedef {{ name: string, status: string, message: string, assertionResults: readonly VitestCase[] }} VitestFile */

/** @typedef {{ status: string, results: readonly { error?: { message?: string } }[] }} PlaywrightTest */
/** @typedef {{ title: string, file: string, line: number, tests: readonly PlaywrightTest[] }} PlaywrightSpec */
/** @typedef {{ specs: readonly PlaywrightSpec[], suites?: readonly PlaywrightSuite[] }} PlaywrightSuite */

/**
 * Runs a test runner that writes a report.
 *
 * @param {string} name of the report, in build/test-reports
 * @param {(report: string) => string[]} failedIn reads the report
 * @param {(report: string) => Promise<number>} run resolves to the exit status of the runner
 * @returns {Promise<import("./stages.mjs").Ended>}
 */
export async function withReport(name, failedIn, run) {
  const report = inRoot("build", "test-reports", `${name}.json`);
  rmSync(report, { force: true });
  const passed = (await run(report)) === 0;
  const without = passed ? [] : [`${name}: it ended without a report`];
  return { passed, failures: existsSync(report) ? failedIn(report) : without };
}

/**
 * @param {string} report path of what Vitest's reporter `json` wrote
 * @returns {string[]} a line for each test that failed, and for each file that could not be loaded
 */
export function failedInVitest(report) {
  /** @type {{ testResults: readonly VitestFile[] }} */
  const { testResults } = JSON.parse(readFileSync(report, "utf8"));
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((result) => result.status === "failed");
    if (failed.length === 0 && status === "failed") return [line(file, "the file itself", message)];
    return failed.map(({ fullName, failureMessages }) => line(file, fullName, failureMessages[0]));
  });
}

/**
 * @param {string} report path of what Playwright's reporter `json` wrote
 * @returns {string[]} a line for each test that failed, or failed at first, and for each error outside of tests
 */
export function failedInPlaywright(report) {
  /** @type {{ suites: readonly PlaywrightSuite[], errors: readonly { message?: string }[] }} */
  const { suites, errors } = JSON.parse(readFileSync(report, "utf8"));
  return [
    ...errors.map(({ message }) => line("Playwright", "outside of tests", message)),
    ...suites.flatMap(specsOf).flatMap(({ file, line: at, title, tests }) =>
      tests.flatMap(({ status, results }) => {
        if (status !== "unexpected" && status !== "flaky") return [];
        const { error } = results.find((result) => result.error !== undefined) ?? {};
        return [line(`${status === "flaky" ? "flaky: " : ""}${file}:${at}`, title, error?.message)];
      }),
    ),
  ];
}

/** @param {PlaywrightSuite} suite @returns {PlaywrightSpec[]} */
function specsOf({ specs, suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
}

/** @param {string} where @param {string} what @param {string} [message] */
function line(where, what, message = "") {
  const [first = ""] = stripVTControlCharacters(message).trim().split("\n");
  return `${where} › ${what}: ${first}`;
}
