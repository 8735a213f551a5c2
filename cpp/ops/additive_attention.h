// Additive attention (Bahdanau, Cho, Bengio, arXiv 1409.0473).
//
//   q  [batch, seq_q, query_dim];  k  [batch, seq_k, key_dim];  v  [batch, seq_k, value_dim]
//   wq  [hidden_dim, query_dim];  wk  [hidden_dim, key_dim];  u  [hidden_dim]
//   mask  broadcasts to [batch, seq_q, seq_k]; true where a query MAY attend; optional
//   out  [batch, seq_q, value_dim];  weights  [batch, seq_q, seq_k], optional
//
//   scores[i][j] = u . tanh(wq q[i] + wk k[j])
//   weights = softmax(scores) over the keys that may be attended,  out = weights v
//
// A query that may attend nothing: weights 0, out 0.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status additive_attention(const float* q, const float* k, const float* v, const float* wq,
                                            const float* wk, const float* u, const uint8_t* mask,  //
                                            float* out, float* weights,                            //
                                            int32_t batch, int32_t seq_q, int32_t query_dim, int32_t seq_k,
                                            int32_t key_dim, int32_t value_dim, int32_t hidden_dim,
                                            int32_t mask_batch_stride, int32_t mask_query_stride,
                                            int32_t mask_key_stride);
