// The delta rule of DeltaNet (Schlag, Irie, Schmidhuber, arXiv 2102.11174; Yang et al., arXiv 2406.06484), without
// their feature map and normalisation: a memory that forgets what it has under a key before it learns something else.
//
//   q, k  [batch, num_heads, seq, head_dim];  v  [batch, num_heads, seq, value_dim];  beta  [batch, num_heads, seq]
//   initial_state  [batch, num_heads, value_dim, head_dim], optional: zeros
//   out  [batch, num_heads, seq, value_dim];  final_state  as initial_state, optional
//
//   S   <- S + beta_t (v_t - S k_t) k_t^T
//   out_t = S q_t
//
// over the tokens t of a head, one after the other. Takes time for seq x head_dim x value_dim.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status delta_rule(const float* q, const float* k, const float* v, const float* beta,
                                    const float* initial_state, float* out, float* final_state, int32_t batch,
                                    int32_t num_heads, int32_t seq, int32_t head_dim, int32_t value_dim);
