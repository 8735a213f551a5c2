// What is one number for all elements is computed in float64 and rounded once, as in PyTorch.
#include "ops/training/adamw_step.h"

#include <cmath>

#include "simd/span.h"

namespace dojo {
namespace {

// base^exponent by squaring: std::pow brings tables of its own.
double power(double base, int32_t exponent) {
  double result = 1;
  for (auto left = static_cast<uint32_t>(exponent); left > 0; left >>= 1U, base *= base) {
    if ((left & 1U) != 0) result *= base;
  }
  return result;
}

Batch rounded(double value) { return Batch(static_cast<float>(value)); }

}  // namespace
}  // namespace dojo

dojo::Status adamw_step(const float* param, const float* grad, const float* m, const float* v, float* new_param,
                        float* new_m, float* new_v, int32_t count, float lr, double beta1, double beta2, float eps,
                        float weight_decay, int32_t step) {
  using namespace dojo;
  if (!valid_dimensions({count})) return Status::bad_shape;
  // From the nearer end: m where beta1 is above a half, else grad.
  const bool is_near_m = beta1 > 0.5;
  const Batch share = rounded(is_near_m ? 1 - beta1 : -beta1);
  const Batch kept_square = rounded(beta2);
  const Batch new_square = rounded(1 - beta2);
  const Batch inverse_root = rounded(1 / std::sqrt(1 - power(beta2, step)));
  const Batch epsilon(eps);
  const Batch kept_param = rounded(1 - double{lr} * double{weight_decay});
  const Batch minus_rate = rounded(-double{lr} / (1 - power(beta1, step)));
  for_batches(extent(count), [&](size_t i, size_t lanes) {
    const Batch g = load_first(grad + i, lanes);
    const Batch old_m = load_first(m + i, lanes);
    const Batch mean = multiply_add(share, g - old_m, is_near_m ? old_m : g);
    const Batch square = multiply_add(new_square * g, g, kept_square * load_first(v + i, lanes));
    const Batch deviation = multiply_add(xsimd::sqrt(square), inverse_root, epsilon);
    const Batch next = multiply_add(kept_param, load_first(param + i, lanes), minus_rate * mean / deviation);
    store_first(new_param + i, next, lanes);
    store_first(new_m + i, mean, lanes);
    store_first(new_v + i, square, lanes);
  });
  return Status::ok;
}
