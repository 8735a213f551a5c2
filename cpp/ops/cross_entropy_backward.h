// The gradient of cross-entropy by the logits: see cross_entropy.h.
//
//   logits, dlogits  [rows, vocab];  targets  [rows], int32
//   dlogits[i][c] = dloss / n (softmax(logits[i])[c] - (c = targets[i] ? 1 : 0)),  n = how many targets count
//
// Rows whose target is ignore_index have the gradient 0, whatever their logits are. (Of a row of nothing but -infinity
// the softmax is 0.) A target that is neither ignore_index nor in [0, vocab): Status::bad_index. dlogits may be the
// memory of logits.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status cross_entropy_backward(const float* logits, const int32_t* targets, float* dlogits,
                                                int32_t rows, int32_t vocab, int32_t ignore_index, float dloss);
