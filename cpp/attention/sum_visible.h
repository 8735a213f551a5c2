// The weighted sum of the values that a mask lets through. Weights of hidden values are 0, but 0 * NaN is NaN; and a
// softmax that sees NaN makes all of its weights NaN.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "simd/finite.h"
#include "simd/rows.h"

namespace dojo {

/// out[e] <- sum over the visible j of weights[j] rows[j][e]; 0 where all of their weights are, as when none is
/// visible. `visible` holds an element for each row, `visible_stride` apart; null: all are visible. Weights of the
/// others become 0 if they are not.
inline void sum_visible(float* weights, const uint8_t* visible, size_t visible_stride, const float* rows, size_t count,
                        size_t stride, size_t width, float* out) {
  const auto is_visible = [=](size_t j) { return visible == nullptr || visible[j * visible_stride] != 0; };
  if (!all_finite(weights, count)) {
    for (size_t j = 0; j < count; ++j) weights[j] = is_visible(j) ? weights[j] : 0.0F;
  }
  sum_rows(weights, rows, count, stride, width, out);
  if (all_finite(out, width)) return;
  const bool is_nothing = std::all_of(weights, weights + count, [](float weight) { return weight == 0.0F; });
  for (size_t e = 0; e < width; ++e) {
    double sum = 0;
    for (size_t j = 0; j < count && !is_nothing; ++j) {
      if (is_visible(j)) sum += double{weights[j]} * double{rows[j * stride + e]};
    }
    out[e] = static_cast<float>(sum);
  }
}

}  // namespace dojo
