// The parts of every softmax: weight = exp_of_difference(x - shift_of(maximum)) * inverse_of(sum of these).
#pragma once

#include <limits>

#include "simd/elementary.h"

namespace dojo {

/// What to take from each score, given the largest. exp(-inf - -inf) would be NaN: without anything to weigh it is 0,
/// and the exponentials are 0.
inline Batch shift_of(Batch maximum) {
  static constexpr float nothing = -std::numeric_limits<float>::infinity();
  return xsimd::select(maximum == constant<nothing>(), Batch(0.0F), maximum);
}

/// e^x for x <= 0, the difference of a score to the largest. (Were log2(e) part of the scale of q instead, which costs
/// nothing, the rounding of scores near 1000 would put 1e-4 on the weights.)
inline Batch exp_of_difference(Batch x) { return exp2_of_score(x * constant<log2_e>()); }

/// 1 / sum. The sum of nothing is 0, and its inverse here 0 too. (NaN in the inputs is no such case: it stays NaN.)
inline Batch inverse_of(Batch sum) { return xsimd::select(sum == Batch(0.0F), Batch(0.0F), constant<one>() / sum); }

}  // namespace dojo
