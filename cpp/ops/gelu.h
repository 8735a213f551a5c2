// Gaussian error linear unit (arXiv 1606.08415), element by element.
//
//   x, y  [count]
//   exact        y = x Phi(x) = x (1 + erf(x / sqrt 2)) / 2
//   approximate  y = x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2
//
// x and y may be the same memory.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status gelu(const float* x, float* y, int32_t count, int32_t approximate);
