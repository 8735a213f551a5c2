// A non-local block, embedded Gaussian (arXiv 1711.07971): self-attention between the pixels of an image, and the
// image itself added.
//
//   x, y  [batch, channels, height, width];  theta, phi, g  [inner_dim, channels];  wz  [channels, inner_dim]
//   weights  [batch, height * width, height * width], optional
//
//   f = x as rows of pixels, [height * width, channels]
//   weights = softmax(f theta^T (f phi^T)^T),  without a scale
//   y = x + weights (f g^T) wz^T
//
// Never holds the weights unless they are asked for.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status non_local(const float* x, const float* theta, const float* phi, const float* g,
                                   const float* wz, float* y, float* weights, int32_t batch, int32_t channels,
                                   int32_t height, int32_t width, int32_t inner_dim);
