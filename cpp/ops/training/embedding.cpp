#include "ops/training/embedding.h"

#include <algorithm>

#include "simd/span.h"

namespace dojo {

bool are_in_table(const int32_t* ids, int32_t count, int32_t vocab) {
  return std::all_of(ids, ids + count, [vocab](int32_t id) { return id >= 0 && id < vocab; });
}

}  // namespace dojo

dojo::Status embedding(const int32_t* ids, const float* table, float* y, int32_t rows, int32_t vocab, int32_t dim) {
  using namespace dojo;
  if (!valid_dimensions({rows, vocab, dim})) return Status::bad_shape;
  if (!are_in_table(ids, rows, vocab)) return Status::bad_index;
  const size_t width = extent(dim);
  for (size_t row = 0; row < extent(rows); ++row) {
    map_span(table + extent(ids[row]) * width, y + row * width, width, [](Batch value) { return value; });
  }
  return Status::ok;
}
