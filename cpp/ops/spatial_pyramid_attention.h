// Attention over the regions of a spatial pyramid (pooling: arXiv 1406.4729).
//
//   x  [batch, channels, height, width];  q  [channels]
//   levels  [num_levels]: level n divides the image into n x n regions;  regions = sum of n^2 over the levels
//   out  [batch, channels];  weights  [batch, regions], optional: level after level, rows of regions from the top
//
//   pooled[r] = mean of x over region r, which is row floor(i height / n) to below ceil((i + 1) height / n) for the
//   i-th row of regions, columns likewise (PyTorch's adaptive_avg_pool2d; regions may overlap)
//   weights = softmax(pooled q / sqrt(channels)),  out = weights^T pooled
//
// The mean of no pixels is 0; without regions, out is 0.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status spatial_pyramid_attention(const float* x, const float* q, const int32_t* levels, float* out,
                                                   float* weights, int32_t batch, int32_t channels, int32_t height,
                                                   int32_t width, int32_t num_levels, int32_t regions);
