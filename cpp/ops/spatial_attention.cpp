// As the formula reads, once per image.
#include "ops/spatial_attention.h"

#include "arena.h"
#include "ops/softmax.h"
#include "simd/rows.h"

dojo::Status spatial_attention(const float* features, const float* position, float* out, float* weights, int32_t batch,
                               int32_t height, int32_t width, int32_t channels) {
  using namespace dojo;
  if (!valid_dimensions({batch, height, width, channels}) || !is_dimension(int64_t{height} * width)) {
    return Status::bad_shape;
  }
  const int32_t positions = height * width;
  const size_t size = extent(positions) * extent(channels);
  Scratch scratch;
  auto* const own_weights = scratch.take<float>(weights != nullptr ? 0 : extent(positions));
  if (scratch.exhausted()) return Status::out_of_memory;
  const size_t depth = extent(channels);
  for (size_t image = 0; image < extent(batch); ++image) {
    float* const a = weights != nullptr ? weights + image * extent(positions) : own_weights;
    const float* const pixels = features + image * size;
    for (size_t p = 0; p < extent(positions); ++p) a[p] = dot(pixels + p * depth, position + p * depth, depth);
    const Status status = softmax(a, a, 1, positions, 1);
    if (status != Status::ok) return status;
    sum_rows(a, pixels, extent(positions), depth, depth, out + image * depth);
  }
  return Status::ok;
}
