// Halves, the 16-bit floats of IEEE 754: two of them in a word of 4 bytes.
//
// Of a half the bits of exponent and fraction, shifted to where a float has its own, are the float 2^112 times smaller:
// the exponents are biased by 15 and by 127. That holds below the normal halves too, but not for infinity and NaN.
#pragma once

#include <cstdint>

#include "simd/batch.h"

namespace dojo {

inline constexpr float two_to_112 = 0x1p112F;
inline constexpr uint32_t infinite_half = 0x7C00;

using Bits = xsimd::batch<uint32_t>;

/// The halves in the high parts of words (part 0) or in the low ones (part 1), 2^112 times smaller: if they are finite.
inline Batch widen_finite_halves(Batch words, size_t part) {
  static constexpr auto kept = static_cast<int32_t>(0x8FFFE000);
  const Indices bits = xsimd::bitwise_cast<int32_t>(words);
  return xsimd::bitwise_cast<float>(((part == 0 ? bits : bits << 16) >> 3) & Indices(kept));
}

/// The same, of any halves and in their size.
inline Batch widen_halves(Batch words, size_t part) {
  const Batch value = widen_finite_halves(words, part) * Batch(two_to_112);
  // What is infinite or no number has become 2^16 or more.
  const Batch beyond = xsimd::bitwise_cast<float>(xsimd::bitwise_cast<uint32_t>(value) | Bits(0x7F800000));
  return xsimd::select(xsimd::abs(value) >= Batch(0x1p16F), beyond, value);
}

/// The nearest halves, of two equally near ones that with an even fraction; NaN is the quiet one.
inline Bits nearest_halves(Batch x) {
  const Bits bits = xsimd::bitwise_cast<uint32_t>(x);
  const Bits sign = bits & Bits(0x80000000);
  const Bits size = bits ^ sign;
  // Normal ones: the exponent is biased anew, half a unit of what is cut off is added, less one unless that is odd.
  const Bits odd = (size >> 13) & Bits(1);
  const Bits normal = (size - Bits(112U << 23) + Bits(0xFFF) + odd) >> 13;
  // Smaller ones: beside 0.5 the last bit of a float is worth as much as that of such a half.
  const Bits half = xsimd::bitwise_cast<uint32_t>(Batch(0.5F));
  const Bits small = xsimd::bitwise_cast<uint32_t>(xsimd::abs(x) + Batch(0.5F)) - half;
  const Bits large = xsimd::select(size > Bits(0x7F800000), Bits(0x7E00), Bits(infinite_half));
  const Bits finite = xsimd::select(size < Bits(113U << 23), small, normal);
  return xsimd::select(size >= Bits(143U << 23), large, finite) | (sign >> 16);
}

}  // namespace dojo
