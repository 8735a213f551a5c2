// Measures in Node and in Chromium, prints one table and writes it as JSON. web/scripts/commands/bench.mjs starts it.
import { fork } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { hasRelaxedSimd } from "../../web/kernels/relaxed.js";
import { runInChromium } from "./chromium.js";
import type { Build } from "./library.js";
import type { Effort } from "./measure.js";
import type { Message } from "./messages.js";
import type { EnvironmentResults, Results } from "./results.js";
import { publishedOf } from "./rows.js";
import type { Order } from "./run.js";
import { formatText } from "./table.js";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] },
    node: { type: "boolean", default: false },
    chromium: { type: "boolean", default: false },
    last: { type: "boolean", default: false },
    publish: { type: "boolean", default: false },
  },
});

/** A whole run has its own file, so that a look at one number does not overwrite it. */
const wholeFile = "build/bench.json";
const partFile = "build/bench-part.json";
const publishedFile = "web/site/docs/bench.json";

const thorough: Effort = { rounds: 21, turnMs: 25, budgetMs: 3000 };
const quick: Effort = { rounds: 5, turnMs: 10, budgetMs: 500 };

const say = (line: string) => process.stderr.write(`${line}\n`);

/** Node 20 has what jax-js needs behind a flag, which later versions do not know. */
const flags = process.versions.node.startsWith("20.") ? ["--harmony-iterator-helpers"] : [];

const results: Results = values.last ? JSON.parse(readFileSync(wholeFile, "utf8")) : await measureAndKeep();
process.stdout.write(`\n${formatText(results)}\n`);
if (values.publish) writeFileSync(publishedFile, `${JSON.stringify(publishedOf(results))}\n`);

async function measureAndKeep(): Promise<Results> {
  const measured = await measureAll();
  const isWhole = !values.quick && values.only.length === 0 && values.node === values.chromium;
  mkdirSync("build", { recursive: true });
  const file = isWhole ? wholeFile : partFile;
  writeFileSync(file, `${JSON.stringify(measured, null, 2)}\n`);
  say(`Written to ${file}`);
  return measured;
}

async function measureAll(): Promise<Results> {
  const everywhere = values.node === values.chromium;
  const environments: EnvironmentResults[] = [];
  if (everywhere || values.node) {
    environments.push(await runInNode(order("simd128")));
    // Where the library itself would take it.
    if (hasRelaxedSimd()) environments.push(await runInNode(order("relaxed")));
  }
  if (everywhere || values.chromium) {
    const folder = join(process.cwd(), "build/bench/page");
    environments.push(await runInChromium(folder, order("relaxed"), say));
  }
  return {
    version: 2,
    date: new Date().toISOString(),
    machine: {
      processor: cpus()[0]?.model ?? "an unknown processor",
      cores: cpus().length,
      platform: `${process.platform} ${process.arch}`,
    },
    peers: Object.fromEntries(
      ["onnxruntime-web", "@tensorflow/tfjs-backend-wasm", "@jax-js/jax", "numpy-ts"].map((name) => [
        name,
        versionOf(name),
      ]),
    ),
    quick: values.quick,
    environments,
  };
}

function order(build: Build): Order {
  const engine = `Node ${process.versions.node}`;
  return { engine, build, only: values.only, effort: values.quick ? quick : thorough };
}

function versionOf(name: string): string {
  return JSON.parse(readFileSync(join("node_modules", name, "package.json"), "utf8")).version;
}

/** A process of its own, for its flags, and for memory that nobody else has used. */
function runInNode(given: Order): Promise<EnvironmentResults> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, "node.js"), [JSON.stringify(given)], { execArgv: [...flags] });
    child.on("message", (message: Message) => {
      switch (message.type) {
        case "progress":
          say(message.line);
          break;
        case "results":
          resolve(message.results);
          break;
        default:
          message satisfies never;
      }
    });
    child.on("error", reject);
    child.on("exit", (status) => reject(new Error(`the measuring process ended with status ${status}`)));
  });
}
