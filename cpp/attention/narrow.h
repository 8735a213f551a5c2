// What a cache may keep in the place of floats: elements of in_place.h. A row is padded with zeros to whole batches of
// words; that of bytes ends with its scale, in a batch of its own.
#pragma once

#include <limits>

#include "attention/halves.h"
#include "attention/query_block.h"
#include "simd/elementary.h"
#include "simd/finite.h"
#include "simd/span.h"

namespace dojo {

struct Halves {
  static constexpr size_t in_word = 2;
  static constexpr float factor = two_to_112;
  static constexpr bool has_scale = false;

  static Batch widen(Batch words, size_t part) { return widen_finite_halves(words, part); }
  static Batch widen_any(Batch words, size_t part) { return widen_halves(words, part); }

  /// Writes a row. Whether all of it is finite.
  static bool narrow(const float* row, size_t dim, float* words) {
    Bits largest(0U);
    for (size_t d = 0; d < dim; d += in_word * batch_width, words += batch_width) {
      const size_t left = dim - d;
      const Bits high = nearest_halves(load_first(row + d, left));
      const Bits low =
          left > batch_width ? nearest_halves(load_first(row + d + batch_width, left - batch_width)) : Bits(0U);
      store(words, xsimd::bitwise_cast<float>(low | (high << 16)));
      largest = xsimd::max(largest, xsimd::max(low & Bits(0x7FFF), high & Bits(0x7FFF)));
    }
    return xsimd::reduce_max(largest) < infinite_half;
  }
};

/// Whole numbers from -127 to 127, times the scale of the row.
struct Bytes {
  static constexpr size_t in_word = 4;
  static constexpr float factor = 1.0F;
  static constexpr bool has_scale = true;

  static Batch widen(Batch words, size_t part) {
    const Indices bits = xsimd::bitwise_cast<int32_t>(words);
    return xsimd::to_float((bits << static_cast<int>(8 * part)) >> 24);
  }
  static Batch widen_any(Batch words, size_t part) { return widen(words, part); }

  /// Writes a row; one with an infinity or NaN becomes NaN. Whether all of it is finite.
  static bool narrow(const float* row, size_t dim, float* words) {
    const bool is_finite = all_finite(row, dim);
    Batch largest(0.0F);
    for_batches(dim,
                [&](size_t d, size_t lanes) { largest = xsimd::max(largest, xsimd::abs(load_first(row + d, lanes))); });
    const float scale = is_finite ? xsimd::reduce_max(largest) / 127 : std::numeric_limits<float>::quiet_NaN();
    for (size_t d = 0; d < dim; d += in_word * batch_width, words += batch_width) {
      Indices packed(0);
      for (size_t part = 0; part < in_word && d + part * batch_width < dim; ++part) {
        const size_t at = d + part * batch_width;
        packed |= (whole(load_first(row + at, dim - at), scale) & Indices(255)) << static_cast<int>(24 - 8 * part);
      }
      store(words, xsimd::bitwise_cast<float>(packed));
    }
    store(words, Batch(scale));
    return is_finite;
  }

 private:
  static Indices whole(Batch x, float scale) {
    // A scale below the normal floats has few digits, so that more than 127 of it may be in x; of 0 and NaN all is 0.
    if (!(scale > 0.0F)) return Indices(0);
    const Batch most(127.0F);
    const Batch bounded = xsimd::min(xsimd::max(x / Batch(scale), -most), most);
    return xsimd::bitwise_cast<int32_t>(bounded + Batch(round_to_integer));
  }
};

}  // namespace dojo
