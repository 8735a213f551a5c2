// @ts-check
// The harness in a worker thread of Node.
const { workerData } = require("node:worker_threads");
const { Script } = require("node:vm");
const postToPort = MessagePort.prototype.postMessage;
const runScript = Script.prototype.runInThisContext;
const file = "solution.js";

/**
 * V8 begins the stack with `solution.js:3`, the offending line, and carets under it (none at the end of the source).
 *
 * @param {string} stack
 */
function placeOfSyntaxError(stack) {
  const match = /^solution\.js:(\d+)\n.*\n([ \t]*)/.exec(stack);
  return match === null ? undefined : { line: Number(match[1]), column: (match[2] ?? "").length + 1 };
}

/**
 * @param {import("node:worker_threads").MessagePort} port
 * @param {RunMessage} program
 * @returns {(call: number) => void} makes a call once more
 */
function serve(port, program) {
  /** @type {unknown} */
  let found;
  const hook = `found_${Math.random().toString(36).slice(2)}`;
  defineProperty(globalThis, hook, {
    value: (/** @type {unknown} */ binding) => {
      found = binding;
    },
  });
  const lookUpFile = new Script(lookUpScript(hook, program.functionName));

  const { run, again, reportUncaught } = prepareProgram(program, {
    file,
    post: (message) => apply(postToPort, port, [message]),
    load: (done) => {
      let script;
      try {
        script = new Script(program.source, { filename: file });
      } catch (thrown) {
        const error = readError(thrown);
        return done({ status: "syntax-error", error: { ...error, ...placeOfSyntaxError(error.stack) } });
      }
      try {
        apply(runScript, script, []);
      } catch (thrown) {
        return done({ status: "threw", error: { ...readError(thrown), file } });
      }
      return done();
    },
    lookUp: () => {
      try {
        apply(runScript, lookUpFile, []);
      } catch {
        return undefined; // A getter of this name.
      }
      return found;
    },
  });

  nodeProcess.on("uncaughtException", reportUncaught);
  nodeProcess.on("unhandledRejection", reportUncaught);
  run();
  return again;
}

const nodeProcess = process;
const { port } = /** @type {{ port: import("node:worker_threads").MessagePort }} */ (workerData);
closeDoors(require("node:v8"));
/** @type {((call: number) => void) | undefined} */
let again;
port.on("message", (/** @type {RunMessage | AgainMessage} */ message) => {
  if (message.type === "run") again = serve(port, message);
  else again?.(message.call);
});
port.postMessage({ type: "ready" });
