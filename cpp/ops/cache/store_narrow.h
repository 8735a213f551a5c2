// Writes keys and values as halves, 16-bit floats, each the nearest to what it was; or as bytes: whole numbers from
// -127 to 127, of which the largest of a row is one, with what the row has to be multiplied by.
//
//   k, v              [batch, num_kv_heads, seq_k, head_dim], [..., value_dim]
//   k_cache, v_cache  where the rows go; entries, heads and rows may lie apart, strides are in words of 4 bytes
//   strange           [batch, num_kv_heads]; becomes 1 where a half is infinite or NaN, or a row of bytes was, else
//   stays dtype             0 halves, 1 bytes
//
// A word holds n = 2 halves or 4 bytes, the first in its highest part. A row is padded with zeros to whole batches of w
// words: word i of batch b holds the elements n w b + i, n w b + w + i, ... After a row of bytes its scale fills one
// more batch; of a row with an infinity or NaN it is NaN.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status store_narrow(const float* k, const float* v, float* k_cache, float* v_cache, int32_t* strange,
                                      int32_t batch, int32_t num_kv_heads, int32_t seq_k, int32_t head_dim,
                                      int32_t value_dim, int32_t k_batch_stride, int32_t k_head_stride,
                                      int32_t k_row_stride, int32_t v_batch_stride, int32_t v_head_stride,
                                      int32_t v_row_stride, int32_t dtype);
