// Multi-head attention (ops/multi_head_attention.h, whose notation this is), with what its gradients are made of.
//
//   q, context  [batch, seq_q, model_dim];  k, v  [batch, seq_k, model_dim];  lse  [batch, num_heads, seq_q]
//
//   q = query wq^T + bq,  k = key wk^T + bk,  v = value wv^T + bv
//   lse of head h = log of the sum of exp(q_h k_h^T / sqrt(head_dim)) over the keys that a query attends
//   context = concat_h(softmax(q_h k_h^T / sqrt(head_dim)) v_h),  out = context wo^T + bo
//
// A query that may attend nothing: lse -infinity, context 0.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status multi_head_attention_forward(const float* query, const float* key, const float* value,
                                                      const float* wq, const float* bq, const float* wk,
                                                      const float* bk, const float* wv, const float* bv,
                                                      const float* wo, const float* bo, const uint8_t* key_mask,
                                                      const int32_t* query_offset,                               //
                                                      float* out, float* q, float* k, float* v, float* context,  //
                                                      float* lse,                                                //
                                                      int32_t batch, int32_t seq_q, int32_t seq_k, int32_t model_dim,
                                                      int32_t key_dim, int32_t value_dim,  //
                                                      int32_t num_heads, int32_t causal);
