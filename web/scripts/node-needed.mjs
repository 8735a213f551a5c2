// @ts-check
import { atLeast } from "../../cpp/toolchain/command.mjs";

/**
 * Why this Node will not do, as a sentence.
 *
 * @param {string} version such as 20.19.0
 * @param {string} range `engines.node` of package.json: `^` and `>=`, joined by `||`
 * @returns {string | undefined} undefined when it will do
 * @throws {Error} when the range is written in another way
 */
export function whyNotNode(version, range) {
  if (isInRange(version, range)) return undefined;
  return `Node ${version} is running this. It needs ${inWords(range)}: https://nodejs.org`;
}

/**
 * @param {string} version
 * @param {string} range
 */
export function isInRange(version, range) {
  return read(range).some(
    ({ least, line }) => atLeast(version, least) && (line === undefined || version.startsWith(`${line}.`)),
  );
}

/** @param {string} range @returns {string} as it stands in the texts for people */
export function inWords(range) {
  return read(range)
    .map(({ least, line }) => {
      const short = least.replace(/(\.0)+$/, "");
      return line === undefined ? `${short} or later` : `${short} or a later ${line}`;
    })
    .join(", or ");
}

/**
 * @param {string} range
 * @returns {{ least: string, line?: string }[]} `line`: the first number, where the others may only be newer within it
 */
function read(range) {
  return range.split("||").map((part) => {
    const [, sign, least, line] = /^\s*(\^|>=)\s*((\d+)(?:\.\d+)*)\s*$/.exec(part) ?? [];
    if (least === undefined || line === undefined) throw new Error(`Neither ^ nor >= of a version: ${range}`);
    return sign === "^" ? { least, line } : { least };
  });
}
