#include "twin.h"

#include <cmath>
#include <cstdio>

namespace {

using plain::Bounded;

bool is_as_expected(const Bounded& expected, double actual) {
  if (expected.is_not_finite()) return !std::isfinite(actual);
  if (!expected.is_known()) return true;
  if (std::isnan(expected.value)) return std::isnan(actual);
  if (expected.value == actual) return true;
  // Beyond float32 is infinity.
  const double least = expected.value == 0 ? 0 : Bounded::least;
  const double bound = expected.error + 2 * Bounded::unit * std::abs(expected.value) + least;
  if (std::isinf(actual)) return expected.value * (actual > 0 ? 1 : -1) + bound > Bounded::largest;
  return std::abs(actual - expected.value) <= bound;
}

}  // namespace

std::string difference(const std::vector<plain::Bounded>& expected, const float* actual) {
  for (size_t i = 0; i < expected.size(); ++i) {
    if (is_as_expected(expected[i], double{actual[i]})) continue;
    char text[160];
    (void)std::snprintf(text, sizeof(text), "[%zu of %zu] is %.9g instead of %.9g within %.3g", i, expected.size(),
                        double{actual[i]}, expected[i].value, expected[i].error);
    return text;
  }
  return {};
}
