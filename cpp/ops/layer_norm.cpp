// Three passes over a row in cache: about where the mean is, mean and variance about that, result.
#include "ops/layer_norm.h"

#include <cmath>

#include "simd/moments.h"
#include "simd/span.h"
#include "tasks.h"

namespace dojo {
namespace {

[[gnu::noinline]] void normalize_exactly(const float* x, const float* gamma, const float* beta, float* y, size_t dim,
                                         float eps) {
  const ExactMoments moments = exact_moments_of(x, dim);
  const double inverse_deviation = 1.0 / std::sqrt(moments.variance + double{eps});
  for (size_t d = 0; d < dim; ++d) {
    const double normal = (double{x[d]} - moments.mean) * inverse_deviation;
    y[d] = static_cast<float>(normal * double{gamma[d]} + double{beta[d]});
  }
}

void normalize_row(const float* x, const float* gamma, const float* beta, float* y, size_t dim, float eps) {
  const Moments moments = moments_of(x, dim);
  if (!is_held(moments.variance + eps)) return normalize_exactly(x, gamma, beta, y, dim, eps);
  const Batch center(moments.center);
  const Batch rest(moments.rest);
  const Batch inverse_deviation(1.0F / std::sqrt(moments.variance + eps));
  for (size_t d = 0; d < dim; d += batch_width) {
    const size_t lanes = dim - d;
    const Batch normal = (load_first(x + d, lanes) - center - rest) * inverse_deviation;
    store_first(y + d, multiply_add(normal, load_first(gamma + d, lanes), load_first(beta + d, lanes)), lanes);
  }
}

}  // namespace
}  // namespace dojo

dojo::Status layer_norm(const float* x, const float* gamma, const float* beta, float* y, int32_t rows, int32_t dim,
                        float eps) {
  if (!dojo::valid_dimensions({rows, dim})) return dojo::Status::bad_shape;
  const size_t width = dojo::extent(dim);
  if (width == 0) return dojo::Status::ok;
  dojo::for_stretches(dojo::extent(rows), dojo::least_elements / width + 1, [&](size_t begin, size_t end) {
    for (size_t row = begin; row < end; ++row) {
      dojo::normalize_row(x + row * width, gamma, beta, y + row * width, width, eps);
    }
  });
  return dojo::Status::ok;
}
