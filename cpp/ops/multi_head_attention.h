// Multi-head attention with its four projections ("Attention Is All You Need", arXiv 1706.03762), as
// torch.nn.MultiheadAttention.
//
//   query  [batch, seq_q, model_dim];  key  [batch, seq_k, key_dim];  value  [batch, seq_k, value_dim]
//   wq  [model_dim, model_dim];  wk  [model_dim, key_dim];  wv  [model_dim, value_dim];  wo  [model_dim, model_dim]
//   bq, bk, bv, bo  [model_dim], each optional
//   key_mask  [batch, seq_k], true where a key may be attended; optional
//   query_offset  [batch], where the first query stands among the keys; optional, 0 by default
//   out  [batch, seq_q, model_dim];  weights  [batch, num_heads, seq_q, seq_k], optional
//
//   q = query wq^T + bq,  k = key wk^T + bk,  v = value wv^T + bv
//   head h = columns h * head_dim ... of q, k and v,  head_dim = model_dim / num_heads
//   out = concat_h(softmax(q_h k_h^T / sqrt(head_dim)) v_h) wo^T + bo
//
// causal: query i attends the keys j <= i + query_offset. A query that may attend nothing: weights 0, out bo.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status multi_head_attention(const float* query, const float* key, const float* value, const float* wq,
                                              const float* bq, const float* wk, const float* bk, const float* wv,
                                              const float* bv, const float* wo, const float* bo,
                                              const uint8_t* key_mask, const int32_t* query_offset,  //
                                              float* out, float* weights,                            //
                                              int32_t batch, int32_t seq_q, int32_t seq_k, int32_t model_dim,
                                              int32_t key_dim, int32_t value_dim,  //
                                              int32_t num_heads, int32_t causal);
