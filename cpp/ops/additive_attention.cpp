// 1. project queries and keys, once each;  2. for each query: scores, softmax, weighted sum. Without `weights` only
// one row of scores is held.
#include "ops/additive_attention.h"

#include "arena.h"
#include "attention/problem.h"
#include "attention/scores.h"
#include "attention/sum_visible.h"
#include "ops/linear.h"
#include "ops/softmax.h"
#include "simd/elementary.h"
#include "simd/rows.h"

namespace dojo {
namespace {

// u . tanh(query + key)
float agreement(const float* u, const float* query, const float* key, size_t hidden_dim) {
  return sum_terms(hidden_dim, [u, query, key](size_t h, size_t lanes) {
    return load_first(u + h, lanes) * tanh(load_first(query + h, lanes) + load_first(key + h, lanes));
  });
}

}  // namespace
}  // namespace dojo

dojo::Status additive_attention(const float* q, const float* k, const float* v, const float* wq, const float* wk,
                                const float* u, const uint8_t* mask, float* out, float* weights, int32_t batch,
                                int32_t seq_q, int32_t query_dim, int32_t seq_k, int32_t key_dim, int32_t value_dim,
                                int32_t hidden_dim, int32_t mask_batch_stride, int32_t mask_query_stride,
                                int32_t mask_key_stride) {
  using namespace dojo;
  if (!valid_dimensions({batch, seq_q, query_dim, seq_k, key_dim, value_dim, hidden_dim}) ||
      !is_dimension(int64_t{batch} * seq_q) || !is_dimension(int64_t{batch} * seq_k)) {
    return Status::bad_shape;
  }
  const size_t hidden = extent(hidden_dim);
  const size_t keys = extent(seq_k);
  Scratch scratch;
  auto* const queries = scratch.take<float>(extent(batch) * extent(seq_q), hidden);
  auto* const projected_keys = scratch.take<float>(extent(batch) * keys, hidden);
  auto* const own_weights = scratch.take<float>(weights != nullptr ? 0 : keys);
  if (scratch.exhausted()) return Status::out_of_memory;

  Status status = linear(q, wq, nullptr, queries, batch * seq_q, query_dim, hidden_dim);
  if (status == Status::ok) status = linear(k, wk, nullptr, projected_keys, batch * seq_k, key_dim, hidden_dim);
  const ScoreMask<uint8_t> allowed{mask, mask_batch_stride, 0, mask_query_stride, mask_key_stride};
  for (size_t row = 0; row < extent(batch) * extent(seq_q) && status == Status::ok; ++row) {
    const size_t b = row / extent(seq_q);
    const uint8_t* const visible = mask != nullptr ? allowed.row(b, 0, row % extent(seq_q)) : nullptr;
    float* const a = weights != nullptr ? weights + row * keys : own_weights;
    for (size_t j = 0; j < keys; ++j) {
      const bool hidden_key = visible != nullptr && visible[j * extent(mask_key_stride)] == 0;
      const float* const key = projected_keys + (b * keys + j) * hidden;
      a[j] = hidden_key ? masked_score : agreement(u, queries + row * hidden, key, hidden);
    }
    status = softmax(a, a, 1, seq_k, 1);
    const size_t width = extent(value_dim);
    sum_visible(a, visible, extent(mask_key_stride), v + b * keys * width, keys, width, width, out + row * width);
  }
  return status;
}
