// Writes keys and values as halves, 16-bit floats, each the nearest to what it was.
//
//   k, v              [batch, num_kv_heads, seq_k, head_dim], [..., value_dim]
//   k_cache, v_cache  where the rows go; entries, heads and rows may lie apart, strides are in words of 4 bytes
//   strange           [batch, num_kv_heads]; becomes 1 where a half is infinite or NaN, else stays
//
// A row is padded with zeros to whole batches of w words, with two elements in a word: word i of batch b holds in its
// low part element 2 w b + i, in its high part element 2 w b + w + i.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status store_halves(const float* k, const float* v, float* k_cache, float* v_cache, int32_t* strange,
                                      int32_t batch, int32_t num_kv_heads, int32_t seq_k, int32_t head_dim,
                                      int32_t value_dim, int32_t k_batch_stride, int32_t k_head_stride,
                                      int32_t k_row_stride, int32_t v_batch_stride, int32_t v_head_stride,
                                      int32_t v_row_stride);
