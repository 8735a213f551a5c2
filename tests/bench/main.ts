// Measures in Node and in Chromium, prints one table and writes it as JSON. web/scripts/bench.mjs starts it.
import { fork } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runInChromium } from "./chromium.js";
import type { Build } from "./library.js";
import type { Effort } from "./measure.js";
import type { Message } from "./messages.js";
import type { EnvironmentResults, Results } from "./results.js";
import type { Order } from "./run.js";
import { formatMarkdown, formatText } from "./table.js";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] },
    node: { type: "boolean", default: false },
    chromium: { type: "boolean", default: false },
    markdown: { type: "boolean", default: false },
  },
});

/** A whole run has its own file, so that a look at one number does not overwrite it. */
const wholeFile = "build/bench.json";
const partFile = "build/bench-part.json";

const thorough: Effort = { rounds: 21, turnMs: 25, budgetMs: 6000 };
const quick: Effort = { rounds: 5, turnMs: 10, budgetMs: 500 };

const say = (line: string) => process.stderr.write(`${line}\n`);

/** Node 20 has relaxed SIMD behind a flag, which later versions do not know. */
const relaxedFlags = process.versions.node.startsWith("20.") ? ["--experimental-wasm-relaxed-simd"] : [];

if (values.markdown) {
  process.stdout.write(`${formatMarkdown(JSON.parse(readFileSync(wholeFile, "utf8")))}\n`);
} else {
  const results = await measureAll();
  const isWhole = !values.quick && values.only.length === 0 && values.node === values.chromium;
  mkdirSync("build", { recursive: true });
  const file = isWhole ? wholeFile : partFile;
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  process.stdout.write(`\n${formatText(results)}\nWritten to ${file}\n`);
}

async function measureAll(): Promise<Results> {
  const everywhere = values.node === values.chromium;
  const environments: EnvironmentResults[] = [];
  if (everywhere || values.node) {
    environments.push(await runInNode(order("simd128"), []), await runInNode(order("relaxed"), relaxedFlags));
  }
  if (everywhere || values.chromium) {
    const folder = join(process.cwd(), "build/bench/page");
    environments.push(await runInChromium(folder, order("relaxed"), say));
  }
  return {
    version: 1,
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

/** A process of its own, for flags of the engine, and for memory that nobody else has used. */
function runInNode(given: Order, flags: readonly string[]): Promise<EnvironmentResults> {
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
