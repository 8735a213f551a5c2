// Mean and variance of a row, as good as float64 gives them: the shortcut E[x^2] - mean^2 cancels, and a mean that is
// rounded to float32 misses what 1/sqrt(eps) magnifies.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "simd/long_sum.h"
#include "simd/span.h"

namespace dojo {

/// The mean is center + rest, of which the first alone may be as large as the numbers.
struct Moments {
  float center, rest, variance;
};

[[gnu::noinline]] inline Moments moments_of(const float* x, size_t dim) {
  const auto count = static_cast<float>(dim);
  // Differences to any of the numbers are nearly exact where their spread is small, and sum up to it.
  const Batch first(x[0]);
  const float center = x[0] + span_sum(x, dim, [first](Batch value) { return value - first; }) / count;
  const Batch middle(center);
  LongSum rest;
  LongSum squares;
  for (size_t i = 0; i < dim;) {
    Batch rests[2] = {Batch(0.0F), Batch(0.0F)};
    Batch parts[2] = {Batch(0.0F), Batch(0.0F)};
    const auto add = [&](size_t at, Batch value) {
      const Batch difference = value - middle;
      rests[at] += difference;
      parts[at] = multiply_add(difference, difference, parts[at]);
    };
    const size_t end = std::min(dim, i + longest_sum * batch_width);
    for (; i + 2 * batch_width <= end; i += 2 * batch_width) {
      add(0, load(x + i));
      add(1, load(x + i + batch_width));
    }
    for (; i < end; i += batch_width) add(0, load_first(x + i, dim - i, center));
    rest.add(rests[0] + rests[1]);
    squares.add(parts[0] + parts[1]);
  }
  const float mean_rest = xsimd::reduce_add(rest.sum) / count;
  return {center, mean_rest, xsimd::reduce_add(squares.sum) / count - mean_rest * mean_rest};
}

/// Whether float32 held the squares whose mean, or that plus eps, this is: not beyond its range, and not so far below
/// it that they were rounded.
inline bool is_held(float square) { return square >= 0x1p-90F && square <= 0x1p120F; }

/// The same in float64.
struct ExactMoments {
  double mean, variance;
};

[[gnu::noinline]] inline ExactMoments exact_moments_of(const float* x, size_t dim) {
  const auto count = static_cast<double>(dim);
  ExactMoments moments{0, 0};
  for (size_t i = 0; i < dim; ++i) moments.mean += double{x[i]};
  moments.mean /= count;
  for (size_t i = 0; i < dim; ++i) {
    const double difference = double{x[i]} - moments.mean;
    moments.variance += difference * difference;
  }
  moments.variance /= count;
  return moments;
}

}  // namespace dojo
