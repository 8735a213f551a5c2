// 1. project all heads at once;  2. what each node gives to its scores as a target and as a source;  3. for each head
// and node: scores of the neighbours, softmax, weighted sum. Without `weights` only one row of scores is held.
#include "ops/graph_attention.h"

#include "arena.h"
#include "attention/scores.h"
#include "attention/sum_visible.h"
#include "ops/linear.h"
#include "ops/softmax.h"
#include "simd/rows.h"

namespace dojo {
namespace {

float leaky_relu(float x, float negative_slope) { return x < 0.0F ? x * negative_slope : x; }

void score_neighbours(const uint8_t* adjacency, float dst, const float* src, size_t nodes, float negative_slope,
                      float* scores) {
  for (size_t j = 0; j < nodes; ++j) {
    scores[j] = adjacency[j] != 0 ? leaky_relu(dst + src[j], negative_slope) : masked_score;
  }
}

}  // namespace
}  // namespace dojo

dojo::Status graph_attention(const float* x, const uint8_t* adjacency, const float* w, const float* a_dst,
                             const float* a_src, float* out, float* weights, int32_t nodes, int32_t in_features,
                             int32_t num_heads, int32_t out_features, float negative_slope) {
  using namespace dojo;
  const int64_t features = int64_t{num_heads} * out_features;
  if (!valid_dimensions({nodes, in_features, num_heads, out_features}) || !is_dimension(features)) {
    return Status::bad_shape;
  }
  const size_t count = extent(nodes);
  const size_t width = extent(out_features);
  const size_t row = extent(num_heads) * width;
  Scratch scratch;
  auto* const z = scratch.take<float>(count, row);
  auto* const dst = scratch.take<float>(count);
  auto* const src = scratch.take<float>(count);
  auto* const own_weights = scratch.take<float>(weights != nullptr ? 0 : count);
  if (scratch.exhausted()) return Status::out_of_memory;

  Status status = linear(x, w, nullptr, z, nodes, in_features, static_cast<int32_t>(features));
  for (size_t head = 0; head < extent(num_heads); ++head) {
    const float* const own = z + head * width;
    for (size_t i = 0; i < count; ++i) {
      dst[i] = dot(a_dst + head * width, own + i * row, width);
      src[i] = dot(a_src + head * width, own + i * row, width);
    }
    for (size_t i = 0; i < count && status == Status::ok; ++i) {
      float* const a = weights != nullptr ? weights + (head * count + i) * count : own_weights;
      score_neighbours(adjacency + i * count, dst[i], src, count, negative_slope, a);
      status = softmax(a, a, 1, nodes, 1);
      sum_visible(a, adjacency + i * count, 1, own, count, row, width, out + i * row + head * width);
    }
  }
  return status;
}
