// The vector type of the kernels and everything that depends on what they are built for. The only header of this
// folder with an #ifdef.
#pragma once

#include <cstddef>
#include <cstdint>
#include <xsimd/xsimd.hpp>

#ifdef __wasm__
#include <wasm_simd128.h>
#endif

namespace dojo {

/// As many floats as one register of the target holds: 4 in WebAssembly and SSE, 8 in AVX.
using Batch = xsimd::batch<float>;
inline constexpr size_t batch_width = Batch::size;

/// As many integers.
using Indices = xsimd::batch<int32_t>;
static_assert(Indices::size == batch_width);

inline Indices load(const int32_t* source) { return Indices::load_unaligned(source); }
inline Batch load(const float* source) { return Batch::load_unaligned(source); }
inline void store(float* target, Batch value) { value.store_unaligned(target); }

/// A number of static storage over a whole register: see `constant`.
inline Batch load_constant(const float* number) {
#ifdef __wasm__
  // Hidden from LLVM and Binaryen, which would see that it is a constant after all.
  v128_t spread;
  __asm__("local.get %1\nv128.load32_splat 0\nlocal.set %0" : "=r"(spread) : "r"(number));
  return spread;
#else
  return Batch(*number);
#endif
}

/// A constant over a whole register, for loops. (V8 composes a constant of WebAssembly anew, of three instructions, in
/// every turn of a loop; what is loaded before the loop it keeps in a register.)
template <const float& Value>
Batch constant() {
  return load_constant(&Value);
}

/// `a * b + c`, rounded once where the target has an instruction for that.
inline Batch multiply_add(Batch a, Batch b, Batch c) {
#ifdef __wasm_relaxed_simd__
  // xsimd's own is a multiplication and an addition on every WebAssembly target.
  return wasm_f32x4_relaxed_madd(a, b, c);
#else
  return xsimd::fma(a, b, c);
#endif
}

/// max(x, bound), where NaN stays NaN.
inline Batch at_least(Batch x, Batch bound) {
#ifdef __wasm__
  // One instruction, x < bound ? bound : x.
  return xsimd::max(x, bound);
#else
  return xsimd::select(x < bound, bound, x);
#endif
}

// A register tile of a matrix product: its rows, each two batches wide. V8 keeps 15 vectors in registers on x86-64.
#if defined(__wasm__) && !defined(__wasm_relaxed_simd__)
// 8 sums, 2 batches, 4 spread values (Node 20's V8 loads all that a step needs before it multiplies), and the product
// of a separate multiplication in the place of one of them.
inline constexpr size_t tile_rows = 4;
#else
// 12 sums, 2 batches, and one value of the left operand at a time.
inline constexpr size_t tile_rows = 6;
#endif

}  // namespace dojo
