// The gradients of a fully connected layer, y = x w^T + b.
//
//   x, dx  [rows, in_features];  w, dw  [out_features, in_features];  dy  [rows, out_features]
//   db  [out_features], optional
//
//   dx = dy w,  dw = dy^T x,  db = sum over the rows of dy
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status linear_backward(const float* x, const float* w, const float* dy,  //
                                         float* dx, float* dw, float* db,                  //
                                         int32_t rows, int32_t in_features, int32_t out_features);
