// Sums whose error does not grow with their length: parts of few terms, and what the addition of a part loses is
// carried along (Kahan, "Further remarks on reducing truncation errors", 1965).
#pragma once

#include <algorithm>
#include <cstddef>

#include "simd/batch.h"

namespace dojo {

/// How many terms a sum of float32 may have: the error of as many equal terms stays below 2e-6 of it. What is longer is
/// summed in parts.
inline constexpr size_t longest_sum = 128;

/// A sum of parts. Where it leaves float32 it is not finite.
struct LongSum {
  Batch sum{0.0F};
  Batch excess{0.0F};

  void add(Batch part) {
    const Batch exact = part - excess;
    const Batch next = sum + exact;
    excess = (next - sum) - exact;
    sum = next;
  }
};

/// Ends a part of sums that lie in memory: total <- total + part;  part <- 0.
[[gnu::noinline]] inline void end_part(float* part, size_t count, double* total) {
  for (size_t i = 0; i < count; ++i) total[i] += double{part[i]};
  std::fill_n(part, count, 0.0F);
}

/// Ends the last part, and gives the whole: part <- total + part.
inline void end_parts(float* part, size_t count, double* total) {
  end_part(part, count, total);
  std::copy_n(total, count, part);
}

}  // namespace dojo
