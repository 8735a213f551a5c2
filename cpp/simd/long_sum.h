// Sums whose error does not grow with their length: parts of few terms, and what the addition of a part loses is
// carried along (Kahan, "Further remarks on reducing truncation errors", 1965).
#pragma once

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

}  // namespace dojo
