// Spatial attention: every position of a feature map weighs how well it agrees with a learned vector there.
//
//   features  [batch, height, width, channels];  position  [height, width, channels]
//   out  [batch, channels];  weights  [batch, height, width], optional
//
//   scores[p] = sum_c features[p][c] position[p][c],  p over all height * width positions
//   weights = softmax(scores),  out[c] = sum_p weights[p] features[p][c]
//
// Without positions, out is 0.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status spatial_attention(const float* features, const float* position, float* out, float* weights,
                                           int32_t batch, int32_t height, int32_t width, int32_t channels);
