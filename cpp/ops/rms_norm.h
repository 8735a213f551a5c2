// Root mean square normalization (arXiv 1910.07467) over the last axis.
//
//   x, y  [rows, dim];  gamma  [dim]
//   y[r][d] = x[r][d] / sqrt(mean_d x[r][d]^2 + eps) * gamma[d]
//
// x and y may be the same memory.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status rms_norm(const float* x, const float* gamma, float* y, int32_t rows, int32_t dim, float eps);
