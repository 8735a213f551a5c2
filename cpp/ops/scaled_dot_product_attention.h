// Scaled dot-product attention ("Attention Is All You Need", arXiv 1706.03762), with the options of ONNX's Attention.
//
//   q          [batch, num_heads, seq_q, head_dim]
//   k, v       [batch, num_kv_heads, seq_k, head_dim], [..., value_dim]      the new keys and values; entries, heads
//   and
//              rows may lie apart (of a cache with room for more)
//   past_k/_v  [batch, num_kv_heads, seq_past, head_dim], [..., value_dim]   optional; they come before the new ones
//   mask       broadcasts to [batch, num_heads, seq_q, keys]; true where a query MAY attend; optional
//   bias       broadcasts likewise; added to the scores; optional
//   sinks      [num_heads]; optional
//   out        [batch, num_heads, seq_q, value_dim]
//   weights    [batch, num_heads, seq_q, keys], lse [batch, num_heads, seq_q]; optional
//   present_k/_v  past and new, concatenated; optional
//
// with keys = seq_past + seq_k, and query head h reading key head floor(h / (num_heads / num_kv_heads)):
//
//   s[i][j]   = scale * sum_d q[i][d] k[j][d]
//   s         = softcap * tanh(s / softcap)      if softcap > 0
//   s         = s + bias;  s = -infinity         where query i may not attend key j
//   lse[i]    = log(exp(sinks[h]) + sum_j exp(s[i][j]))
//   weights   = exp(s - lse)
//   out       = weights v
//
// Query i stands at position p = i + query_offset[batch] (absent: i + seq_past). It may attend the keys j <
// kv_lengths[batch] (absent: all) with j <= p if causal, j >= p - window_left unless that is negative, j <= p +
// window_right likewise. A query that may attend nothing: out 0, weights 0, lse -infinity or its sink.
//
// A sink (gpt-oss, arXiv 2508.10925) is a score without a key: it takes a share of the weights, and has no value. One
// of -infinity is none; one that is NaN or infinity makes the results of its queries NaN, as such a score does.
#pragma once

#include "abi.h"
#include "attention/few_queries.h"
#include "attention/problem.h"

DOJO_EXPORT dojo::Status scaled_dot_product_attention(
    const float* q, const float* k, const float* v, const uint8_t* mask, const float* bias, const float* past_k,
    const float* past_v, const float* sinks, const int32_t* query_offset, const int32_t* kv_lengths,  //
    float* out, float* weights, float* lse, float* present_k, float* present_v,                       //
    int32_t batch, int32_t num_heads, int32_t num_kv_heads, int32_t seq_q, int32_t seq_k, int32_t seq_past,
    int32_t head_dim, int32_t value_dim,  //
    int32_t k_batch_stride, int32_t k_head_stride, int32_t k_row_stride, int32_t v_batch_stride, int32_t v_head_stride,
    int32_t v_row_stride,  //
    int32_t mask_batch_stride, int32_t mask_head_stride, int32_t mask_query_stride, int32_t mask_key_stride,
    int32_t bias_batch_stride, int32_t bias_head_stride, int32_t bias_query_stride, int32_t bias_key_stride,
    float scale, float softcap, int32_t causal, int32_t window_left, int32_t window_right);

namespace dojo {

/// The same for tensors whose heads may be strided. `weights` and `lse` are contiguous.
Status attend(const AttentionProblem& problem);

/// The same of one head of keys that are not floats, for few queries. `is_right` becomes false when the results may be
/// wrong, because something is not finite, was not or came to be: then the head is to be done again in floats.
Status attend_in_place(const AttentionProblem& problem, const InPlaceProducts& products, bool& is_right);

}  // namespace dojo
