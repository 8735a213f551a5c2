// One layer of a Transformer encoder (arXiv 1706.03762; norm_first: arXiv 2002.04745), as
// torch.nn.TransformerEncoderLayer.
//
//   x, y  [batch, seq, model_dim]
//   wq, wk, wv, wo  [model_dim, model_dim];  bq, bk, bv, bo  [model_dim]
//   w1  [hidden_dim, model_dim];  b1  [hidden_dim];  w2  [model_dim, hidden_dim];  b2  [model_dim]
//   gamma1, beta1, gamma2, beta2  [model_dim]
//
//   norm_first:  x' = x + attention(norm1(x));   y = x' + feed_forward(norm2(x'))
//   otherwise:   x' = norm1(x + attention(x));   y = norm2(x' + feed_forward(x'))
//   feed_forward(x) = activation(x w1^T + b1) w2^T + b2,  activation 0: relu, 1: exact gelu
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status transformer_encoder_layer(const float* x, const float* wq, const float* bq, const float* wk,
                                                   const float* bk, const float* wv, const float* bv, const float* wo,
                                                   const float* bo, const float* w1, const float* b1, const float* w2,
                                                   const float* b2, const float* gamma1, const float* beta1,
                                                   const float* gamma2, const float* beta2,  //
                                                   float* y,                                 //
                                                   int32_t batch, int32_t seq, int32_t model_dim, int32_t hidden_dim,
                                                   int32_t num_heads, int32_t norm_first, int32_t activation,
                                                   float eps);
