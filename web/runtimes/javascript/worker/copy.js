// @ts-check
// What the learner returned becomes plain numbers here, while the deadline still runs. Every element is read once, so
// that nothing can change between a check and its use; getters and proxies may run, and may take until the deadline.

const maxDepth = 8;

/**
 * @typedef {import("../../protocol.js").WireArray} WireArray
 * @typedef {import("../../protocol.js").WireMalformed} WireMalformed
 * @typedef {import("../../runtime.js").ProgramOutput} ProgramOutput
 * @typedef {{ kind: "malformed", malformed: WireMalformed }} Malformed
 * @typedef {{ kind: "limit" }} OverLimit
 * @typedef {{ kind: "array", array: WireArray }} Copied
 */

/**
 * What the learner's function returned, as outputs: an object with their names, an array of them where several are required,
 * or, where one is required, that one by itself.
 *
 * @param {unknown} value
 * @param {readonly ProgramOutput[]} outputs
 * @param {number} limit
 * @param {(WireArray | null)[]} found a place for each output, filled here
 * @returns {{ kind: "outputs", outputs: (WireArray | null)[] } | Malformed | OverLimit}
 */
function copyResult(value, outputs, limit, found) {
  const required = outputs.length - optionalCount(outputs);
  const named = outputs.length > 1 && isObject(value) && !isArrayLike(value) && hasOutput(value, outputs);
  const listed = !named && required > 1 && isArray(value);
  if (!named && !listed) {
    if (required > 1) return notTheOutputs(value);
    const first = copyArray(value, 0, limit);
    if (first.kind !== "array") return first;
    found[0] = first.array;
    return { kind: "outputs", outputs: found };
  }
  if (listed && (value.length < required || value.length > outputs.length)) return notTheOutputs(value);
  for (let i = 0; i < outputs.length; i++) {
    const { name = "", optional = false } = outputs[i] ?? {};
    const key = listed ? i : name;
    const one = hasOwn(value, key) ? /** @type {any} */ (value)[key] : undefined;
    if (one === undefined) {
      if (optional) continue;
      return { kind: "malformed", malformed: { output: i, problem: "absent" } };
    }
    const copied = copyArray(one, i, limit);
    if (copied.kind !== "array") return copied;
    found[i] = copied.array;
  }
  return { kind: "outputs", outputs: found };
}

/** @param {readonly ProgramOutput[]} outputs */
function optionalCount(outputs) {
  let count = 0;
  for (let i = 0; i < outputs.length; i++) if (outputs[i]?.optional) count++;
  return count;
}

/** @param {object} value @param {readonly ProgramOutput[]} outputs */
function hasOutput(value, outputs) {
  for (let i = 0; i < outputs.length; i++) if (hasOwn(value, outputs[i]?.name ?? "")) return true;
  return false;
}

/** @param {unknown} value @returns {Malformed} */
const notTheOutputs = (value) =>
  value === undefined || value === null
    ? { kind: "malformed", malformed: { output: 0, problem: "nothing" } }
    : { kind: "malformed", malformed: { output: 0, problem: "not-the-outputs", found: describe(value) } };

/**
 * @param {unknown} value
 * @param {number} output its position
 * @param {number} limit
 * @returns {Copied | Malformed | OverLimit}
 */
