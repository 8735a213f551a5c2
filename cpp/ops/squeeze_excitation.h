// Squeeze-and-excitation (arXiv 1709.01507): a gate for each channel, from the means of all channels.
//
//   x, y  [batch, channels, height, width]
//   w1  [hidden_dim, channels];  b1  [hidden_dim], optional;  w2  [channels, hidden_dim];  b2  [channels], optional
//   gate  [batch, channels]
//
//   gate = sigmoid(relu(mean(x) w1^T + b1) w2^T + b2),  mean over height and width;  y = gate x
//
// The mean of no pixels is 0. x and y may be the same memory.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status squeeze_excitation(const float* x, const float* w1, const float* b1, const float* w2,
                                            const float* b2, float* y, float* gate, int32_t batch, int32_t channels,
                                            int32_t height, int32_t width, int32_t hidden_dim);
