// Three passes over a row in cache: mean, variance about that mean (the shortcut E[x^2] - mean^2 cancels), result.
#include "ops/layer_norm.h"

#include <cmath>

#include "simd/span.h"

namespace dojo {
namespace {

void normalize_row(const float* x, const float* gamma, const float* beta, float* y, size_t dim, float eps) {
  const auto count = static_cast<float>(dim);
  const float mean = span_sum(x, dim, [](Batch value) { return value; }) / count;
  const Batch center(mean);
  const float squares = span_sum(x, dim, [center](Batch value) { return (value - center) * (value - center); });
  const Batch inverse_deviation(1.0F / std::sqrt(squares / count + eps));
  for (size_t d = 0; d < dim; d += batch_width) {
    const size_t lanes = dim - d;
    const Batch normal = (load_first(x + d, lanes) - center) * inverse_deviation;
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
  for (size_t row = 0; row < dojo::extent(rows); ++row) {
    dojo::normalize_row(x + row * width, gamma, beta, y + row * width, width, eps);
  }
  return dojo::Status::ok;
}
