// Both in a form that keeps its digits in the tails, where 1 + erf and 1 + tanh lose them on the left, 1 - s on the
// right.
#include "ops/training/gelu_backward.h"

#include "simd/elementary.h"
#include "simd/span.h"

namespace dojo {
namespace {

Batch exact_slope(Batch x) {
  static constexpr float one_over_sqrt_2_pi = 0.398942280F;
  const NormalDistribution normal = normal_distribution(x);
  return multiply_add(x * normal.density, constant<one_over_sqrt_2_pi>(), normal.cdf);
}

// With e = e^-|u|, s is 1 / (1 + e) where x > 0, else e / (1 + e), and s (1 - s) = e / (1 + e)^2.
Batch approximate_slope(Batch x) {
  static constexpr float twice_sqrt_2_over_pi = 1.59576912F;
  static constexpr float cubic = 0.044715F;
  static constexpr float three_times_cubic = 0.134145F;
  // From here on e is 0, and x^3 may not be a float.
  static constexpr float beyond_underflow = 16.0F;
  const Batch magnitude = xsimd::abs(x);
  const Batch a = xsimd::select(magnitude > constant<beyond_underflow>(), constant<beyond_underflow>(), magnitude);
  const Batch square = a * a;
  const Batch u = a * multiply_add(square, constant<cubic>(), constant<one>()) * constant<twice_sqrt_2_over_pi>();
  const Batch du =
      multiply_add(square, constant<three_times_cubic>(), constant<one>()) * constant<twice_sqrt_2_over_pi>();
  const Batch e = exp(-u);
  const Batch larger = constant<one>() / (constant<one>() + e);
  const Batch smaller = e * larger;
  return multiply_add(x, smaller * larger * du, xsimd::select(x < Batch(0.0F), smaller, larger));
}

template <class Slope>
void backward(const float* x, const float* dy, float* dx, size_t count, const Slope& slope) {
  for_batches(count, [&](size_t i, size_t lanes) {
    store_first(dx + i, load_first(dy + i, lanes) * slope(load_first(x + i, lanes)), lanes);
  });
}

}  // namespace
}  // namespace dojo

dojo::Status gelu_backward(const float* x, const float* dy, float* dx, int32_t count, int32_t approximate) {
  using namespace dojo;
  if (!valid_dimensions({count})) return Status::bad_shape;
  if (approximate != 0) {
    backward(x, dy, dx, extent(count), approximate_slope);
  } else {
    backward(x, dy, dx, extent(count), exact_slope);
  }
  return Status::ok;
}
