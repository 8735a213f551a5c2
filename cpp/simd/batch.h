// The vector type of the kernels and everything that depends on what they are built for. The only header of this
// folder with an #ifdef.
#pragma once

#include <cstddef>
#include <xsimd/xsimd.hpp>

#ifdef __wasm_relaxed_simd__
#include <wasm_simd128.h>
#endif

namespace dojo {

/// As many floats as one register of the target holds: 4 in WebAssembly and SSE, 8 in AVX.
using Batch = xsimd::batch<float>;
inline constexpr size_t batch_width = Batch::size;

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

// Rows of the register tile of a matrix product; it is two batches wide. V8 keeps 15 vectors in registers on x86-64:
// 4 rows take 8 sums, 2 panel vectors and a broadcast value, and leave room for the product of a separate multiply.
#ifdef __AVX__
inline constexpr size_t tile_rows = 6;
#else
inline constexpr size_t tile_rows = 4;
#endif

}  // namespace dojo
