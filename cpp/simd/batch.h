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

// The register tile of a matrix product is two batches wide; its rows, and how the left operand's values come to fill
// whole registers, are a matter of the engine. V8 keeps 15 vectors in registers on x86-64, and Node 20's loads all that
// a step needs before it multiplies.
#if defined(__wasm_relaxed_simd__)
// 10 sums, 2 batches, 2 registers of values of the left operand, from which one is spread when it is its turn: 15.
inline constexpr size_t tile_rows = 5;

class LeftValues {
 public:
  explicit LeftValues(const float* source) : four_(wasm_v128_load(source)), last_(source[4]) {}

  template <size_t Row>
  Batch spread() const {
    if constexpr (Row == 4) {
      return last_;
    } else {
      return Batch(wasm_i32x4_shuffle(four_, four_, Row, Row, Row, Row));
    }
  }

 private:
  v128_t four_;
  Batch last_;
};
#else
#ifdef __AVX__
inline constexpr size_t tile_rows = 6;
#else
// 8 sums, 2 batches, 4 spread values, and the product of a separate multiplication in the place of one of them.
inline constexpr size_t tile_rows = 4;
#endif

/// The values of the left operand for one step, each spread over a whole register.
class LeftValues {
 public:
  explicit LeftValues(const float* source) : source_(source) {}

  template <size_t Row>
  Batch spread() const {
    return Batch(source_[Row]);
  }

 private:
  const float* source_;
};
#endif

}  // namespace dojo
