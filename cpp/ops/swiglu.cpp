// A block of rows at a time: of all rows, the hidden features would be far more than x and y.
#include "ops/swiglu.h"

#include <algorithm>

#include "arena.h"
#include "ops/linear.h"
#include "simd/elementary.h"
#include "simd/span.h"

namespace dojo {
namespace {

// So many that packing the weights for each block costs little beside the products.
constexpr size_t row_block = 192;

// gate <- silu(gate) * up
void gate_features(float* gate, const float* up, size_t count) {
  for (size_t i = 0; i < count; i += batch_width) {
    store_first(gate + i, silu(load_first(gate + i, count - i)) * load_first(up + i, count - i), count - i);
  }
}

}  // namespace
}  // namespace dojo

dojo::Status swiglu(const float* x, const float* w_gate, const float* w_up, const float* w_down, float* y, int32_t rows,
                    int32_t model_dim, int32_t hidden_dim) {
  using namespace dojo;
  if (!valid_dimensions({rows, model_dim, hidden_dim})) return Status::bad_shape;
  Scratch scratch;
  const size_t most = std::min(extent(rows), row_block);
  auto* const gate = scratch.take<float>(most, extent(hidden_dim));
  auto* const up = scratch.take<float>(most, extent(hidden_dim));
  if (scratch.exhausted()) return Status::out_of_memory;
  for (size_t first = 0; first < extent(rows); first += row_block) {
    const auto count = static_cast<int32_t>(std::min(row_block, extent(rows) - first));
    const size_t at = first * extent(model_dim);
    Status status = linear(x + at, w_gate, nullptr, gate, count, model_dim, hidden_dim);
    if (status == Status::ok) status = linear(x + at, w_up, nullptr, up, count, model_dim, hidden_dim);
    if (status == Status::ok) {
      gate_features(gate, up, extent(count) * extent(hidden_dim));
      status = linear(gate, w_down, nullptr, y + at, count, hidden_dim, model_dim);
    }
    if (status != Status::ok) return status;
  }
  return Status::ok;
}
