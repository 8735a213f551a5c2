// Walking over a run of floats in whole batches, with a last, partly filled one instead of a scalar loop.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>

#include "simd/batch.h"
#include "simd/long_sum.h"

namespace dojo {

// What a tail takes is not repeated in every loop that has one.
[[gnu::noinline]] inline Batch load_partly(const float* source, size_t count, float fill) {
  alignas(Batch) float lanes[batch_width];
  for (size_t lane = 0; lane < batch_width; ++lane) lanes[lane] = lane < count ? source[lane] : fill;
  return Batch::load_aligned(lanes);
}

[[gnu::noinline]] inline void store_partly(float* target, Batch value, size_t count) {
  alignas(Batch) float lanes[batch_width];
  value.store_aligned(lanes);
  for (size_t lane = 0; lane < count; ++lane) target[lane] = lanes[lane];
}

/// The first `count` floats of `source` (at most a batch), the remaining lanes `fill`. Reads nothing beyond them.
inline Batch load_first(const float* source, size_t count, float fill = 0.0F) {
  return count >= batch_width ? load(source) : load_partly(source, count, fill);
}

/// Writes the first `count` lanes (at most a batch) and nothing beyond them.
inline void store_first(float* target, Batch value, size_t count) {
  if (count >= batch_width) {
    store(target, value);
  } else {
    store_partly(target, value, count);
  }
}

/// target[i] <- f(source[i]) for `count` floats; `f` maps a batch to a batch. The two may be the same run.
template <class Function>
inline void map_span(const float* source, float* target, size_t count, const Function& f) {
  size_t i = 0;
  for (; i + batch_width <= count; i += batch_width) store(target + i, f(load(source + i)));
  if (i < count) store_first(target + i, f(load_first(source + i, count - i)), count - i);
}

/// f(i, lanes) for every batch of a run of `count` floats: the first `lanes` from i on, all of a batch but at the end.
template <class Function>
inline void for_batches(size_t count, const Function& f) {
  size_t i = 0;
  for (; i + batch_width <= count; i += batch_width) f(i, batch_width);
  if (i < count) f(i, count - i);
}

/// The largest of `count` floats; -infinity, the identity of max, when there are none.
inline float span_max(const float* source, size_t count) {
  constexpr float identity = -std::numeric_limits<float>::infinity();
  Batch first(identity);
  Batch second(identity);
  size_t i = 0;
  for (; i + 2 * batch_width <= count; i += 2 * batch_width) {
    first = xsimd::max(first, load(source + i));
    second = xsimd::max(second, load(source + i + batch_width));
  }
  for (; i < count; i += batch_width) first = xsimd::max(first, load_first(source + i, count - i, identity));
  return xsimd::reduce_max(xsimd::max(first, second));
}

/// The sum over `count` floats of f(float). `f` maps a batch to a batch and is not asked about lanes beyond the run.
template <class Function>
inline float span_sum(const float* source, size_t count, const Function& f) {
  LongSum total;
  size_t i = 0;
  while (i + batch_width <= count) {
    const size_t end = std::min(count, i + longest_sum * batch_width);
    Batch first(0.0F);
    Batch second(0.0F);
    for (; i + 2 * batch_width <= end; i += 2 * batch_width) {
      first += f(load(source + i));
      second += f(load(source + i + batch_width));
    }
    for (; i + batch_width <= end; i += batch_width) first += f(load(source + i));
    total.add(first + second);
  }
  if (i < count) {
    alignas(Batch) float lanes[batch_width];
    f(load_first(source + i, count - i)).store_aligned(lanes);
    total.add(load_first(lanes, count - i));
  }
  return xsimd::reduce_add(total.sum);
}

/// The mean of `count` floats, 0 of none.
inline float span_mean(const float* source, size_t count) {
  const float sum = span_sum(source, count, [](Batch value) { return value; });
  if (sum - sum == 0.0F) return sum / static_cast<float>(std::max(count, size_t{1}));
  // It has left float32, and the mean may not have.
  double exact = 0;
  for (size_t i = 0; i < count; ++i) exact += double{source[i]};
  return static_cast<float>(exact / static_cast<double>(count));
}

}  // namespace dojo
