// Two passes: the dot product of a column, then the difference. With inner = 1 a batch holds neighbours of one column;
// otherwise each lane holds a column of its own.
#include "ops/softmax_backward.h"

#include <algorithm>

#include "simd/rows.h"

namespace dojo {
namespace {

void backward_row(const float* y, const float* dy, float* dx, size_t length) {
  const Batch mean(dot(y, dy, length));
  for (size_t l = 0; l < length; l += batch_width) {
    const size_t lanes = length - l;
    store_first(dx + l, load_first(y + l, lanes) * (load_first(dy + l, lanes) - mean), lanes);
  }
}

// `columns` neighbouring columns, at most a batch of them, whose elements are `inner` apart.
void backward_columns(const float* y, const float* dy, float* dx, size_t length, size_t inner, size_t columns) {
  LongSum mean;
  for (size_t l = 0; l < length;) {
    Batch part(0.0F);
    for (const size_t end = std::min(length, l + longest_sum); l < end; ++l) {
      part = multiply_add(load_first(y + l * inner, columns), load_first(dy + l * inner, columns), part);
    }
    mean.add(part);
  }
  for (size_t l = 0; l < length; ++l) {
    const Batch difference = load_first(dy + l * inner, columns) - mean.sum;
    store_first(dx + l * inner, load_first(y + l * inner, columns) * difference, columns);
  }
}

}  // namespace
}  // namespace dojo

dojo::Status softmax_backward(const float* y, const float* dy, float* dx, int32_t outer, int32_t length,
                              int32_t inner) {
  using namespace dojo;
  if (!valid_dimensions({outer, length, inner})) return Status::bad_shape;
  const size_t block = extent(length) * extent(inner);
  if (block == 0) return Status::ok;
  for (size_t first = 0; first < extent(outer) * block; first += block) {
    if (inner == 1) {
      backward_row(y + first, dy + first, dx + first, extent(length));
      continue;
    }
    for (size_t i = 0; i < extent(inner); i += batch_width) {
      backward_columns(y + first + i, dy + first + i, dx + first + i, extent(length), extent(inner),
                       std::min(batch_width, extent(inner) - i));
    }
  }
  return Status::ok;
}
