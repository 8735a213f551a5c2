// Layer normalization (arXiv 1607.06450) over the last axis.
//
//   x, y  [rows, dim];  gamma, beta  [dim]
//   y[r][d] = (x[r][d] - mean_r) / sqrt(variance_r + eps) * gamma[d] + beta[d]
//
// where the variance is that of the whole population (divided by dim). x and y may be the same memory.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status layer_norm(const float* x, const float* gamma, const float* beta, float* y, int32_t rows,
                                    int32_t dim, float eps);
