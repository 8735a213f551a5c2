// The gradient of an embedding by its table: see embedding.h.
//
//   ids  [rows], int32;  dy  [rows, dim];  dtable  [vocab, dim]
//   dtable[i] = sum of dy[r] over the rows with ids[r] = i,  0 where there is none
//
// An id outside [0, vocab): Status::bad_index.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status embedding_backward(const int32_t* ids, const float* dy, float* dtable, int32_t rows,
                                            int32_t dim, int32_t vocab);
