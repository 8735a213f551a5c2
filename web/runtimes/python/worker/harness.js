// @ts-check
// The worker's main part: gives one program to the Python side and says what came of it. See harness.py.

/**
 * @typedef {import("../../protocol.js").RunMessage} RunMessage
 * @typedef {import("../../protocol.js").AgainMessage} AgainMessage
 * @typedef {import("../../protocol.js").WorkerMessage} WorkerMessage
 * @typedef {import("../../protocol.js").WireError} WireError
 * @typedef {import("../../runtime.js").CallArgument} CallArgument
 * @typedef {import("../../runtime.js").Argument} Argument
 * @typedef {Record<"prepare" | "find_new_files" | "lock" | "load" | "call" | "back" | "noted" | "counts", (...args: unknown[]) => any>} PythonHarness
 */

/**
 * @param {any} pyodide
 * @param {PythonHarness} python
 * @param {(message: WorkerMessage) => void} send
 * @returns {(message: RunMessage | AgainMessage) => void} takes the messages of the trusted side: one program, then its calls
 */
function programRunner(pyodide, python, send) {
  let again = (/** @type {number} */ _call) => {};
  return (message) => {
    if (message.type === "run") again = runProgram(pyodide, python, message, send) ?? again;
    else again(message.call);
  };
}

/**
 * @param {any} pyodide
 * @param {PythonHarness} python
 * @param {RunMessage} program
 * @param {(message: WorkerMessage) => void} send
 * @returns {((call: number) => void) | undefined} makes a call once more, if the program has been loaded
 */
function runProgram(pyodide, python, program, send) {
  let started = performance.now();
  let ended = false;
  /** @param {WorkerMessage} message */
  const post = (message) => {
    if (!ended) send(message);
  };
  const elapsed = () => performance.now() - started;

  const print = limitedConsole(program.consoleChars, post, () => {
    post({ type: "console-limit", durationMs: elapsed() });
    ended = true;
  });
  pyodide.setStdout({ write: print, isatty: false });
  pyodide.setStderr({ write: print, isatty: false });

  const { description, data } = describeProgram(program);
  python.prepare(description, data);
  if (program.files) {
    writeSources(pyodide.FS, sitePackages, program.files);
    python.find_new_files();
  }
  python.lock();

  /** @type {WireError | undefined} */
  let fatal;
  /**
   * @param {() => any} work
   * @returns {readonly any[]} what the Python side said; an error when Python itself has ended
   */
  const ask = (work) => {
    if (fatal === undefined) {
      try {
        const answer = work();
        const plain = answer.toJs();
        answer.destroy();
        return plain;
      } catch (error) {
        fatal = describeFatal(error);
      }
    }
    return ["fatal", fatal];
  };

  const loaded = ask(() => python.load(program.source));
  switch (loaded[0]) {
    case "ok":
      post({ type: "loaded" });
      break;
    case "no-function":
      post({ type: "no-function" });
      return;
    case "fatal":
      post({ type: "load-failed", status: "threw", error: loaded[1] });
      return;
    default:
      post({ type: "load-failed", status: loaded[0], error: readPythonError(loaded.slice(1)) });
      return;
  }
  /** @param {() => any} work */
  const timed = (work) => {
    started = performance.now();
    const answer = ask(work);
    return readAnswer(answer, elapsed());
  };
  for (let i = 0; i < program.calls.length && !ended; i++) {
    const answer = timed(() => python.call(i));
    if (program.tensors) for (const note of ask(() => python.noted())) post(readNote(note));
    if (program.counted) {
      const [numbers, operations] = ask(() => python.counts());
      post({ type: "counts", numbers, operations });
    }
    post(answer);
  }
  const back = program.tensors?.backward.length ?? 0;
  // What the calls print has been printed: from here on they are made once more for what they return.
  const mute = { write: (/** @type {Uint8Array} */ bytes) => bytes.length, isatty: false };
  pyodide.setStdout(mute);
  pyodide.setStderr(mute);
  for (let i = 0; i < back && !ended; i++) post(timed(() => python.back(i)));
  return (call) => post(timed(() => python.call(call)));
}

/**
 * @param {readonly any[]} note
 * @returns {WorkerMessage}
 */
function readNote([type, ...rest]) {
  if (type === "side-effect") return { type, effect: rest[0] };
  const [className, placed, without, unsure] = rest;
  const named = placed.map((/** @type {any} */ [found, parameter, by]) => ({ found, parameter, by }));
  return { type: "placed", className, placed: named, without, unsure };
}

