// A fully connected layer.
//
//   x  [rows, in_features];  weight  [out_features, in_features];  bias  [out_features], optional;  y  [rows,
//   out_features] y = x weight^T + bias
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status linear(const float* x, const float* weight, const float* bias, float* y, int32_t rows,
                                int32_t in_features, int32_t out_features);
