// Both products are linear layers once their operands are transposed: dx = dy (w^T)^T, dw = dy^T (x^T)^T. Copies cost
// little beside products.
#include "ops/linear_backward.h"

#include "arena.h"
#include "ops/linear.h"
#include "transpose.h"

dojo::Status linear_backward(const float* x, const float* w, const float* dy, float* dx, float* dw, float* db,
                             int32_t rows, int32_t in_features, int32_t out_features) {
  using namespace dojo;
  if (!valid_dimensions({rows, in_features, out_features})) return Status::bad_shape;
  const size_t count = extent(rows);
  const size_t in = extent(in_features);
  const size_t out = extent(out_features);
  Scratch scratch;
  auto* const w_columns = scratch.take<float>(in, out);
  auto* const x_columns = scratch.take<float>(in, count);
  auto* const dy_columns = scratch.take<float>(out, count);
  if (scratch.exhausted()) return Status::out_of_memory;
  transpose(w, out, in, w_columns);
  transpose(x, count, in, x_columns);
  transpose(dy, count, out, dy_columns);

  for (size_t o = 0; o < out; ++o) {
    double sum = 0;
    for (size_t row = 0; row < count; ++row) sum += double{dy_columns[o * count + row]};
    db[o] = static_cast<float>(sum);
  }
  const Status status = linear(dy, w_columns, nullptr, dx, rows, out_features, in_features);
  return status == Status::ok ? linear(dy_columns, x_columns, nullptr, dw, out_features, rows, in_features) : status;
}
