// Products of rows, as small attention operations need them: a dot product, and a weighted sum of rows.
#pragma once

#include <algorithm>
#include <cstddef>

#include "simd/batch.h"
#include "simd/span.h"

namespace dojo {

/// The sum of `count` terms of which f(i, lanes) gives those from i on, as many as fit a batch; in lanes beyond
/// `lanes` it must give 0, as a product with `load_first` does.
template <class Terms>
inline float sum_terms(size_t count, const Terms& f) {
  LongSum total;
  for (size_t i = 0; i < count;) {
    const size_t end = std::min(count, i + longest_sum * batch_width);
    Batch sum(0.0F);
    for (; i < end; i += batch_width) sum += f(i, count - i);
    total.add(sum);
  }
  return xsimd::reduce_add(total.sum);
}

/// sum over i of a[i] b[i]
inline float dot(const float* a, const float* b, size_t count) {
  return sum_terms(count,
                   [a, b](size_t i, size_t lanes) { return load_first(a + i, lanes) * load_first(b + i, lanes); });
}

/// out[e] <- sum over j of weights[j] rows[j][e], for rows that are `stride` floats apart. Sums stay in registers, and
/// a strip of columns is about a cache line wide, so that every line is read once.
inline void sum_rows(const float* weights, const float* rows, size_t count, size_t stride, size_t width, float* out) {
  constexpr size_t strip = 4;
  size_t e = 0;
  for (; e + strip * batch_width <= width; e += strip * batch_width) {
    LongSum total[strip];
    for (size_t j = 0; j < count;) {
      Batch sum[strip];
      for (Batch& part : sum) part = Batch(0.0F);
      for (const size_t end = std::min(count, j + longest_sum); j < end; ++j) {
        const Batch weight(weights[j]);
        const float* const row = rows + j * stride + e;
        for (size_t b = 0; b < strip; ++b) sum[b] = multiply_add(weight, load(row + b * batch_width), sum[b]);
      }
      for (size_t b = 0; b < strip; ++b) total[b].add(sum[b]);
    }
    for (size_t b = 0; b < strip; ++b) store(out + e + b * batch_width, total[b].sum);
  }
  for (; e < width; e += batch_width) {
    LongSum total;
    for (size_t j = 0; j < count;) {
      Batch sum(0.0F);
      for (const size_t end = std::min(count, j + longest_sum); j < end; ++j) {
        sum = multiply_add(Batch(weights[j]), load_first(rows + j * stride + e, width - e), sum);
      }
      total.add(sum);
    }
    store_first(out + e, total.sum, width - e);
  }
}

}  // namespace dojo
