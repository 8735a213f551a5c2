// @ts-check
// The ways out of a worker thread of Node. Every thread that runs learner code closes them before that code comes; its
// process has as few permissions as Node can take away: two fences.

const nodeDoors = [
  ...["process", "require", "module", "exports", "__filename", "__dirname", "Buffer", "global"],
  ...["BroadcastChannel", "MessageChannel", "Worker"],
  ...["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "navigator", "localStorage", "sessionStorage"],
];

/** What Node itself needs of its process object when it runs a program, a timer or a promise, or warns. */
const keptOfProcess = [
  ...["version", "versions", "arch", "platform", "release", "argv", "execArgv", "env", "title", "pid", "features"],
  ...[
    "nextTick",
    "emitWarning",
    "hrtime",
    "exitCode",
    "_exiting",
    "_tickCallback",
    "_fatalException",
    "stdout",
    "stderr",
  ],
];

/** @param {object} v8 Node's module */
function closeDoors(v8) {
  const { process } = globalThis;
  // Options of V8 can be set to switch its own checks off.
  Reflect.deleteProperty(v8, "setFlagsFromString");
  for (const door of nodeDoors) Reflect.deleteProperty(globalThis, door);
  for (const key of Object.getOwnPropertyNames(process))
    if (!keptOfProcess.includes(key)) Reflect.deleteProperty(process, key);
  separate(process);
}

/**
 * Node reads what may be missing, `noDeprecation` for one, on its process object: a getter on Object.prototype would be
 * called with that object. So what it inherits from in the end is a copy.
 *
 * @param {object} object
 */
function separate(object) {
  const prototype = Reflect.getPrototypeOf(object);
  if (prototype === null) return;
  if (prototype !== Object.prototype) return separate(prototype);
  Reflect.setPrototypeOf(object, Object.create(null, Object.getOwnPropertyDescriptors(Object.prototype)));
}
