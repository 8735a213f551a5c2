/** The worker in which labs compute: one job, which begins with the first message. It ends with the worker. */
import type { LoadOptions } from "../kernels/index.js";
import { loadTrainingKernels } from "../kernels/training.js";
import { wasmIn } from "../kernels/wasm-in.js";
import type { Host, Job } from "./job.js";
import { type JobName, jobs, repeatable } from "./jobs.js";
import type { ToPage, ToWorker } from "./protocol.js";

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<ToWorker>) => void;
  postMessage(message: ToPage): void;
};

/** Turns that take no time: `setTimeout` waits for four milliseconds each. */
const channel = new MessageChannel();
const giveWay = () =>
  new Promise<void>((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });

const commands: unknown[] = [];
let wake: (() => void) | undefined;
let paused = false;

scope.onmessage = ({ data }) => {
  switch (data.kind) {
    case "start":
      void start(data.name, data.settings, data.folder);
      break;
    case "command":
      commands.push(data.command);
      break;
    case "pause":
      paused = true;
      break;
    case "resume":
      paused = false;
      wake?.();
      break;
    default:
      data satisfies never;
  }
};

async function turn(): Promise<readonly unknown[]> {
  await giveWay();
  while (paused) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  return commands.splice(0);
}

function optionsOf(name: JobName, folder: string | undefined): LoadOptions {
  const relaxed = repeatable.has(name) ? false : undefined;
  return folder === undefined ? { relaxed } : { wasm: wasmIn(folder, "kernels-training", relaxed) };
}

async function start(name: JobName, settings: unknown, folder: string | undefined): Promise<void> {
  try {
    const [kernels, job] = await Promise.all([loadTrainingKernels(optionsOf(name, folder)), jobs[name]()]);
    const host: Host<unknown, unknown> = {
      kernels,
      turn,
      report: (report) => scope.postMessage({ kind: "report", report: report as never }),
    };
    // The page's types hold settings, reports and commands of a name together; here they are all of them.
    await (job as Job<unknown, unknown, unknown>)(settings, host);
    scope.postMessage({ kind: "done" });
  } catch (error) {
    scope.postMessage({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
}
