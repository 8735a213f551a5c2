// The sum of two tensors of one shape: a residual connection.
//
//   a, b, sum  [count];  sum = a + b
//
// sum may be the memory of a or of b.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status add(const float* a, const float* b, float* sum, int32_t count);
