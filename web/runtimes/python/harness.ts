import doors from "../worker/doors.js?raw";
import nodeDoors from "../worker/node-doors.js?raw";
import blocks from "./worker/blocks.py?raw";
import boot from "./worker/boot.js?raw";
import browser from "./worker/browser.js?raw";
import counting from "./worker/counting.py?raw";
import harness from "./worker/harness.js?raw";
import harnessPy from "./worker/harness.py?raw";
import modules from "./worker/modules.py?raw";
import names from "./worker/names.py?raw";
import node from "./worker/node.js?raw";
import snapshot from "./worker/snapshot.js?raw";
import tensors from "./worker/tensors.py?raw";
import weights from "./worker/weights.py?raw";

/** They share one namespace. */
const sources = Object.entries({
  "harness.py": harnessPy,
  "tensors.py": tensors,
  "names.py": names,
  "weights.py": weights,
  "blocks.py": blocks,
  "modules.py": modules,
  "counting.py": counting,
}).map(([name, text]) => ({ name, text }));

const script = (...host: readonly string[]) =>
  `(() => {\n"use strict";\nconst harnessSources = ${JSON.stringify(sources)};\n${[boot, snapshot, harness, ...host].join("\n")}\n})();\n`;

/** The script of a worker that runs learner code with Pyodide: classic, in a scope of its own. */
export const browserHarness = (): string => script(doors, browser);
export const nodeHarness = (): string => script(nodeDoors, node);
