// @ts-check
// console.log for learners: short, readable, and calling as little of the learner's own code as can be.

const maxItems = 100;
const maxNesting = 5;

/**
 * @param {unknown} value
 * @param {number} room How many characters are worth making.
 * @param {number} nesting
 * @returns {string}
 */
function format(value, room, nesting) {
  if (typeof value === "string") return nesting === 0 ? cut(value, room) : `'${cut(value, room)}'`;
  if (typeof value === "symbol") return "Symbol()";
  if (typeof value === "function") return "[function]";
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return value === 0 && 1 / value < 0 ? "-0" : `${value}`;
  try {
    if (nesting >= maxNesting) return isArray(value) ? "[...]" : "{...}";
    const name = typedArrayName(value);
    if (name !== undefined)
      return `${name} ${formatItems(/** @type {unknown[]} */ (value), typedArrayLength(value), room, nesting)}`;
    if (isArray(value)) return formatItems(value, value.length, room, nesting);
    return formatObject(value, room, nesting);
  } catch {
    return "[object]"; // A proxy that refuses.
  }
}

/**
 * @param {unknown[]} items
 * @param {number} length
 * @param {number} room
 * @param {number} nesting
 */
function formatItems(items, length, room, nesting) {
  let text = "[";
  for (let i = 0; i < length; i++) {
    if (i > 0) text += ", ";
    if (i >= maxItems || text.length > room) return `${text}... ${length - i} more]`;
    text += format(items[i], room - text.length, nesting + 1);
  }
  return `${text}]`;
}

/**
 * @param {object} object
 * @param {number} room
 * @param {number} nesting
 */
function formatObject(object, room, nesting) {
  if (hasOwn(object, "stack")) {
    const { name, message } = readError(object);
    return `${name}: ${message}`;
  }
  const keys = ownKeys(object);
  let text = "{";
  let shown = 0;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (typeof key !== "string" || !apply(isEnumerable, object, [key])) continue;
    text += shown === 0 ? " " : ", ";
    if (shown++ >= maxItems || text.length > room) return `${text}... }`;
    const descriptor = getOwnPropertyDescriptor(object, key);
    const isValue = descriptor !== undefined && hasOwn(descriptor, "value");
    const value = isValue ? format(descriptor.value, room - text.length, nesting + 1) : "[getter]";
    text += `${cut(key, 100)}: ${value}`;
  }
  return shown === 0 ? "{}" : `${text} }`;
}

/**
 * Name, message and stack of whatever was thrown. Its getters may lie or never end; what comes out is short text.
 *
 * @param {unknown} thrown
 * @returns {{ name: string, message: string, stack: string }}
 */
function readError(thrown) {
  if (!isObject(thrown) && typeof thrown !== "function")
    return { name: "Thrown value", message: cut(format(thrown, 2000, 1), 2000), stack: "" };
  const name = readText(thrown, "name", 100);
  const message = readText(thrown, "message", 2000);
  const stack = readText(thrown, "stack", 20_000);
  if (name === undefined && message === undefined)
    return { name: "Thrown value", message: describe(thrown), stack: "" };
  return { name: name ?? "Error", message: message ?? "", stack: stack ?? "" };
}

/**
 * @param {object} object
 * @param {"name" | "message" | "stack"} key
 * @param {number} length
 * @returns {string | undefined}
 */
function readText(object, key, length) {
  try {
    const text = /** @type {Record<string, unknown>} */ (object)[key];
    return typeof text === "string" ? cut(text, length) : undefined;
  } catch {
    return undefined;
  }
}
