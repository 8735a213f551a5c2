// @ts-check
// `npm start` and all others: `node web/scripts/run.mjs start` runs commands/start.mjs. The modules of a command import what an
// old Node does not have, and would end in a SyntaxError; so Node is asked for its version before they are loaded.
import { readFileSync } from "node:fs";
import { whyNotNode } from "./node-needed.mjs";
import { inRoot } from "./paths.mjs";

const { engines } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
const refusal = whyNotNode(process.versions.node, engines.node);
if (refusal !== undefined) {
  process.stderr.write(`${refusal}\n`);
  process.exitCode = 1;
} else {
  const [command] = process.argv.splice(2, 1);
  await import(`./commands/${command}.mjs`);
}
