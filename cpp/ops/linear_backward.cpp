// Each product has an operand that lies the other way round than in a linear layer, and is read as it lies.
#include "ops/linear_backward.h"

#include <algorithm>

#include "arena.h"
#include "ops/linear.h"

dojo::Status linear_backward(const float* x, const float* w, const float* dy, float* dx, float* dw, float* db,
                             int32_t rows, int32_t in_features, int32_t out_features) {
  using namespace dojo;
  if (!valid_dimensions({rows, in_features, out_features})) return Status::bad_shape;
  const size_t count = extent(rows);
  const size_t in = extent(in_features);
  const size_t out = extent(out_features);
  if (db != nullptr) {
    Scratch scratch;
    auto* const sums = scratch.take<double>(out);
    if (scratch.exhausted()) return Status::out_of_memory;
    std::fill_n(sums, out, 0.0);
    for (size_t row = 0; row < count; ++row) {
      for (size_t o = 0; o < out; ++o) sums[o] += double{dy[row * out + o]};
    }
    std::copy_n(sums, out, db);
  }
  const Status status = multiply({{dy}, {w, true}, nullptr, dx, count, out, in});
  return status == Status::ok ? multiply({{dy, true}, {x, true}, nullptr, dw, out, count, in}) : status;
}
