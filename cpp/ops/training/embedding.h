// Rows of a table, by their numbers: the first layer of a language model.
//
//   ids  [rows], int32;  table  [vocab, dim];  y  [rows, dim]
//   y[r] = table[ids[r]]
//
// An id outside [0, vocab): Status::bad_index.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status embedding(const int32_t* ids, const float* table, float* y, int32_t rows, int32_t vocab,
                                   int32_t dim);

namespace dojo {

/// Whether all of `count` ids are in [0, vocab).
bool are_in_table(const int32_t* ids, int32_t count, int32_t vocab);

}  // namespace dojo
