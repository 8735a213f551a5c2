// Sinusoidal positions ("Attention Is All You Need", arXiv 1706.03762).
//
//   y  [length, dim]
//   y[p][2 i] = sin(p base^(-2 i / dim)),  y[p][2 i + 1] = cos(p base^(-2 i / dim))
//
// An odd dim ends in a sine.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status sinusoidal_encoding(float* y, int32_t length, int32_t dim, float base);
