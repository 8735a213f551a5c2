// Multi-head attention between its projections: the heads lie side by side in the rows of q, k and v.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "attention/problem.h"

namespace dojo {

/// The sizes of multi-head attention. The heads divide the model's dimension.
struct MultiHeadSizes {
  size_t batch;
  size_t seq_q;
  size_t seq_k;
  size_t model_dim;
  size_t num_heads;
};

/// The heads of a [batch, seq, model_dim] projection.
template <class T>
Heads<T> split_heads(T* projection, size_t seq, const MultiHeadSizes& sizes) {
  return {projection, seq * sizes.model_dim, sizes.model_dim / sizes.num_heads, sizes.model_dim};
}

/// Without outputs and masks, and not causal.
inline AttentionProblem multi_head_problem(const MultiHeadSizes& sizes, const float* q, const float* k,
                                           const float* v) {
  AttentionProblem problem;
  problem.batch = sizes.batch;
  problem.num_heads = sizes.num_heads;
  problem.num_kv_heads = sizes.num_heads;
  problem.seq_q = sizes.seq_q;
  problem.seq_k = sizes.seq_k;
  problem.head_dim = sizes.model_dim / sizes.num_heads;
  problem.value_dim = problem.head_dim;
  problem.q = split_heads(q, sizes.seq_q, sizes);
  problem.k = split_heads(k, sizes.seq_k, sizes);
  problem.v = split_heads(v, sizes.seq_k, sizes);
  problem.scale = problem.head_dim == 0 ? 1.0F : 1.0F / std::sqrt(static_cast<float>(problem.head_dim));
  return problem;
}

/// [batch, seq_k], true where a key may be attended.
inline ScoreMask<uint8_t> key_mask_of(const uint8_t* key_mask, int32_t seq_k) { return {key_mask, seq_k, 0, 0, 1}; }

}  // namespace dojo
