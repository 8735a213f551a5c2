import doors from "../worker/doors.js?raw";
import nodeDoors from "../worker/node-doors.js?raw";
import boot from "./worker/boot.js?raw";
import browser from "./worker/browser.js?raw";
import harness from "./worker/harness.js?raw";
import python from "./worker/harness.py?raw";
import node from "./worker/node.js?raw";
import snapshot from "./worker/snapshot.js?raw";

const script = (...host: readonly string[]) =>
  `(() => {\n"use strict";\nconst harnessSource = ${JSON.stringify(python)};\n${[boot, snapshot, harness, ...host].join("\n")}\n})();\n`;

/** The script of a worker that runs learner code with Pyodide: classic, in a scope of its own. */
export const browserHarness = (): string => script(doors, browser);
export const nodeHarness = (): string => script(nodeDoors, node);
