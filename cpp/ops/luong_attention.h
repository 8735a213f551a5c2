// Luong's global attention (arXiv 1508.04025): three ways to score a decoder state h against the memory of an encoder.
//
//   h  [batch, seq_q, dim];  memory  [batch, seq_k, dim], keys and values at once
//   out  [batch, seq_q, dim];  weights  [batch, seq_q, seq_k], optional
//
//   0 dot      scores[i][j] = h[i] . memory[j]
//   1 general  scores[i][j] = h[i] . w memory[j]                    w  [dim, dim]
//   2 concat   scores[i][j] = u . tanh(w [h[i]; memory[j]])         w  [hidden_dim, 2 dim],  u  [hidden_dim]
//
//   weights = softmax(scores),  out = weights memory
//
// w and u are null where the score has none. Without a memory, out is 0.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status luong_attention(const float* h, const float* memory, const float* w, const float* u,
                                         float* out, float* weights,  //
                                         int32_t batch, int32_t seq_q, int32_t dim, int32_t seq_k, int32_t hidden_dim,
                                         int32_t score);
