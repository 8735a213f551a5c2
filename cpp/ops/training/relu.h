// Rectified linear unit, element by element.
//
//   x, y  [count];  y = max(x, 0),  NaN where x is NaN
//
// x and y may be the same memory.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status relu(const float* x, float* y, int32_t count);
