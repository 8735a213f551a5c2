// Convolutional block attention module (arXiv 1807.06521): a gate for each channel, then one for each pixel.
//
//   x, y  [batch, channels, height, width]
//   w1  [hidden_dim, channels];  w2  [channels, hidden_dim]
//   kernel  [1, 2, kernel_height, kernel_width];  bias  [1], optional
//   channel  [batch, channels];  spatial  [batch, 1, height, width]
//
//   mlp(z)  = relu(z w1^T) w2^T
//   channel = sigmoid(mlp(mean(x)) + mlp(max(x))),  mean and maximum over the pixels;  x' = channel x
//   spatial = sigmoid(conv(mean(x'), max(x')) + bias),  mean and maximum over the channels;  y = spatial x'
//
// The convolution (a cross-correlation, as in PyTorch) is padded with zeros so that the map keeps its size; (size - 1)
// / 2, rounded down, of them stand before it. Mean and maximum of nothing are 0. x and y may be the same memory.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status cbam(const float* x, const float* w1, const float* w2, const float* kernel, const float* bias,
                              float* y, float* channel, float* spatial,  //
                              int32_t batch, int32_t channels, int32_t height, int32_t width, int32_t hidden_dim,
                              int32_t kernel_height, int32_t kernel_width);
