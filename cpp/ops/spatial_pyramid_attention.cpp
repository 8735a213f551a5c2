// For each image: 1. pool all regions;  2. scores and softmax;  3. weighted sum.
#include "ops/spatial_pyramid_attention.h"

#include <algorithm>
#include <cmath>

#include "arena.h"
#include "ops/softmax.h"
#include "simd/rows.h"

namespace dojo {
namespace {

struct Interval {
  size_t begin, end;
};

// Which of `size` rows belong to the i-th of n parts.
Interval part(size_t i, size_t n, size_t size) {
  const uint64_t first = uint64_t{i} * size / n;
  const uint64_t end = (uint64_t{i + 1} * size + n - 1) / n;
  return {static_cast<size_t>(first), static_cast<size_t>(end)};
}

float mean_of(const float* plane, size_t width, Interval rows, Interval columns) {
  const size_t row_length = columns.end - columns.begin;
  double sum = 0;
  for (size_t r = rows.begin; r < rows.end; ++r) {
    sum += double{span_mean(plane + r * width + columns.begin, row_length)};
  }
  return static_cast<float>(sum / static_cast<double>(std::max(rows.end - rows.begin, size_t{1})));
}

// pooled: [n * n, channels]
void pool_level(const float* x, size_t channels, size_t height, size_t width, size_t n, float* pooled) {
  for (size_t region = 0; region < n * n; ++region) {
    const Interval rows = part(region / n, n, height);
    const Interval columns = part(region % n, n, width);
    for (size_t c = 0; c < channels; ++c) {
      pooled[region * channels + c] = mean_of(x + c * height * width, width, rows, columns);
    }
  }
}

bool fits(const int32_t* levels, int32_t num_levels, int32_t regions) {
  int64_t total = 0;
  for (int32_t level = 0; level < num_levels; ++level) {
    if (levels[level] < 1) return false;
    total += int64_t{levels[level]} * levels[level];
    if (total > regions) return false;
  }
  return total == regions;
}

}  // namespace
}  // namespace dojo

dojo::Status spatial_pyramid_attention(const float* x, const float* q, const int32_t* levels, float* out,
                                       float* weights, int32_t batch, int32_t channels, int32_t height, int32_t width,
                                       int32_t num_levels, int32_t regions) {
  using namespace dojo;
  if (!valid_dimensions({batch, channels, height, width, num_levels, regions}) || !fits(levels, num_levels, regions)) {
    return Status::bad_shape;
  }
  const size_t count = extent(regions);
  const size_t depth = extent(channels);
  Scratch scratch;
  auto* const pooled = scratch.take<float>(count, depth);
  auto* const own_weights = scratch.take<float>(weights != nullptr ? 0 : count);
  if (scratch.exhausted()) return Status::out_of_memory;

  const float scale = 1.0F / std::sqrt(static_cast<float>(std::max(channels, 1)));
  for (size_t b = 0; b < extent(batch); ++b) {
    float* level_start = pooled;
    for (int32_t level = 0; level < num_levels; ++level) {
      const size_t n = extent(levels[level]);
      pool_level(x + b * depth * extent(height) * extent(width), depth, extent(height), extent(width), n, level_start);
      level_start += n * n * depth;
    }
    float* const a = weights != nullptr ? weights + b * count : own_weights;
    for (size_t r = 0; r < count; ++r) a[r] = dot(pooled + r * depth, q, depth) * scale;
    const Status status = softmax(a, a, 1, regions, 1);
    if (status != Status::ok) return status;
    sum_rows(a, pooled, count, depth, depth, out + b * depth);
  }
  return Status::ok;
}
