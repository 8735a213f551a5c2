// Both in a form that does not cancel for negative x, where 1 + erf and 1 + tanh lose every digit.
#include "ops/gelu.h"

#include "simd/elementary.h"
#include "simd/span.h"

namespace dojo {
namespace {

Batch exact_gelu(Batch x) { return x * normal_cdf(x); }

// (1 + tanh u) / 2 = 1 / (1 + e^-2u)
Batch approximate_gelu(Batch x) {
  static constexpr float twice_sqrt_2_over_pi = 1.59576912F;
  static constexpr float cubic = 0.044715F;
  const Batch u = x * multiply_add(x * x, constant<cubic>(), constant<one>()) * constant<twice_sqrt_2_over_pi>();
  return x / (constant<one>() + exp(-u));
}

}  // namespace
}  // namespace dojo

dojo::Status gelu(const float* x, float* y, int32_t count, int32_t approximate) {
  if (!dojo::valid_dimensions({count})) return dojo::Status::bad_shape;
  if (approximate != 0) {
    dojo::map_span(x, y, dojo::extent(count), dojo::approximate_gelu);
  } else {
    dojo::map_span(x, y, dojo::extent(count), dojo::exact_gelu);
  }
  return dojo::Status::ok;
}
