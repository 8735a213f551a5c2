// Attention pooling with one learned query: a weighted sum of the rows of x.
//
//   x  [n, dim];  w  [dim];  out  [dim];  weights  [n], optional
//   weights = softmax(x w),  out = weights^T x
//
// Without rows, out is 0.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status weighted_sum_attention(const float* x, const float* w, float* out, float* weights, int32_t n,
                                                int32_t dim);
