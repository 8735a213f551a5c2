// Linear attention (Katharopoulos et al., "Transformers are RNNs", arXiv 2006.16236), feature map phi(x) = elu(x) + 1.
//
//   q  [batch, num_heads, seq_q, head_dim];  k  [batch, num_heads, seq_k, head_dim];  v  [..., seq_k, value_dim]
//   out  [batch, num_heads, seq_q, value_dim]
//
//   state = sum_j phi(k_j) v_j^T,  total = sum_j phi(k_j)
//   out_i = phi(q_i) state / (phi(q_i) . total)
//
// over all keys, or if causal over the keys j <= i. Takes time for seq_q + seq_k and scratch memory for head_dim x
// value_dim. Without keys out is 0. Holds for any finite q and k: features that leave float32 are met in float64.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status linear_attention(const float* q, const float* k, const float* v, float* out, int32_t batch,
                                          int32_t num_heads, int32_t seq_q, int32_t head_dim, int32_t seq_k,
                                          int32_t value_dim, int32_t causal);
