/** A module of one function with one instruction of relaxed SIMD, `f32x4.relaxed_madd`, on unreachable operands. */
// biome-ignore format: one line for each section
const probe = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, // "\0asm", version 1
  1, 4, 1, 96, 0, 0, // types: () -> ()
  3, 2, 1, 0, // functions: one of type 0
  10, 9, 1, 7, 0, 0, 253, 133, 2, 26, 11, // code: unreachable, f32x4.relaxed_madd, drop, end
);

/** Whether this engine runs relaxed SIMD, and with it fused multiply-add. */
export const hasRelaxedSimd = (): boolean => WebAssembly.validate(probe);
