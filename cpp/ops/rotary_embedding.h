// Rotary position embedding (RoFormer, arXiv 2104.09864).
//
//   x, y  [batch, num_heads, seq, head_dim];  positions  broadcasts to [batch, seq]; optional, 0, 1, 2, ... without
//
//   angle = position * base^(-2 i / head_dim)  for pair i of head_dim / 2
//   y_first  = x_first cos(angle) - x_second sin(angle)
//   y_second = x_first sin(angle) + x_second cos(angle)
//
// Pair i is (x[i], x[i + head_dim / 2]), or (x[2 i], x[2 i + 1]) if interleaved. head_dim is even. x and y may be the
// same memory.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status rotary_embedding(const float* x, const int32_t* positions, float* y,  //
                                          int32_t batch, int32_t num_heads, int32_t seq, int32_t head_dim,
                                          int32_t positions_batch_stride, int32_t positions_seq_stride,  //
                                          float base, int32_t interleaved);
