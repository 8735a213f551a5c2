// @ts-check
// The harness in a browser's worker. Scripts are loaded by importScripts from blobs: no eval, so no 'unsafe-eval'.
const scope = /** @type {typeof globalThis & { importScripts: (url: string) => void }} */ (globalThis);
const importScript = scope.importScripts;
const postToPort = MessagePort.prototype.postMessage;
const preventDefault = Event.prototype.preventDefault;

/**
 * @param {object} prototype
 * @param {string} property
 * @returns {(event: Event) => unknown}
 */
function reader(prototype, property) {
  const read = /** @type {Function} */ (getOwnPropertyDescriptor(prototype, property)?.get);
  return (event) => apply(read, event, []);
}
const errorOf = reader(ErrorEvent.prototype, "error");
const messageOf = reader(ErrorEvent.prototype, "message");
const fileOf = reader(ErrorEvent.prototype, "filename");
const lineOf = reader(ErrorEvent.prototype, "lineno");
const columnOf = reader(ErrorEvent.prototype, "colno");
const reasonOf = reader(PromiseRejectionEvent.prototype, "reason");
const dataOf = reader(MessageEvent.prototype, "data");

/** @param {string} text */
const scriptUrl = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));

/**
 * @param {MessagePort} port
 * @param {RunMessage} program
 * @returns {(call: number) => void} makes a call once more
 */
function serve(port, program) {
  const file = scriptUrl(program.source);
  const hook = `found_${Math.random().toString(36).slice(2)}`;
  const lookUpFile = scriptUrl(lookUpScript(hook, program.functionName));
  /** @type {unknown} */
  let found;
  defineProperty(scope, hook, {
    value: (/** @type {unknown} */ binding) => {
      found = binding;
    },
  });
  /** @type {((failure?: LoadFailure) => void) | undefined} */
  let loading;

  const { run, again, reportUncaught } = prepareProgram(program, {
    file,
    post: (message) => apply(postToPort, port, [message]),
    // An error is not caught here but left to reach the error event, the only one to know where a syntax error is.
    load: (done) => {
      loading = done;
      apply(importScript, scope, [file]);
      loading = undefined;
      done();
    },
    lookUp: () => {
      try {
        apply(importScript, scope, [lookUpFile]);
      } catch {
        return undefined; // A getter of this name.
      }
      return found;
    },
  });

  scope.addEventListener("error", (event) => {
    apply(preventDefault, event, []);
    const done = loading;
    if (done === undefined) return reportUncaught(errorOf(event));
    loading = undefined;
    done(loadFailure(event, file));
  });
  scope.addEventListener("unhandledrejection", (event) => {
    apply(preventDefault, event, []);
    reportUncaught(reasonOf(event));
  });
  run();
  return again;
}

/**
 * @param {Event} event
 * @param {string} file
 * @returns {LoadFailure}
 */
function loadFailure(event, file) {
  const thrown = errorOf(event);
  const message = messageOf(event);
  const error =
    thrown === null && typeof message === "string"
      ? { name: "Error", message: cut(message, 2000), stack: "" }
      : readError(thrown);
  const line = lineOf(event);
  const column = columnOf(event);
  const known =
    fileOf(event) === file && typeof line === "number" && typeof column === "number" ? { line, column } : undefined;
  if (!isSyntaxError(error, file)) return { status: "threw", error: { ...error, ...known, file } };
  return { status: "syntax-error", error: { ...error, message: withoutLoader(error.message), ...known, file } };
}

/** How Chromium begins to say that a script cannot be parsed: not the learner's business. */
const loader = "Failed to execute 'importScripts' on 'WorkerGlobalScope': ";

/** @param {string} message */
const withoutLoader = (message) =>
  apply(sliceOfString, message, [0, loader.length]) === loader
    ? apply(sliceOfString, message, [loader.length])
    : message;

// The frame hands over one port and nothing else.
scope.addEventListener(
  "message",
  (event) => {
    const port = event.ports[0];
    if (port === undefined) return;
    closeDoors();
    /** @type {((call: number) => void) | undefined} */
    let again;
    port.onmessage = (event) => {
      const message = /** @type {RunMessage | AgainMessage} */ (dataOf(event));
      if (message.type === "run") again = serve(port, message);
      else again?.(message.call);
    };
    port.postMessage({ type: "ready" });
  },
  { once: true },
);
