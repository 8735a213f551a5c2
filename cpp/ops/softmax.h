// Softmax over the middle of three axes; any tensor and axis collapse to that.
//
//   x, y  [outer, length, inner]
//   y[o][l][i] = exp(x[o][l][i] - m) / sum_l exp(x[o][l][i] - m),  m = max_l x[o][l][i]
//
// A column of nothing but -infinity gives zeros. x and y may be the same memory.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status softmax(const float* x, float* y, int32_t outer, int32_t length, int32_t inner);