function copyArray(value, output, limit) {
  if (value === undefined || value === null) return { kind: "malformed", malformed: { output, problem: "nothing" } };
  if (!isNumeric(value) && !isArrayLike(value))
    return { kind: "malformed", malformed: { output, problem: "not-an-array", found: describe(value) } };

  const shape = new Int32(maxDepth);
  const path = new Int32(maxDepth);
  let rank = -1; // Of the numbers: known when the first one is met.
  let reached = 0; // How many levels have a length.
  let budget = limit + 1; // Arrays cost something too: a million empty ones are as bad as a million numbers.
  let capacity = 256; // Not data.length: that is a getter of a prototype.
  let data = new Float64(capacity);
  let count = 0;

  /**
   * @param {number} depth
   * @returns {Int32Array}
   */
  const pathTo = (depth) => {
    const indices = new Int32(depth);
    for (let i = 0; i < depth; i++) indices[i] = path[i] ?? 0;
    return indices;
  };

  /** @param {number} number */
  const push = (number) => {
    if (count === capacity) {
      capacity *= 2;
      const larger = new Float64(capacity);
      for (let i = 0; i < count; i++) larger[i] = data[i] ?? 0;
      data = larger;
    }
    data[count++] = number;
  };

  /**
   * @param {unknown} item
   * @param {number} depth
   * @returns {Malformed | OverLimit | undefined}
   */
  const visit = (item, depth) => {
    if (typeof item === "number" || typeof item === "boolean") {
      if (--budget < 0) return { kind: "limit" };
      if (rank < 0 && reached === depth) rank = depth;
      if (rank !== depth)
        return { kind: "malformed", malformed: { output, problem: "mixed", path: pathTo(depth), found: "number" } };
      push(typeof item === "number" ? item : item ? 1 : 0);
      return undefined;
    }
    if (!isArrayLike(item))
      return {
        kind: "malformed",
        malformed: { output, problem: "not-a-number", path: pathTo(depth), found: describe(item) },
      };
    if (depth === maxDepth) return { kind: "malformed", malformed: { output, problem: "too-deep" } };
    if (rank >= 0 && depth >= rank)
      return { kind: "malformed", malformed: { output, problem: "mixed", path: pathTo(depth), found: "array" } };
    const typed = typedArrayName(item) !== undefined;
    const length = typed ? typedArrayLength(item) : /** @type {unknown[]} */ (item).length;
    if (!isInteger(length) || length < 0)
      return { kind: "malformed", malformed: { output, problem: "not-an-array", found: "a Proxy" } };
    if (--budget < 0 || length > limit) return { kind: "limit" };
    if (depth === reached) shape[reached++] = length;
    else if (shape[depth] !== length) {
      return {
        kind: "malformed",
        malformed: { output, problem: "ragged", path: pathTo(depth), length, expectedLength: shape[depth] ?? 0 },
      };
    }
    for (let i = 0; i < length; i++) {
      path[depth] = i;
      const problem = visit(/** @type {unknown[]} */ (item)[i], depth + 1);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };

  const problem = visit(value, 0);
  if (problem !== undefined) return problem;
  const finalShape = new Int32(reached);
  let total = 1;
  for (let i = 0; i < reached; i++) {
    finalShape[i] = shape[i] ?? 0;
    total *= shape[i] ?? 0;
  }
  // [[], [1]] cannot come here (ragged); [[], []] has no numbers and a shape all the same.
  const finalData = new Float64(total);
  for (let i = 0; i < total; i++) finalData[i] = data[i] ?? 0;
  return { kind: "array", array: { shape: finalShape, data: finalData } };
}

/** @param {unknown} value */
const isNumeric = (value) => typeof value === "number" || typeof value === "boolean";

/** @param {unknown} value @returns {value is object} */
const isObject = (value) => typeof value === "object" && value !== null;

/** @param {unknown} value */
const isArrayLike = (value) => isObject(value) && (isArray(value) || typedArrayName(value) !== undefined);

/** @param {object} object @param {string | number} key */
const hasOwn = (object, key) => getOwnPropertyDescriptor(object, key) !== undefined;

/**
 * What a value is, in a word or two; only our own words, never the learner's.
 *
 * @param {unknown} value
 * @returns {string}
 */
function describe(value) {
  if (value === null) return "null";
  switch (typeof value) {
    case "undefined":
      return "undefined";
    case "string":
      return "a string";
    case "bigint":
      return "a BigInt";
    case "symbol":
      return "a symbol";
    case "function":
      return "a function";
    case "object":
      return isArrayLike(value) ? "an array" : "an object";
    case "number":
      return "a number";
    default:
      return typeof value;
  }
}
