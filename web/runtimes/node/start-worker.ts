import { type ChildProcess, spawn } from "node:child_process";
import { type FileHandle, open } from "node:fs/promises";
import type { Socket } from "node:net";
import { deserialize, serialize } from "node:v8";
import type { ResourceLimits } from "node:worker_threads";
import type { Endpoint } from "../endpoint.js";
import { fences } from "./fences.js";
import { frameOf, readFrames } from "./frames.mjs";
import frames from "./frames.mjs?raw";
import host from "./worker/host.js?raw";

export interface NodeWorkerOptions {
  /** Becomes `workerData`, beside `port` and `files`. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Paths by name; `workerData.files` has their bytes. Its process gets them open, and may open none itself. */
  readonly files?: Readonly<Record<string, string>>;
  /** A last resort, far above `growthBytes`: at the limit of its heap Node 20 may abort the learner's whole process. */
  readonly resourceLimits: ResourceLimits;
  /** How much a run may let its process grow before it is ended; this counts array buffers too. */
  readonly growthBytes: number;
}

interface StartMessage extends Omit<NodeWorkerOptions, "files"> {
  readonly type: "start";
  readonly script: string;
  readonly execArgv: readonly string[];
  /** In the order of their descriptors, from 3 on. */
  readonly opened: readonly OpenedFile[];
}

interface OpenedFile {
  readonly name: string;
  readonly bytes: number;
}

/** To the main thread of a learner's process: first `start`, then what the worker in it is to get. */
export type ToHost = StartMessage | { readonly type: "send"; readonly message: unknown };

export type FromHost =
  | { readonly type: "said"; readonly message: unknown }
  /** "memory", "ended", or the message of an error. */
  | { readonly type: "died"; readonly why: string };

const hostScript = `"use strict";\n${frames.replaceAll(/^export /gm, "")}\n${host}`;

/** All that a worker may say at once: the largest outputs, and the snapshot of Python. */
const maxMessageBytes = 2 ** 30;

/**
 * Starts a process of its own, with as few permissions as this Node can give it, and in it a worker thread. Resolves when
 * that posts its first message on its port, which says that it is ready.
 */
export async function startNodeWorker(
  script: string,
  { files = {}, ...options }: NodeWorkerOptions,
): Promise<Endpoint> {
  const { child, opened } = await spawnHost(files);
  return connect(child, { type: "start", script, opened, execArgv: fences().workerArguments, ...options });
}

async function spawnHost(files: Readonly<Record<string, string>>) {
  const handles: FileHandle[] = [];
  try {
    const opened: OpenedFile[] = [];
    for (const [name, path] of Object.entries(files)) {
      const handle = await open(path);
      handles.push(handle);
      opened.push({ name, bytes: (await handle.stat()).size });
    }
    const options = [...fences().processArguments, "--input-type=commonjs"];
    const child = spawn(process.execPath, [...options, "--eval", hostScript], {
      env: {},
      stdio: ["pipe", "pipe", "ignore", ...handles.map(({ fd }) => fd)],
      windowsHide: true,
    });
    return { child, opened };
  } finally {
    for (const handle of handles) await handle.close();
  }
}

function connect(child: ChildProcess, start: StartMessage): Promise<Endpoint> {
  const [stdin, stdout] = [child.stdin as Socket, child.stdout as Socket];
  const kill = () => void child.kill("SIGKILL");
  let hear: (message: unknown) => void = () => {};
  const died = new Promise<string>((resolve) => {
    const listen = (value: Buffer) => {
      const message = readHostMessage(value);
      if (message.type === "said") hear(message.message);
      else resolve(reasonOf(message.why));
    };
    const read = readFrames(listen, maxMessageBytes);
    stdout.on("data", (chunk: Buffer) => {
      try {
        read(chunk);
      } catch {
        kill(); // Not the host of ours any more: its code got hold of the stream.
        resolve("The worker sent something that makes no sense.");
      }
    });
    child.once("error", (error) => resolve(`No process for the program could be started: ${error.message}`));
    child.once("close", (_, signal) => resolve(signal === "SIGABRT" ? reasonOf("memory") : reasonOf("ended")));
  });
  stdin.on("error", () => {}); // It has died, which is told above.
  const send = (message: ToHost) => {
    for (const part of frameOf(serialize(message))) stdin.write(part);
  };
  send(start);
  return new Promise((resolve, reject) => {
    died.then((reason) => reject(new Error(reason)));
    hear = () => {
      // One that only waits keeps nobody from ending.
      child.unref();
      for (const stream of [stdin, stdout]) stream.unref();
      resolve({
        send: (message) => send({ type: "send", message }),
        listen: (listener) => {
          hear = listener;
          stdout.ref();
        },
        died,
        isUsable: () => child.exitCode === null && child.signalCode === null,
        terminate: kill,
      });
    };
  });
}

/** The main thread of that process is ours, but who gets out of its worker may write in its place. */
function readHostMessage(value: Buffer): FromHost {
  const message: unknown = deserialize(value);
  if (typeof message !== "object" || message === null) return { type: "died", why: "ended" };
  const { type, message: said, why } = message as Readonly<Record<string, unknown>>;
  return type === "said" ? { type, message: said } : { type: "died", why: typeof why === "string" ? why : "ended" };
}

function reasonOf(why: string): string {
  if (why === "memory") return "out of memory: the code kept allocating.";
  return why === "ended" ? "The worker ended by itself." : `The worker failed: ${why.slice(0, 2000)}`;
}
