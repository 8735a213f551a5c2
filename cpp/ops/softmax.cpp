// Three passes over what stays in the first-level cache: maximum, exponentials with their sum, division. With inner = 1
// a column is contiguous and a batch holds neighbours of one column; otherwise each lane holds a column of its own.
#include "ops/softmax.h"

#include <limits>

#include "simd/elementary.h"
#include "simd/span.h"

namespace dojo {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

// exp(-inf - -inf) would be NaN: without anything to weigh, shift by 0 and let the exponentials be 0.
Batch shift_of(Batch maximum) { return xsimd::select(maximum == Batch(-infinity), Batch(0.0F), maximum); }
Batch inverse_of(Batch sum) { return xsimd::select(sum == Batch(0.0F), Batch(0.0F), Batch(1.0F) / sum); }

void softmax_row(const float* x, float* y, size_t length) {
  const Batch shift = shift_of(Batch(span_max(x, length)));
  map_span(x, y, length, [shift](Batch value) { return exp(value - shift); });
  const Batch inverse = inverse_of(Batch(span_sum(y, length, [](Batch value) { return value; })));
  map_span(y, y, length, [inverse](Batch value) { return value * inverse; });
}

// `columns` neighbouring columns, at most a batch of them, whose elements are `inner` apart.
void softmax_columns(const float* x, float* y, size_t length, size_t inner, size_t columns) {
  Batch maximum(-infinity);
  for (size_t l = 0; l < length; ++l) maximum = xsimd::max(maximum, load_first(x + l * inner, columns));
  const Batch shift = shift_of(maximum);
  Batch sum(0.0F);
  for (size_t l = 0; l < length; ++l) {
    const Batch weight = exp(load_first(x + l * inner, columns) - shift);
    store_first(y + l * inner, weight, columns);
    sum += weight;
  }
  const Batch inverse = inverse_of(sum);
  for (size_t l = 0; l < length; ++l) store_first(y + l * inner, load_first(y + l * inner, columns) * inverse, columns);
}

}  // namespace
}  // namespace dojo

dojo::Status softmax(const float* x, float* y, int32_t outer, int32_t length, int32_t inner) {
  if (!dojo::valid_dimensions({outer, length, inner})) return dojo::Status::bad_shape;
  const size_t block = dojo::extent(length) * dojo::extent(inner);
  if (block == 0) return dojo::Status::ok;
  for (size_t o = 0; o < dojo::extent(outer); ++o) {
    const float* const from = x + o * block;
    float* const to = y + o * block;
    if (inner == 1) {
      dojo::softmax_row(from, to, dojo::extent(length));
      continue;
    }
    for (size_t i = 0; i < dojo::extent(inner); i += dojo::batch_width) {
      const size_t columns = std::min(dojo::batch_width, dojo::extent(inner) - i);
      dojo::softmax_columns(from + i, to + i, dojo::extent(length), dojo::extent(inner), columns);
    }
  }
  return dojo::Status::ok;
}
