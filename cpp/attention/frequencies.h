// The angles of sinusoidal and rotary positions.
#pragma once

#include <cstddef>

#include "exponential.h"
#include "logarithm.h"

namespace dojo {

/// How fast pair i of a vector of `dim` turns, in radians per position: base^(-2 i / dim). In float64, for positions
/// may be large and an angle keeps only what is left of it after whole turns.
inline double frequency(size_t pair, size_t dim, float base) {
  return exponential(-2.0 * static_cast<double>(pair) / static_cast<double>(dim) * logarithm(base));
}

}  // namespace dojo
