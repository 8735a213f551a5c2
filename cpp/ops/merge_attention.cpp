// In float64: parts are few.
#include "ops/merge_attention.h"

#include <limits>

#include "arena.h"
#include "log_sum_exp.h"

dojo::Status merge_attention(const float* outs, const float* lses, float* out, float* lse, int32_t parts, int32_t batch,
                             int32_t num_heads, int32_t seq_q, int32_t value_dim) {
  using namespace dojo;
  if (!valid_dimensions({parts, batch, num_heads, seq_q, value_dim})) return Status::bad_shape;
  constexpr float saw_nothing = -std::numeric_limits<float>::infinity();
  const size_t count = extent(parts);
  const size_t rows = extent(batch) * extent(num_heads) * extent(seq_q);
  const size_t dim = extent(value_dim);
  Scratch scratch;
  auto* const weights = scratch.take<double>(count);
  if (scratch.exhausted()) return Status::out_of_memory;
  for (size_t row = 0; row < rows; ++row) {
    const LogSumExp all = log_sum_exp(lses + row, count, rows);
    for (size_t p = 0; p < count; ++p) weights[p] = exponential(double{lses[p * rows + row]} - all.largest - all.rest);
    for (size_t e = 0; e < dim; ++e) {
      double sum = 0;
      for (size_t p = 0; p < count; ++p) {
        if (lses[p * rows + row] != saw_nothing) sum += weights[p] * double{outs[(p * rows + row) * dim + e]};
      }
      out[row * dim + e] = static_cast<float>(sum);
    }
    if (lse != nullptr) lse[row] = static_cast<float>(all.largest + all.rest);
  }
  return Status::ok;
}
