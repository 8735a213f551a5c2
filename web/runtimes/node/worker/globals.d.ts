/** From ../frames.mjs, which stands before host.js in one script. */
declare const frameOf: typeof import("../frames.mjs").frameOf;
declare const readFrames: typeof import("../frames.mjs").readFrames;
