// The gradient of softmax over the middle of three axes, from what softmax gave.
//
//   y, dy, dx  [outer, length, inner];  y = softmax(x),  dy = the gradient of the loss by y
//   dx[o][l][i] = y[o][l][i] (dy[o][l][i] - sum_l y[o][l][i] dy[o][l][i])
//
// Where y is 0 (a masked entry, or a column of nothing else), so is dx. dx may be the memory of y or of dy.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status softmax_backward(const float* y, const float* dy, float* dx, int32_t outer, int32_t length,
                                          int32_t inner);
