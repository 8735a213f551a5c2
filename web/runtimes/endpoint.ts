/** One worker, and the private port to the harness in it. */
export interface Endpoint {
  send(message: unknown): void;
  /** Everything that the harness posts after "ready", unread and untrusted. Replaces an earlier listener. */
  listen(listener: (message: unknown) => void): void;
  /** Resolves, with one sentence, when the worker has died by itself: out of memory, or its frame is gone. */
  readonly died: Promise<string>;
  /** Whether a program may begin in it: not where the worker, or what it lives in, has gone or was given up. */
  isUsable(): boolean;
  /** Ends the worker. With `running`, its program had to be stopped, and an engine may take seconds to do so. */
  terminate(how?: { readonly running: boolean }): void;
}
