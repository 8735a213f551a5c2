// Scores of relative positions, which are added to those of keys (Shaw, Uszkoreit, Vaswani, arXiv 1803.02155), in the
// memory of Huang et al. (arXiv 1809.04281): what a query has with every distance is not gathered into seq x seq x
// head_dim.
//
//   q  [batch, num_heads, seq, head_dim];  r  [2 seq - 1, head_dim], of the distances j - i from 1 - seq to seq - 1
//   scores  [batch, num_heads, seq, seq]
//
//   scores[i][j] = q[i] . r[j - i + seq - 1]
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status relative_scores(const float* q, const float* r, float* scores, int32_t batch,
                                         int32_t num_heads, int32_t seq, int32_t head_dim);
