// 1. squeeze: means;  2. excite: two layers and a sigmoid;  3. scale.
#include "ops/squeeze_excitation.h"

#include "arena.h"
#include "ops/linear.h"
#include "simd/elementary.h"
#include "simd/span.h"

dojo::Status squeeze_excitation(const float* x, const float* w1, const float* b1, const float* w2, const float* b2,
                                float* y, float* gate, int32_t batch, int32_t channels, int32_t height, int32_t width,
                                int32_t hidden_dim) {
  using namespace dojo;
  if (!valid_dimensions({batch, channels, height, width, hidden_dim})) return Status::bad_shape;
  const size_t planes = extent(batch) * extent(channels);
  const size_t pixels = extent(height) * extent(width);
  const size_t hidden_size = extent(batch) * extent(hidden_dim);
  Scratch scratch;
  auto* const mean = scratch.take<float>(planes);
  auto* const hidden = scratch.take<float>(hidden_size);
  if (scratch.exhausted()) return Status::out_of_memory;

  for (size_t plane = 0; plane < planes; ++plane) {
    mean[plane] = span_mean(x + plane * pixels, pixels);
  }
  Status status = linear(mean, w1, b1, hidden, batch, channels, hidden_dim);
  if (status != Status::ok) return status;
  map_span(hidden, hidden, hidden_size, relu);
  status = linear(hidden, w2, b2, gate, batch, hidden_dim, channels);
  if (status != Status::ok) return status;
  map_span(gate, gate, planes, sigmoid);
  for (size_t plane = 0; plane < planes; ++plane) {
    const Batch factor(gate[plane]);
    map_span(x + plane * pixels, y + plane * pixels, pixels, [factor](Batch value) { return value * factor; });
  }
  return Status::ok;
}
