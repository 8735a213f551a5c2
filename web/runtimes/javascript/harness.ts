import doors from "../worker/doors.js?raw";
import nodeDoors from "../worker/node-doors.js?raw";
import browser from "./worker/browser.js?raw";
import copy from "./worker/copy.js?raw";
import format from "./worker/format.js?raw";
import harness from "./worker/harness.js?raw";
import node from "./worker/node.js?raw";
import primordials from "./worker/primordials.js?raw";

const script = (...host: readonly string[]) =>
  `(() => {\n"use strict";\n${[primordials, copy, format, harness, ...host].join("\n")}\n})();\n`;

/** The script of a worker that runs learner code: classic, in a scope of its own. */
export const browserHarness = (): string => script(doors, browser);
export const nodeHarness = (): string => script(nodeDoors, node);
