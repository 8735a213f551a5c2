// @ts-check
// The worker's main part: takes one program, runs it, says what came of it. The host gives three functions that differ
// between browsers and Node; everything else is the same in both.

/**
 * @typedef {import("../../protocol.js").RunMessage} RunMessage
 * @typedef {import("../../protocol.js").AgainMessage} AgainMessage
 * @typedef {import("../../protocol.js").WorkerMessage} WorkerMessage
 * @typedef {import("../../protocol.js").WireError} WireError
 * @typedef {import("../../runtime.js").CallArgument} CallArgument
 * @typedef {import("../../runtime.js").Argument} Argument
 *
 * @typedef {{ status: "syntax-error" | "threw", error: WireError }} LoadFailure
 *
 * @typedef {object} Host
 * @property {(message: WorkerMessage) => void} post To the trusted side, on a port that the learner cannot reach.
 * @property {string} file How stack traces call the learner's source.
 * @property {(done: (failure?: LoadFailure) => void) => void} load Runs the source as a classic script.
 * @property {() => unknown} lookUp The learner's function, once the source has run; undefined when there is none.
 */

/**
 * Everything that must be done before the learner's code can patch anything; `run` does the rest, and `again` makes one of its
 * calls once more.
 *
 * @param {RunMessage} program
 * @param {Host} host
 */
function prepareProgram(program, host) {
  const { outputs, calls, consoleChars, values } = program;
  // Made now: the learner has patched nothing yet. Twice, since what a call gets is the learner's to change.
  const calledWith = argumentsOf(calls);
  const calledAgainWith = argumentsOf(calls);
  const callCount = calls.length;
  // Places of their own: no setter of a prototype is asked. The last is for a call that is made once more.
  const answers = [...calls, []].map(() => outputs.map(() => null));
  let started = now();
  let ended = false;

  const output = createOutput(consoleChars, (text) => host.post({ type: "console", text }));
  installConsole((items) => {
    output.print(items);
    if (!output.isFull() || ended) return;
    post({ type: "console-limit", durationMs: now() - started });
    ended = true;
  });

  /** @param {WorkerMessage} message */
  const post = (message) => {
    if (ended) return;
    output.flush();
    host.post(message);
  };

  /** @param {unknown} error */
  const threw = (error) => {
    const durationMs = now() - started;
    post({ type: "threw", error: { ...readError(error), file: host.file }, durationMs });
  };

  /**
   * @param {number} place
   * @param {unknown} value
   */
  const returned = (place, value) => {
    const durationMs = now() - started;
    let copy;
    try {
      copy = copyResult(value, outputs, values, answers[place] ?? []);
    } catch (error) {
      return threw(error); // A getter of the learner's, or a proxy.
    }
    switch (copy.kind) {
      case "limit":
        return post({ type: "values-limit", durationMs });
      case "malformed":
        return post({ type: "malformed", malformed: copy.malformed, durationMs });
      case "outputs":
        return post({ type: "returned", outputs: copy.outputs, durationMs });
    }
  };

  /** @type {Function | undefined} */
  let learner;

  /**
   * @param {readonly unknown[]} given
   * @param {number} place
   * @param {() => void} goOn
   * @returns {boolean} whether it goes on later, when a promise has settled
   */
  const makeCall = (given, place, goOn) => {
    started = now();
    let value;
    try {
      value = apply(/** @type {Function} */ (learner), undefined, given);
    } catch (error) {
      threw(error);
      return false;
    }
    const isPromise = whenSettled(
      value,
      (result) => {
        returned(place, result);
        goOn();
      },
      (error) => {
        threw(error);
        goOn();
      },
    );
    if (!isPromise) returned(place, value);
    return isPromise;
  };

  /** @param {number} call */
  const runFrom = (call) => {
    for (let i = call; i < callCount; i++) if (makeCall(calledWith[i] ?? [], i, () => runFrom(i + 1))) return;
  };

  /** @param {number} call */
  const again = (call) => {
    makeCall(calledAgainWith[call] ?? [], callCount, () => {});
  };

  const run = () => {
    started = now();
    host.load((failure) => {
      if (failure !== undefined) return post({ type: "load-failed", ...failure });
      const found = host.lookUp();
      if (typeof found !== "function") return post({ type: "no-function" });
      learner = found;
      post({ type: "loaded" });
      runFrom(0);
    });
  };

  /** @param {unknown} error */
  const reportUncaught = (error) => {
    const { name, message } = readError(error);
    output.print([`Uncaught ${name}: ${message}`]);
    output.flush();
  };
  return { run, again, reportUncaught };
}

