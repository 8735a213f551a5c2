// A fully connected layer.
//
//   x  [rows, in_features];  weight  [out_features, in_features];  bias  [out_features], optional;  y  [rows,
//   out_features] y = x weight^T + bias
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status linear(const float* x, const float* weight, const float* bias, float* y, int32_t rows,
                                int32_t in_features, int32_t out_features);

namespace dojo {

/// One side of a product: [rows, depth], or turned, [depth, rows].
struct Operand {
  const float* data;
  bool is_turned = false;
};

/// y[row][column] = bias[column] + sum over the depth of x[row] w[column]
struct Product {
  Operand x;
  Operand w;
  const float* bias;
  float* y;
  size_t rows;
  size_t depth;
  size_t columns;
};

Status multiply(const Product& product);

}  // namespace dojo
