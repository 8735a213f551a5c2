// Products of a vector with a matrix that is read once, where it lies: nothing is packed, memory sets the pace.
#pragma once

#include <algorithm>
#include <cstddef>

#include "simd/batch.h"
#include "simd/long_sum.h"
#include "simd/span.h"

namespace dojo {

/// Lane i: the sum over `depth` of x[d] * rows[i][d]. All `batch_width` rows must be there.
inline Batch dot_rows(const float* x, const float* const* rows, size_t depth) {
  LongSum total;
  size_t d = 0;
  do {
    const size_t end = std::min(depth, d + longest_sum * batch_width);
    Batch sum[batch_width];
    for (Batch& lane : sum) lane = Batch(0.0F);
    for (; d + batch_width <= end; d += batch_width) {
      const Batch left = load(x + d);
      for (size_t i = 0; i < batch_width; ++i) sum[i] = multiply_add(left, load(rows[i] + d), sum[i]);
    }
    if (d < end) {
      const Batch left = load_first(x + d, end - d);
      for (size_t i = 0; i < batch_width; ++i) sum[i] = multiply_add(left, load_first(rows[i] + d, end - d), sum[i]);
      d = end;
    }
    xsimd::transpose(sum, sum + batch_width);
    for (size_t i = 1; i < batch_width; ++i) sum[0] += sum[i];
    total.add(sum[0]);
  } while (d < depth);
  return total.sum;
}

}  // namespace dojo
