import { type FromFrame, readFrameMessage, type ToFrame } from "./messages.js";

/** How long a frame may be silent. Workers do not block it, so a silent frame is dead: out of memory, most likely. */
const silenceMs = 3000;
const loadMs = 20_000;

/** One sandboxed frame. When it falls silent it is removed, and everything in it with it. */
export interface Frame {
  send(message: ToFrame, transfer?: Transferable[]): void;
  listen(listener: (message: FromFrame) => void): () => void;
  /** Asks for a sign of life. */
  ping(): void;
  /** Resolves when the frame is gone. */
  readonly gone: Promise<void>;
  remove(): void;
}

/** Opens a frame of its own origin, without network. Rejects with a sentence when it does not load. */
export async function openFrame(url: URL): Promise<Frame> {
  const element = document.createElement("iframe");
  element.setAttribute("sandbox", "allow-scripts");
  element.title = "Sandbox";
  element.hidden = true;
  element.tabIndex = -1;
  element.src = url.href;

  const ready = new Promise<Window>((resolve, reject) => {
    const timer = setTimeout(() => {
      removeEventListener("message", hear);
      element.remove();
      reject(new Error(`The sandbox for learner code did not start: ${url.href} did not load in a frame.`));
    }, loadMs);
    const hear = ({ source, data }: MessageEvent) => {
      if (source === null || source !== element.contentWindow || data?.type !== "sandbox-ready") return;
      clearTimeout(timer);
      removeEventListener("message", hear);
      resolve(element.contentWindow as Window);
    };
    addEventListener("message", hear);
  });
  (document.body ?? document.documentElement).append(element);
  const target = await ready;

  const { port1: control, port2 } = new MessageChannel();
  const listeners = new Set<(message: FromFrame) => void>();
  let silence: ReturnType<typeof setTimeout> | undefined;
  let remove = () => {};
  const gone = new Promise<void>((resolve) => {
    remove = () => {
      clearTimeout(silence);
      control.close();
      element.remove();
      resolve();
    };
  });
  control.onmessage = ({ data }) => {
    const message = readFrameMessage(data);
    if (!message) return;
    clearTimeout(silence);
    silence = undefined;
    for (const listener of [...listeners]) listener(message);
  };
  // Where ports have this event, it comes at once when the frame's process dies.
  control.addEventListener("close", () => remove());
  const send = (message: ToFrame, transfer: Transferable[] = []) => {
    control.postMessage(message, transfer);
    // The page itself may have been busy: what waits in its queue is heard first.
    if (message.type !== "start") silence ??= setTimeout(() => (silence = setTimeout(remove, 50)), silenceMs);
  };
  // An opaque origin has no name that could stand here.
  target.postMessage({ type: "connect" }, "*", [port2]);
  return {
    send,
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ping: () => send({ type: "ping" }),
    gone,
    remove: () => remove(),
  };
}
