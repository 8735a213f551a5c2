// The logarithm of a sum of exponentials in float64, for operations that are not hot.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>

#include "exponential.h"
#include "logarithm.h"

namespace dojo {

/// log(sum of e^x) = largest + rest, of which the first alone is as large as the numbers.
struct LogSumExp {
  double largest, rest;
};

/// Of `count` floats that are `stride` apart. Of none, or of nothing but -infinity, it is -infinity + 0; NaN and
/// infinity among them make the rest NaN.
[[gnu::noinline]] inline LogSumExp log_sum_exp(const float* x, size_t count, size_t stride = 1) {
  constexpr double nothing = -std::numeric_limits<double>::infinity();
  double largest = nothing;
  for (size_t i = 0; i < count; ++i) largest = std::max(largest, double{x[i * stride]});
  const double shift = largest == nothing ? 0.0 : largest;
  double sum = 0;
  for (size_t i = 0; i < count; ++i) sum += exponential(double{x[i * stride]} - shift);
  return {largest, sum == 0.0 ? 0.0 : logarithm(sum)};
}

}  // namespace dojo
