// For each row: 1. mean and variance, as the forward pass;  2. the two means of the gradient;  3. the gradients.
#include "ops/layer_norm_backward.h"

#include <algorithm>
#include <cmath>

#include "simd/rows.h"

namespace dojo {
namespace {

void backward_row(const float* x, const float* gamma, const float* dy, float* dx, float* dgamma, float* dbeta,
                  size_t dim, float eps) {
  const auto count = static_cast<float>(dim);
  const Batch center(span_sum(x, dim, [](Batch value) { return value; }) / count);
  const float squares = span_sum(x, dim, [center](Batch value) { return (value - center) * (value - center); });
  const Batch inverse_deviation(1.0F / std::sqrt(squares / count + eps));

  const auto normal = [x, center, inverse_deviation](size_t d, size_t lanes) {
    return (load_first(x + d, lanes) - center) * inverse_deviation;
  };
  // In lanes beyond the row it is 0, whatever `normal` is there.
  const auto gradient = [gamma, dy](size_t d, size_t lanes) {
    return load_first(gamma + d, lanes) * load_first(dy + d, lanes);
  };
  const Batch mean_gradient(sum_terms(dim, gradient) / count);
  const auto products = [&](size_t d, size_t lanes) { return gradient(d, lanes) * normal(d, lanes); };
  const Batch mean_product(sum_terms(dim, products) / count);

  for (size_t d = 0; d < dim; d += batch_width) {
    const size_t lanes = dim - d;
    const Batch n = normal(d, lanes);
    const Batch above = load_first(dy + d, lanes);
    const Batch below = (gradient(d, lanes) - mean_gradient - n * mean_product) * inverse_deviation;
    store_first(dgamma + d, multiply_add(above, n, load_first(dgamma + d, lanes)), lanes);
    store_first(dbeta + d, above + load_first(dbeta + d, lanes), lanes);
    store_first(dx + d, below, lanes);
  }
}

}  // namespace
}  // namespace dojo

dojo::Status layer_norm_backward(const float* x, const float* gamma, const float* dy, float* dx, float* dgamma,
                                 float* dbeta, int32_t rows, int32_t dim, float eps) {
  using namespace dojo;
  if (!valid_dimensions({rows, dim})) return Status::bad_shape;
  const size_t width = extent(dim);
  if (width == 0) return Status::ok;
  std::fill_n(dgamma, width, 0.0F);
  std::fill_n(dbeta, width, 0.0F);
  for (size_t first = 0; first < extent(rows) * width; first += width) {
    backward_row(x + first, gamma, dy + first, dx + first, dgamma, dbeta, width, eps);
  }
  return Status::ok;
}
