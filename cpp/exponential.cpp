// e^x = 2^k e^r with |r| <= ln(2) / 2, and e^r by its series.
#include "exponential.h"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace dojo {
namespace {

/// 1 / n! for n = 13 down to 0: the next term is below 3e-18.
constexpr double inverse_factorials[] = {
    1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040,
    1.0 / 720,        1.0 / 120,       1.0 / 24,       1.0 / 6,       1.0 / 2,      1.0,         1.0};

double power_of_two(int32_t exponent) { return std::bit_cast<double>(static_cast<uint64_t>(1023 + exponent) << 52); }

}  // namespace

double exponential(double x) {
  x = std::max(std::min(x, 710.0), -750.0);  // Beyond these the result is infinite or 0. NaN stays.
  // Added to this, a small number is rounded to an integer, which the lowest bits then hold.
  constexpr double rounder = 0x1.8p52;
  const double shifted = x * 0x1.71547652b82fep0 + rounder;
  const double k = shifted - rounder;
  // The upper part of ln(2) has zeros for the bits of k, so that its product is exact.
  const double r = x - k * 0x1.62e42fee00000p-1 - k * 0x1.a39ef35793c76p-33;
  double series = 0.0;
  for (const double coefficient : inverse_factorials) series = series * r + coefficient;
  // 2^k in two parts, for it may lie beyond doubles where the result does not.
  const auto exponent = static_cast<int32_t>(std::bit_cast<uint64_t>(shifted));
  return series * power_of_two(exponent >> 1) * power_of_two(exponent - (exponent >> 1));
}

}  // namespace dojo
