// Scaled dot-product attention, as in ops/scaled_dot_product_attention.h but without a past, over keys and values that
// store_narrow has written.
//
//   k, v     [batch, num_kv_heads, seq_k, ..]   narrow rows; strides are in words of 4 bytes
//   strange  [batch, num_kv_heads]              not 0 where a row of k or v may hold an infinity or NaN
//   dtype    0 halves, 1 bytes
//
// Where few queries read a head of finite rows, they are widened in registers; else the whole head is, in memory.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status narrow_attention(
    const float* q, const float* k, const float* v, const int32_t* strange, const uint8_t* mask, const float* bias,
    const float* sinks, const int32_t* query_offset, const int32_t* kv_lengths, float* out, float* weights, float* lse,
    int32_t batch, int32_t num_heads, int32_t num_kv_heads, int32_t seq_q, int32_t seq_k, int32_t head_dim,
    int32_t value_dim,  //
    int32_t k_batch_stride, int32_t k_head_stride, int32_t k_row_stride, int32_t v_batch_stride, int32_t v_head_stride,
    int32_t v_row_stride,  //
    int32_t mask_batch_stride, int32_t mask_head_stride, int32_t mask_query_stride, int32_t mask_key_stride,
    int32_t bias_batch_stride, int32_t bias_head_stride, int32_t bias_query_stride, int32_t bias_key_stride,
    int32_t dtype, float scale, float softcap, int32_t causal, int32_t window_left, int32_t window_right);
