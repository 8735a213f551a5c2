// The gradients of root mean square normalization (arXiv 1910.07467) over the last axis.
//
//   x, dy, dx  [rows, dim];  gamma, dgamma  [dim];  dy = the gradient of the loss by rms_norm(x, gamma)
//
//   n = x / sqrt(mean(x^2) + eps),  g = gamma dy
//   dx     = (g - n mean(g n)) / sqrt(mean(x^2) + eps),  means over a row
//   dgamma = sum over rows of dy n
//
// dx may be the memory of x or of dy.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status rms_norm_backward(const float* x, const float* gamma, const float* dy, float* dx,
                                           float* dgamma, int32_t rows, int32_t dim, float eps);
