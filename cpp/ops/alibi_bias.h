// Attention with linear biases (ALiBi, arXiv 2108.12409): what is added to the scores instead of positions.
//
//   slopes  [num_heads];  bias  [num_heads, seq_q, seq_k]
//   bias[h][i][j] = -slopes[h] |i + seq_k - seq_q - j|
//
// so that the last query stands at the last key. With p the largest power of two up to num_heads, the first p slopes
// are 2^(-8 (h + 1) / p), and the others every second slope of 2 p heads: 2^(-4 (2 (h - p) + 1) / p).
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status alibi_bias(float* slopes, float* bias, int32_t num_heads, int32_t seq_q, int32_t seq_k);
