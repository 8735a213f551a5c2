// 1. back through the last projection;  2. through attention, each head in its columns;  3. through the three others.
#include "ops/training/multi_head_attention_backward.h"

#include "arena.h"
#include "attention/split_heads.h"
#include "ops/linear_backward.h"
#include "ops/scaled_dot_product_attention_backward.h"

dojo::Status multi_head_attention_backward(const float* query, const float* key, const float* value, const float* wq,
                                           const float* wk, const float* wv, const float* wo, const uint8_t* key_mask,
                                           const float* q, const float* k, const float* v, const float* context,
                                           const float* lse, const float* dout, const int32_t* query_offset,
                                           float* dquery, float* dkey, float* dvalue, float* dwq, float* dwk,
                                           float* dwv, float* dwo, float* dbq, float* dbk, float* dbv, float* dbo,
                                           int32_t batch, int32_t seq_q, int32_t seq_k, int32_t model_dim,
                                           int32_t key_dim, int32_t value_dim, int32_t num_heads, int32_t causal) {
  using namespace dojo;
  if (!valid_dimensions({batch, seq_q, seq_k, model_dim, key_dim, value_dim}) || num_heads < 1 ||
      model_dim % num_heads != 0 || !is_dimension(int64_t{batch} * seq_q) || !is_dimension(int64_t{batch} * seq_k)) {
    return Status::bad_shape;
  }
  const int32_t query_rows = batch * seq_q;
  const int32_t key_rows = batch * seq_k;
  const size_t width = extent(model_dim);
  Scratch scratch;
  auto* const dcontext = scratch.take<float>(extent(query_rows), width);
  auto* const dq = scratch.take<float>(extent(query_rows), width);
  auto* const dk = scratch.take<float>(extent(key_rows), width);
  auto* const dv = scratch.take<float>(extent(key_rows), width);
  if (scratch.exhausted()) return Status::out_of_memory;
  Status status = linear_backward(context, wo, dout, dcontext, dwo, dbo, query_rows, model_dim, model_dim);
  if (status != Status::ok) return status;

  const MultiHeadSizes sizes{extent(batch), extent(seq_q), extent(seq_k), width, extent(num_heads)};
  GradientProblem problem;
  problem.attention = multi_head_problem(sizes, q, k, v);
  problem.attention.mask = key_mask_of(key_mask, seq_k);
  problem.attention.causal = causal != 0;
  problem.attention.query_offset = query_offset;
  problem.out = split_heads(context, sizes.seq_q, sizes);
  problem.dout = split_heads<const float>(dcontext, sizes.seq_q, sizes);
  problem.lse = lse;
  problem.dq = split_heads(dq, sizes.seq_q, sizes);
  problem.dk = split_heads(dk, sizes.seq_k, sizes);
  problem.dv = split_heads(dv, sizes.seq_k, sizes);
  status = differentiate(problem);
  if (status == Status::ok) {
    status = linear_backward(query, wq, dq, dquery, dwq, dbq, query_rows, model_dim, model_dim);
  }
  if (status == Status::ok) status = linear_backward(key, wk, dk, dkey, dwk, dbk, key_rows, key_dim, model_dim);
  if (status != Status::ok) return status;
  return linear_backward(value, wv, dv, dvalue, dwv, dbv, key_rows, value_dim, model_dim);
}
