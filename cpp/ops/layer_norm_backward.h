// The gradients of layer normalization (arXiv 1607.06450) over the last axis.
//
//   x, dy, dx  [rows, dim];  gamma, dgamma, dbeta  [dim];  dy = the gradient of the loss by layer_norm(x, gamma, beta)
//
//   n = (x - mean) / sqrt(variance + eps),  g = gamma dy
//   dx     = (g - mean(g) - n mean(g n)) / sqrt(variance + eps),  means over a row
//   dgamma = sum over rows of dy n,  dbeta = sum over rows of dy
//
// dx may be the memory of x or of dy.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status layer_norm_backward(const float* x, const float* gamma, const float* dy, float* dx,
                                             float* dgamma, float* dbeta, int32_t rows, int32_t dim, float eps);