/**
 * A script that hands over a top-level binding: `const` and `let` make no property of the global object.
 *
 * @param {string} hook
 * @param {string} name
 */
const lookUpScript = (hook, name) => `${hook}(typeof ${name} === "undefined" ? undefined : ${name})`;

/**
 * Whether the source itself does not parse; `JSON.parse` throws a SyntaxError too, but from a line of the source. What is nested
 * too deeply for the parser is a RangeError.
 *
 * @param {{ name: string, stack: string }} error
 * @param {string} file
 */
const isSyntaxError = (error, file) =>
  (error.name === "SyntaxError" || error.name === "RangeError") && !apply(includesText, error.stack, [`${file}:`]);

/**
 * Calls back when a real promise settles, and says whether it is one. An object with a `then` of its own is none: so an
 * array is itself whatever `Object.prototype.then` may be.
 *
 * @param {unknown} value
 * @param {(result: unknown) => void} fulfilled
 * @param {(error: unknown) => void} rejected
 */
function whenSettled(value, fulfilled, rejected) {
  if (!isObject(value) || isArrayLike(value)) return false;
  try {
    apply(promiseThen, value, [fulfilled, rejected]);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {readonly (readonly CallArgument[])[]} calls
 * @returns {unknown[][]}
 */
function argumentsOf(calls) {
  return calls.map((call) =>
    call.map((argument) => {
      if (typeof argument === "number" || typeof argument === "boolean") return argument;
      if ("entries" in argument) {
        return Object.fromEntries(Object.entries(argument.entries).map(([name, entry]) => [name, nestedArray(entry)]));
      }
      return nestedArray(argument);
    }),
  );
}

/**
 * @param {Argument} argument
 * @returns {unknown}
 */
function nestedArray({ kind, shape, data }) {
  let at = 0;
  /** @type {(depth: number) => unknown} */
  const build = (depth) => {
    if (depth === shape.length) return kind === "bool" ? data[at++] !== 0 : data[at++];
    return Array.from({ length: shape[depth] ?? 0 }, () => build(depth + 1));
  };
  return build(0);
}

const eagerLines = 200;
const batchChars = 2048;
const batchMs = 20;

/**
 * Collects what is printed. The first lines go out at once, so that what was printed before an endless loop is seen;
 * whoever prints thousands is sent in batches.
 *
 * @param {number} limit
 * @param {(text: string) => void} send
 */
function createOutput(limit, send) {
  let room = limit;
  let full = false;
  let lines = 0;
  let waiting = "";
  let sent = now();

  const flush = () => {
    if (waiting !== "") send(waiting);
    waiting = "";
    sent = now();
  };
  /** @param {unknown[]} items */
  const print = (items) => {
    if (full) return;
    let line = "";
    for (let i = 0; i < items.length && line.length <= room; i++)
      line += (i > 0 ? " " : "") + format(items[i], room, 0);
    full = line.length + 1 > room;
    const text = cut(`${line}\n`, room);
    room -= text.length;
    waiting += text;
    if (full || ++lines <= eagerLines || waiting.length > batchChars || now() - sent > batchMs) flush();
  };
  return { print, flush, isFull: () => full };
}

/**
 * Replaces the global console.
 *
 * @param {(items: unknown[]) => void} print
 */
function installConsole(print) {
  /** @type {(...items: unknown[]) => void} */
  const log = (...items) => print(items);
  /** @type {(condition: unknown, ...items: unknown[]) => void} */
  const assert = (condition, ...items) => {
    if (condition) return;
    print(["Assertion failed"]);
    print(items);
  };
  const nothing = () => {};
  const value = { assert };
  for (const name of ["log", "info", "warn", "error", "debug", "table", "dir", "trace"])
    defineProperty(value, name, { value: log, writable: true });
  for (const name of [
    "group",
    "groupCollapsed",
    "groupEnd",
    "time",
    "timeEnd",
    "timeLog",
    "count",
    "countReset",
    "clear",
  ]) {
    defineProperty(value, name, { value: nothing, writable: true });
  }
  defineProperty(globalThis, "console", { value, writable: true, configurable: true });
}
