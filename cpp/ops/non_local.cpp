// For each image: 1. pixels as rows;  2. project;  3. attend;  4. project back and add.
#include "ops/non_local.h"

#include "arena.h"
#include "ops/linear.h"
#include "ops/scaled_dot_product_attention.h"
#include "transpose.h"

namespace dojo {
namespace {

Status attend_pixels(const float* q, const float* k, const float* v, size_t pixels, size_t dim, float* out,
                     float* weights) {
  AttentionProblem problem;
  problem.batch = problem.num_heads = problem.num_kv_heads = 1;
  problem.seq_q = problem.seq_k = pixels;
  problem.head_dim = problem.value_dim = dim;
  problem.q = contiguous_heads(q, 1, pixels, dim);
  problem.k = contiguous_heads(k, 1, pixels, dim);
  problem.v = contiguous_heads(v, 1, pixels, dim);
  problem.out = contiguous_heads(out, 1, pixels, dim);
  problem.weights = weights;
  return attend(problem);
}

}  // namespace
}  // namespace dojo

dojo::Status non_local(const float* x, const float* theta, const float* phi, const float* g, const float* wz, float* y,
                       float* weights, int32_t batch, int32_t channels, int32_t height, int32_t width,
                       int32_t inner_dim) {
  using namespace dojo;
  if (!valid_dimensions({batch, channels, height, width, inner_dim}) || !is_dimension(int64_t{height} * width)) {
    return Status::bad_shape;
  }
  const int32_t pixels = height * width;
  const size_t size = extent(pixels) * extent(channels);
  const size_t inner = extent(inner_dim);
  Scratch scratch;
  auto* const rows = scratch.take<float>(size);
  auto* const q = scratch.take<float>(extent(pixels), inner);
  auto* const k = scratch.take<float>(extent(pixels), inner);
  auto* const v = scratch.take<float>(extent(pixels), inner);
  auto* const z = scratch.take<float>(extent(pixels), inner);
  if (scratch.exhausted()) return Status::out_of_memory;

  for (size_t b = 0; b < extent(batch); ++b) {
    transpose(x + b * size, extent(channels), extent(pixels), rows);
    Status status = linear(rows, theta, nullptr, q, pixels, channels, inner_dim);
    if (status == Status::ok) status = linear(rows, phi, nullptr, k, pixels, channels, inner_dim);
    if (status == Status::ok) status = linear(rows, g, nullptr, v, pixels, channels, inner_dim);
    if (status != Status::ok) return status;
    float* const a = weights != nullptr ? weights + b * extent(pixels) * extent(pixels) : nullptr;
    status = attend_pixels(q, k, v, extent(pixels), inner, z, a);
    if (status == Status::ok) status = linear(z, wz, nullptr, rows, pixels, inner_dim, channels);
    if (status != Status::ok) return status;
    float* const to = y + b * size;
    transpose(rows, extent(pixels), extent(channels), to);
    for (size_t i = 0; i < size; ++i) to[i] += x[b * size + i];
  }
  return Status::ok;
}
