// The vector type of the kernels and everything that depends on what they are built for. The only header of this
// folder with an #ifdef.
#pragma once

#include <cstddef>
#include <cstdint>
#include <xsimd/xsimd.hpp>

#ifdef __wasm_relaxed_simd__
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

// Rows of the register tile of a matrix product; it is two batches wide. V8 keeps 15 vectors in registers on x86-64 and
// loads everything that a step needs before it multiplies: 8 sums, 2 batches and 4 broadcast values are 14.
#ifdef __AVX__
inline constexpr size_t tile_rows = 6;
#else
inline constexpr size_t tile_rows = 4;
#endif

}  // namespace dojo
