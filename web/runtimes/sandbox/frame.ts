import { type FromFrame, readFrameMessage, type ToFrame } from "./messages.js";

/** How long a frame may be silent. Workers do not block it, so a silent frame is dead: out of memory, most likely. */
const silenceMs = 3000;
const loadMs = 20_000;
/** What a sandbox says when it is ready may arrive after its frame has loaded; this much after, on a busy machine. */
const afterLoadMs = 2000;
/** How often a frame that loads is looked for in the page: a site that fills its page anew takes it out unseen. */
const lookMs = 250;

/** One sandboxed frame. When it falls silent it is removed, and everything in it with it. */
export interface Frame {
  send(message: ToFrame, transfer?: Transferable[]): void;
  listen(listener: (message: FromFrame) => void): () => void;
  /** Asks for a sign of life. */
  ping(): void;
  /** False when somebody has taken it out of the page, which no event tells. */
  isInPage(): boolean;
  /** Resolves when the frame is gone. */
  readonly gone: Promise<void>;
  remove(): void;
}

export interface FrameUrls {
  /** `sandbox.html` */
  readonly sandbox: URL;
  /** `sandbox-offline.html`, for where the first cannot be had because there is no network. */
  readonly offline: URL;
}

/** Opens a frame of its own origin, without network. Rejects with a sentence when it does not load. */
export async function openFrame({ sandbox, offline }: FrameUrls): Promise<Frame> {
  const host = new URL(`#${encodeURIComponent(sandbox.href)}`, offline);
  const element = (await loadFrame(sandbox, "allow-scripts")) ?? (await loadFrame(host));
  if (!element) {
    const { whyNoSandbox } = await import("./why-no-sandbox.js");
    throw await whyNoSandbox(sandbox);
  }
  const target = element.contentWindow as Window;

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
    if (!element.isConnected) return remove();
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
    isInPage: () => element.isConnected,
    gone,
    remove: () => remove(),
  };
}

/** Loads a sandbox into the page; undefined when it does not say that it is ready. */
function loadFrame(url: URL, sandbox?: string): Promise<HTMLIFrameElement | undefined> {
  const element = document.createElement("iframe");
  if (sandbox !== undefined) element.setAttribute("sandbox", sandbox);
  element.title = "Sandbox";
  element.hidden = true;
  element.tabIndex = -1;
  element.src = url.href;
  const waiting = new AbortController();
  const { signal } = waiting;
  return new Promise((resolve) => {
    const end = (loaded: boolean) => {
      clearTimeout(timer);
      clearInterval(looks);
      waiting.abort();
      if (!loaded) element.remove();
      resolve(loaded ? element : undefined);
    };
    let timer = setTimeout(end, loadMs, false);
    const hear = ({ source, data }: MessageEvent) => {
      if (source !== null && source === element.contentWindow && data?.type === "sandbox-ready") end(true);
    };
    addEventListener("message", hear, { signal });
    // A browser's own page, which says that there is no network, loads too; but it never is ready.
    const loaded = () => {
      clearTimeout(timer);
      timer = setTimeout(end, afterLoadMs, false);
    };
    element.addEventListener("load", loaded, { signal });
    const enterPage = () => {
      if (!element.isConnected) (document.body ?? document.documentElement).append(element);
    };
    enterPage();
    const looks = setInterval(enterPage, lookMs);
  });
}