/**
 * @param {readonly any[]} answer
 * @param {number} elapsed
 * @returns {WorkerMessage}
 */
function readAnswer([status, ...rest], elapsed) {
  if (status === "fatal") return { type: "threw", error: rest[0], durationMs: elapsed };
  if (status === "gradients") return { type: "gradients", gradients: rest[0].map(toWireArrayOrNull) };
  const [durationMs, ...values] = rest;
  switch (status) {
    case "returned":
      return { type: "returned", outputs: values[0].map(toWireArrayOrNull), durationMs };
    case "unplaced": {
      const [className, leaves, wanted] = values;
      const found = leaves.map((/** @type {any} */ [name, shape]) => ({ name, shape: Int32Array.from(shape) }));
      return { type: "unplaced", className, found, wanted, durationMs };
    }
    case "malformed": {
      const [output, problem, path, found, length, expectedLength] = values;
      return {
        type: "malformed",
        malformed: { output, problem, path: Int32Array.from(path), found, length, expectedLength },
        durationMs,
      };
    }
    case "values-limit":
      return { type: "values-limit", durationMs };
    default:
      return { type: "threw", error: readPythonError(values), durationMs };
  }
}

/** @param {any} array */
const toWireArrayOrNull = (array) => (array ? toWireArray(array[0], array[1]) : null);

/** @param {number[]} shape @param {Uint8Array} bytes */
const toWireArray = (shape, bytes) => ({ shape: Int32Array.from(shape), data: new Float64Array(bytes.slice().buffer) });

/** @param {readonly any[]} error @returns {WireError} */
function readPythonError([name, message, line, column, trace]) {
  return { name, message, trace, ...(line > 0 && { line }), ...(column > 0 && { column }) };
}

/**
 * What ends Python itself: `os._exit`, and a recursion that the stack of the worker ends before Python does.
 *
 * @param {any} error
 * @returns {WireError}
 */
function describeFatal(error) {
  const text = `${error?.message ?? error}`;
  if (error?.name === "ExitStatus" || error?.name === "Exit" || typeof error?.status === "number") {
    return { name: "SystemExit", message: "The program ended Python by os._exit()." };
  }
  if (/stack/i.test(text)) return { name: "RecursionError", message: "maximum recursion depth exceeded" };
  if (/memory/i.test(text)) return { name: "MemoryError", message: "Your code ran out of memory." };
  return { name: "SystemError", message: `Python itself failed: ${text.slice(0, 500)}` };
}

/**
 * @param {number} limit characters in all
 * @param {(message: WorkerMessage) => void} post
 * @param {() => void} exceeded
 */
function limitedConsole(limit, post, exceeded) {
  let room = limit;
  let full = false;
  const decoder = new TextDecoder();
  return (/** @type {Uint8Array} */ bytes) => {
    if (!full) {
      const text = decoder.decode(bytes, { stream: true });
      if (text !== "") post({ type: "console", text: text.slice(0, room) });
      if (text.length > room) {
        full = true;
        exceeded();
      }
      room -= text.length;
    }
    return bytes.length;
  };
}

/**
 * The program without its source as JSON, and the numbers of its arrays, one array after the other.
 *
 * @param {RunMessage} program
 */
function describeProgram({ functionName, outputs, values, calls, counted = false, tensors }) {
  /** @type {Float64Array[]} */
  const parts = [];
  let start = 0;
  /** @param {Argument} argument */
  const describeArray = ({ kind, shape, data }) => {
    const described = { kind, shape, start, count: data.length };
    parts.push(data);
    start += data.length;
    return described;
  };
  /** @param {CallArgument} argument */
  const describe = (argument) => {
    if (typeof argument === "number" || typeof argument === "boolean") return argument;
    if (!("entries" in argument)) return describeArray(argument);
    return {
      entries: Object.fromEntries(
        Object.entries(argument.entries).map(([name, entry]) => [name, describeArray(entry)]),
      ),
    };
  };
  const description = JSON.stringify({
    functionName,
    outputs,
    values,
    counted,
    calls: calls.map((call) => call.map(describe)),
    ...(tensors && {
      tensors: {
        ...tensors,
        backward: tensors.backward.map(({ call, cotangents }) => ({
          call,
          cotangents: cotangents.map((one) => one && describeArray(one)),
        })),
      },
    }),
  });
  const data = new Float64Array(start);
  let at = 0;
  for (const part of parts) {
    data.set(part, at);
    at += part.length;
  }
  return { description, data };
}
