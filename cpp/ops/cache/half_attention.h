// Scaled dot-product attention, as in ops/scaled_dot_product_attention.h but without a past, over keys and values that
// are kept as halves: see store_halves.h.
//
//   k, v     [batch, num_kv_heads, seq_k, ..]   rows of halves; strides are in words of 4 bytes
//   strange  [batch, num_kv_heads]              not 0 where a half of k or v may be infinite or NaN
//
// Where few queries read a head of finite halves, they are widened in registers; else the whole head is, in memory.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status half_attention(
    const float* q, const float* k, const float* v, const int32_t* strange, const uint8_t* mask, const float* bias,
    const int32_t* query_offset, const int32_t* kv_lengths, float* out, float* weights, float* lse, int32_t batch,
    int32_t num_heads, int32_t num_kv_heads, int32_t seq_q, int32_t seq_k, int32_t head_dim,
    int32_t value_dim,  //
    int32_t k_batch_stride, int32_t k_head_stride, int32_t k_row_stride, int32_t v_batch_stride, int32_t v_head_stride,
    int32_t v_row_stride,  //
    int32_t mask_batch_stride, int32_t mask_head_stride, int32_t mask_query_stride, int32_t mask_key_stride,
    int32_t bias_batch_stride, int32_t bias_head_stride, int32_t bias_query_stride, int32_t bias_key_stride,
    float scale, float softcap, int32_t causal, int32_t window_left, int32_t window_right);
