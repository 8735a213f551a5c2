// A small whole model: embedding, one head of self-attention, masked mean, linear classifier.
//
//   ids  [batch, seq], int32;  mask  [batch, seq], true where there is a token
//   embedding  [vocab, dim];  wq, wk, wv, wo  [dim, dim];  bq, bk, bv, bo  [dim];  wc  [classes, dim];  bc  [classes]
//   logits  [batch, classes];  weights  [batch, seq, seq], optional
//
//   x = embedding[ids];  q = x wq^T + bq,  k = x wk^T + bk,  v = x wv^T + bv
//   weights = softmax(q k^T / sqrt(dim)) over the keys with a token
//   h = weights v wo^T + bo
//   logits = (mean of h over the queries with a token) wc^T + bc
//
// A text without tokens has weights 0, mean 0 and logits bc. An id outside [0, vocab): Status::bad_index, also where
// the mask is false.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status attention_text_classifier(const int32_t* ids, const uint8_t* mask, const float* embedding,
                                                   const float* wq, const float* bq, const float* wk, const float* bk,
                                                   const float* wv, const float* bv, const float* wo, const float* bo,
                                                   const float* wc, const float* bc,  //
                                                   float* logits, float* weights,     //
                                                   int32_t batch, int32_t seq, int32_t vocab, int32_t dim,
                                                   int32_t classes);
