// The angles of sinusoidal and rotary positions.
#pragma once

#include <cmath>
#include <cstddef>

namespace dojo {

/// How fast pair i of a vector of `dim` turns, in radians per position: base^(-2 i / dim). In float64, for positions
/// may be large and an angle keeps only what is left of it after whole turns.
inline double frequency(size_t pair, size_t dim, float base) {
  // By exp alone: std::pow and a logarithm of doubles bring 4 kB of tables that every visitor would download. Two of
  // Newton's steps towards exp(y) = base make a float's logarithm a double's.
  double logarithm = std::log(base);
  for (int step = 0; step < 2; ++step) logarithm += static_cast<double>(base) * std::exp(-logarithm) - 1.0;
  return std::exp(-2.0 * static_cast<double>(pair) / static_cast<double>(dim) * logarithm);
}

}  // namespace dojo
