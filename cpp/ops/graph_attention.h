// A graph attention layer (arXiv 1710.10903), its heads concatenated.
//
//   x  [nodes, in_features];  adjacency  [nodes, nodes], true where node i (row) attends node j (column)
//   w  [num_heads, out_features, in_features];  a_dst, a_src  [num_heads, out_features]
//   out  [nodes, num_heads * out_features];  weights  [num_heads, nodes, nodes], optional
//
//   z[h][i] = w[h] x[i]
//   scores[h][i][j] = leaky_relu(a_dst[h] . z[h][i] + a_src[h] . z[h][j])
//   weights = softmax(scores) over the neighbours of i,  out[i] = concat_h sum_j weights[h][i][j] z[h][j]
//
// leaky_relu multiplies what is negative by negative_slope. A node without neighbours: weights 0, out 0.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status graph_attention(const float* x, const uint8_t* adjacency, const float* w, const float* a_dst,
                                         const float* a_src, float* out, float* weights,  //
                                         int32_t nodes, int32_t in_features, int32_t num_heads, int32_t out_features,
                                         float negative_slope);
