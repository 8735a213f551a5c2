// @ts-check
// Everything the harness calls, taken before the learner's code could patch it. The harness uses no iterators, no spread,
// no methods of arrays or strings, no `in`, and assigns to no array index: all of these can be patched by the learner.
const { apply, defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const isArrayOrThrow = Array.isArray;
const Int32 = Int32Array;
const Float64 = Float64Array;
const { isInteger } = Number;
const promiseThen = Promise.prototype.then;
const includesText = String.prototype.includes;
const sliceOfString = String.prototype.slice;
const isEnumerable = Object.prototype.propertyIsEnumerable;
const readClock = performance.now;
const clock = performance;
const now = () => apply(readClock, clock, []);

const typedArray = getPrototypeOf(Int8Array.prototype);
const readTag = /** @type {() => string | undefined} */ (
  getOwnPropertyDescriptor(/** @type {object} */ (typedArray), Symbol.toStringTag)?.get
);
const readLength = /** @type {() => number} */ (
  getOwnPropertyDescriptor(/** @type {object} */ (typedArray), "length")?.get
);

/**
 * `Float64Array` and the like for a typed array, undefined for everything else, whatever it pretends to be.
 *
 * @param {unknown} value
 */
const typedArrayName = (value) => apply(readTag, value, []);

/** @param {unknown} value */
const typedArrayLength = (value) => apply(readLength, value, []);

/**
 * A revoked proxy is no array; `Array.isArray` throws for it.
 *
 * @param {unknown} value
 * @returns {value is unknown[]}
 */
const isArray = (value) => {
  try {
    return isArrayOrThrow(value);
  } catch {
    return false;
  }
};

/**
 * The first `length` characters.
 *
 * @param {string} text
 * @param {number} length
 * @returns {string}
 */
const cut = (text, length) => (text.length > length ? apply(sliceOfString, text, [0, length]) : text);
