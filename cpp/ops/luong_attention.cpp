// The first two are dot-product attention without a scale, of which `general` projects the keys. `concat` is additive
// attention, for w [h; m] = w_left h + w_right m.
#include "ops/luong_attention.h"

#include "arena.h"
#include "ops/additive_attention.h"
#include "ops/linear.h"
#include "ops/scaled_dot_product_attention.h"
#include "simd/eigen.h"

namespace dojo {
namespace {

enum Score : int32_t { score_dot = 0, score_general = 1, score_concat = 2 };

struct Decoder {
  const float *h, *memory, *w, *u;
  float *out, *weights;
  int32_t batch, seq_q, dim, seq_k, hidden_dim;
};

Status attend_keys(const Decoder& d, const float* keys) {
  AttentionProblem problem;
  problem.batch = extent(d.batch);
  problem.num_heads = problem.num_kv_heads = 1;
  problem.seq_q = extent(d.seq_q);
  problem.seq_k = extent(d.seq_k);
  problem.head_dim = problem.value_dim = extent(d.dim);
  problem.q = contiguous_heads(d.h, 1, problem.seq_q, problem.head_dim);
  problem.k = contiguous_heads(keys, 1, problem.seq_k, problem.head_dim);
  problem.v = contiguous_heads(d.memory, 1, problem.seq_k, problem.head_dim);
  problem.out = contiguous_heads(d.out, 1, problem.seq_q, problem.head_dim);
  problem.weights = d.weights;
  return attend(problem);
}

Status general(const Decoder& d) {
  Scratch scratch;
  auto* const keys = scratch.take<float>(extent(d.batch) * extent(d.seq_k), extent(d.dim));
  if (scratch.exhausted()) return Status::out_of_memory;
  const Status status = linear(d.memory, d.w, nullptr, keys, d.batch * d.seq_k, d.dim, d.dim);
  return status == Status::ok ? attend_keys(d, keys) : status;
}

Status concat(const Decoder& d) {
  Scratch scratch;
  auto* const left = scratch.take<float>(extent(d.hidden_dim), extent(d.dim));
  auto* const right = scratch.take<float>(extent(d.hidden_dim), extent(d.dim));
  if (scratch.exhausted()) return Status::out_of_memory;
  const ConstMatrix both(d.w, d.hidden_dim, Eigen::Index{2} * d.dim);
  Matrix(left, d.hidden_dim, d.dim) = both.leftCols(d.dim);
  Matrix(right, d.hidden_dim, d.dim) = both.rightCols(d.dim);
  return additive_attention(d.h, d.memory, d.memory, left, right, d.u, nullptr, d.out, d.weights, d.batch, d.seq_q,
                            d.dim, d.seq_k, d.dim, d.dim, d.hidden_dim, 0, 0, 0);
}

}  // namespace
}  // namespace dojo

dojo::Status luong_attention(const float* h, const float* memory, const float* w, const float* u, float* out,
                             float* weights, int32_t batch, int32_t seq_q, int32_t dim, int32_t seq_k,
                             int32_t hidden_dim, int32_t score) {
  using namespace dojo;
  if (!valid_dimensions({batch, seq_q, dim, seq_k, hidden_dim}) || !is_dimension(int64_t{batch} * seq_k)) {
    return Status::bad_shape;
  }
  const Decoder decoder{h, memory, w, u, out, weights, batch, seq_q, dim, seq_k, hidden_dim};
  switch (score) {
    case score_dot:
      return attend_keys(decoder, memory);
    case score_general:
      return general(decoder);
    case score_concat:
      return concat(decoder);
    default:
      return Status::bad_shape;
  }
}
