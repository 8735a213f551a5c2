// The weighted sum of the values that a mask lets through. Weights of hidden values are 0, but 0 * NaN is NaN.
#pragma once

#include <cstddef>
#include <cstdint>

#include "simd/finite.h"
#include "simd/rows.h"

namespace dojo {

/// out[e] <- sum over the visible j of weights[j] rows[j][e]. `visible` holds an element for each row, `visible_stride`
/// apart; null: all are visible.
inline void sum_visible(const float* weights, const uint8_t* visible, size_t visible_stride, const float* rows,
                        size_t count, size_t stride, size_t width, float* out) {
  sum_rows(weights, rows, count, stride, width, out);
  if (visible == nullptr || all_finite(out, width)) return;
  for (size_t e = 0; e < width; ++e) {
    double sum = 0;
    for (size_t j = 0; j < count; ++j) {
      if (visible[j * visible_stride] != 0) sum += double{weights[j]} * double{rows[j * stride + e]};
    }
    out[e] = static_cast<float>(sum);
  }
}

}  // namespace dojo
