/**
 * Between a page and the sandboxed frame: `sandbox-ready` from the frame's window, `connect` with a port to it, and from
 * then on these two unions on that port. (sandbox.html, which must stand alone, is the other side.)
 */
export type ToFrame =
  /** With one port: a classic worker of this script gets `assets` and the port as its first message. */
  | {
      readonly type: "start";
      readonly worker: number;
      readonly script: string;
      readonly assets: unknown;
    }
  | { readonly type: "stop"; readonly worker: number }
  | { readonly type: "ping" };

export type FromFrame =
  /** An error that nothing in the worker caught. */
  | { readonly type: "failed"; readonly worker: number; readonly message: string }
  | { readonly type: "stopped"; readonly worker: number }
  | { readonly type: "pong" };

/** Reads a message of the frame, which is trusted no more than the workers in it. */
export function readFrameMessage(message: unknown): FromFrame | undefined {
  if (typeof message !== "object" || message === null) return undefined;
  const { type, worker, message: text } = message as Readonly<Record<string, unknown>>;
  switch (type) {
    case "pong":
      return { type };
    case "stopped":
      return typeof worker === "number" ? { type, worker } : undefined;
    case "failed":
      return typeof worker === "number" && typeof text === "string"
        ? { type, worker, message: text.slice(0, 2000) }
        : undefined;
    default:
      return undefined;
  }
}
