// The gradient of the Gaussian error linear unit (arXiv 1606.08415): see ops/gelu.h.
//
//   x, dy, dx  [count]
//   exact        dx = dy (Phi(x) + x phi(x)),  Phi and phi the standard normal distribution function and density
//   approximate  dx = dy (s + x s (1 - s) u'),  s = 1 / (1 + e^-u),  u = 2 sqrt(2 / pi) (x + 0.044715 x^3)
//
// At infinity it is NaN, as in PyTorch. dx may be the memory of x or of dy.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status gelu_backward(const float* x, const float* dy, float* dx, int32_t count, int32_t approximate);
