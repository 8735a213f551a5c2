// 1. project query, key and value;  2. attend, each head reading its columns in place;  3. project the result.
#include "ops/multi_head_attention.h"

#include "attention/split_heads.h"
#include "ops/linear.h"
#include "ops/scaled_dot_product_attention.h"
#include "tasks.h"

dojo::Status multi_head_attention(const float* query, const float* key, const float* value, const float* wq,
                                  const float* bq, const float* wk, const float* bk, const float* wv, const float* bv,
                                  const float* wo, const float* bo, const uint8_t* key_mask,
                                  const int32_t* query_offset, float* out, float* weights, int32_t batch, int32_t seq_q,
                                  int32_t seq_k, int32_t model_dim, int32_t key_dim, int32_t value_dim,
                                  int32_t num_heads, int32_t causal) {
  using namespace dojo;
  if (!valid_dimensions({batch, seq_q, seq_k, model_dim, key_dim, value_dim}) || num_heads < 1 ||
      model_dim % num_heads != 0 || !is_dimension(int64_t{batch} * seq_q) || !is_dimension(int64_t{batch} * seq_k)) {
    return Status::bad_shape;
  }
  const int32_t query_rows = batch * seq_q;
  const int32_t key_rows = batch * seq_k;
  const size_t width = extent(model_dim);
  SharedScratch scratch;
  auto* const q = scratch.take<float>(extent(query_rows), width);
  auto* const k = scratch.take<float>(extent(key_rows), width);
  auto* const v = scratch.take<float>(extent(key_rows), width);
  auto* const context = scratch.take<float>(extent(query_rows), width);
  if (scratch.exhausted()) return Status::out_of_memory;

  // Of heads of nothing there may be any number.
  if (width == 0 && weights == nullptr) return Status::ok;
  Status status = linear(query, wq, bq, q, query_rows, model_dim, model_dim);
  if (status == Status::ok) status = linear(key, wk, bk, k, key_rows, key_dim, model_dim);
  if (status == Status::ok) status = linear(value, wv, bv, v, key_rows, value_dim, model_dim);
  if (status != Status::ok) return status;

  const MultiHeadSizes sizes{extent(batch), extent(seq_q), extent(seq_k), width, extent(num_heads)};
  AttentionProblem problem = multi_head_problem(sizes, q, k, v);
  problem.mask = key_mask_of(key_mask, seq_k);
  problem.out = split_heads(context, sizes.seq_q, sizes);
  problem.weights = weights;
  problem.causal = causal != 0;
  problem.query_offset = query_offset;
  status = attend(problem);
  if (status != Status::ok) return status;
  return linear(context, wo, bo, out, query_rows, model_dim, model_dim);
}
