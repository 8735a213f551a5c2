// Finding NaN and infinity after the fact: a number times 0 is 0, those two times 0 are NaN.
#pragma once

#include <cstddef>

#include "simd/span.h"

namespace dojo {

/// 0 where x is finite, else NaN. Sums of it tell of any number of values at once.
inline Batch strangeness(Batch x) { return x * Batch(0.0F); }

[[gnu::noinline]] inline bool all_finite(const float* x, size_t count) {
  Batch strange[2] = {Batch(0.0F), Batch(0.0F)};
  size_t i = 0;
  for (; i + 2 * batch_width <= count; i += 2 * batch_width) {
    strange[0] += strangeness(load(x + i));
    strange[1] += strangeness(load(x + i + batch_width));
  }
  for (; i < count; i += batch_width) strange[0] += strangeness(load_first(x + i, count - i));
  return xsimd::reduce_add(strange[0] + strange[1]) == 0.0F;
}

}  // namespace dojo
