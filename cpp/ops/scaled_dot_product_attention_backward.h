// The gradients of scaled dot-product attention (ops/scaled_dot_product_attention.h, whose notation this is), from what
// the forward pass returned (FlashAttention-2, arXiv 2307.08691).
//
//   q, dq         [batch, num_heads, seq_q, head_dim]
//   k, v, dk, dv  [batch, num_kv_heads, seq_k, head_dim], [..., value_dim]
//   out, dout     [batch, num_heads, seq_q, value_dim];  lse  [batch, num_heads, seq_q]
//   mask, bias    as in the forward pass; constants
//
//   p[i][j]     = exp(s[i][j] - lse[i])
//   delta[i]    = sum_e dout[i][e] out[i][e]
//   ds[i][j]    = p[i][j] (sum_e dout[i][e] v[j][e] - delta[i]) (1 - tanh^2 of the softcap, where there is one)
//   dq[i]       = scale * sum_j ds[i][j] k[j]
//   dk[j]       = scale * sum_i ds[i][j] q[i]      over all queries, of all heads that read this key head
//   dv[j]       = sum_i p[i][j] dout[i]
//
// A query that may attend nothing (lse -infinity) has dq 0 and adds nothing to dk and dv.
#pragma once

#include "abi.h"
#include "attention/careful_gradient.h"

DOJO_EXPORT dojo::Status scaled_dot_product_attention_backward(
    const float* q, const float* k, const float* v, const float* out, const float* lse, const float* dout,
    const uint8_t* mask, const float* bias, const int32_t* query_offset, const int32_t* kv_lengths,  //
    float* dq, float* dk, float* dv,                                                                 //
    int32_t batch, int32_t num_heads, int32_t num_kv_heads, int32_t seq_q, int32_t seq_k, int32_t head_dim,
    int32_t value_dim,  //
    int32_t mask_batch_stride, int32_t mask_head_stride, int32_t mask_query_stride, int32_t mask_key_stride,
    int32_t bias_batch_stride, int32_t bias_head_stride, int32_t bias_query_stride, int32_t bias_key_stride,
    float scale, float softcap, int32_t causal, int32_t window_left, int32_t window_right);

namespace dojo {

/// The same for tensors whose heads may be strided. lse is contiguous.
Status differentiate(const GradientProblem& problem);

}  // namespace dojo
