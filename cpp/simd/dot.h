// Products of a vector with matrices that are read once, where they lie: nothing is packed, memory sets the pace.
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

/// y[d] <- y[d] + sum over i < Rows of factors[i] * rows[i][d], the sum first: fewer terms are added to what is large.
template <size_t Rows>
inline void add_rows(const float* factors, const float* const* rows, size_t depth, float* y) {
  Batch factor[Rows];
  for (size_t i = 0; i < Rows; ++i) factor[i] = Batch(factors[i]);
  size_t d = 0;
  for (; d + batch_width <= depth; d += batch_width) {
    Batch sum = factor[0] * load(rows[0] + d);
    for (size_t i = 1; i < Rows; ++i) sum = multiply_add(factor[i], load(rows[i] + d), sum);
    store(y + d, load(y + d) + sum);
  }
  if (d == depth) return;
  Batch sum = factor[0] * load_first(rows[0] + d, depth - d);
  for (size_t i = 1; i < Rows; ++i) sum = multiply_add(factor[i], load_first(rows[i] + d, depth - d), sum);
  store_first(y + d, load_first(y + d, depth - d) + sum, depth - d);
}

}  // namespace dojo
