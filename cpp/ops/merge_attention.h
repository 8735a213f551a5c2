// Attention over all keys, of what attention over parts of them gave: the reduction of Flash-Decoding, of ring
// attention (arXiv 2310.01889) and of shared prefixes.
//
//   outs  [parts, batch, num_heads, seq_q, value_dim];  lses  [parts, batch, num_heads, seq_q]
//   out  [batch, num_heads, seq_q, value_dim];  lse  [batch, num_heads, seq_q], optional
//
//   lse = log(sum_p exp(lses[p])),  out = sum_p exp(lses[p] - lse) outs[p]
//
// A part whose lse is -infinity saw no key: its out is not looked at, and may be NaN. A query without any other part:
// out 0, lse -infinity. NaN or infinity among the lses of a query make its out and lse NaN.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status merge_attention(const float* outs, const float* lses, float* out, float* lse,  //
                                         int32_t parts, int32_t batch, int32_t num_heads, int32_t seq_q,
                                         int32_t value_dim);
