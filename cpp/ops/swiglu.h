// The feed-forward layer of Llama and its kin: SwiGLU (arXiv 2002.05202), without biases.
//
//   x, y  [rows, model_dim];  w_gate, w_up  [hidden_dim, model_dim];  w_down  [model_dim, hidden_dim]
//
//   y = (silu(x w_gate^T) * (x w_up^T)) w_down^T,  silu(a) = a / (1 + e^-a)
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status swiglu(const float* x, const float* w_gate, const float* w_up, const float* w_down, float* y,
                                int32_t rows, int32_t model_dim, int32_t hidden_dim);
