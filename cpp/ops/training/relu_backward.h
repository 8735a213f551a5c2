// The gradient of the rectified linear unit.
//
//   x, dy, dx  [count];  dx = 0 where x <= 0, else dy
//
// So at 0 there is none, and where x is NaN it is dy, as in PyTorch. dx may be the memory of x or of dy.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status relu_backward(const float* x, const float* dy, float* dx, int32_t count);
