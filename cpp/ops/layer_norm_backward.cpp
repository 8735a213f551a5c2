// For each row: 1. mean and variance, as the forward pass;  2. the two means of the gradient;  3. the gradients. Those
// of gamma and beta are summed over the rows in parts.
#include "ops/layer_norm_backward.h"

#include <algorithm>
#include <cmath>

#include "arena.h"
#include "simd/moments.h"
#include "simd/rows.h"

namespace dojo {
namespace {

struct Layer {
  const float* gamma;
  size_t dim;
  float eps;
};

// What the rows of a part add to the gradients of gamma and beta.
struct Part {
  float *dgamma, *dbeta;
};

[[gnu::noinline]] void backward_exactly(const Layer& layer, const float* x, const float* dy, float* dx,
                                        const Part& part) {
  const auto count = static_cast<double>(layer.dim);
  const ExactMoments moments = exact_moments_of(x, layer.dim);
  const double inverse_deviation = 1.0 / std::sqrt(moments.variance + double{layer.eps});
  const auto normal = [&](size_t d) { return (double{x[d]} - moments.mean) * inverse_deviation; };
  const auto gradient = [&](size_t d) { return double{layer.gamma[d]} * double{dy[d]}; };
  double mean_gradient = 0;
  double mean_product = 0;
  for (size_t d = 0; d < layer.dim; ++d) {
    mean_gradient += gradient(d) / count;
    mean_product += gradient(d) * normal(d) / count;
  }
  for (size_t d = 0; d < layer.dim; ++d) {
    const double n = normal(d);
    part.dgamma[d] += static_cast<float>(double{dy[d]} * n);
    part.dbeta[d] += dy[d];
    dx[d] = static_cast<float>((gradient(d) - mean_gradient - n * mean_product) * inverse_deviation);
  }
}

void backward_row(const Layer& layer, const float* x, const float* dy, float* dx, const Part& part) {
  const size_t dim = layer.dim;
  const auto count = static_cast<float>(dim);
  const Moments moments = moments_of(x, dim);
  if (!is_held(moments.variance + layer.eps)) return backward_exactly(layer, x, dy, dx, part);
  const Batch center(moments.center);
  const Batch rest(moments.rest);
  const Batch inverse_deviation(1.0F / std::sqrt(moments.variance + layer.eps));

  const auto normal = [&](size_t d, size_t lanes) {
    return (load_first(x + d, lanes, moments.center) - center - rest) * inverse_deviation;
  };
  // In lanes beyond the row it is 0, and `normal` finite.
  const auto gradient = [&](size_t d, size_t lanes) {
    return load_first(layer.gamma + d, lanes) * load_first(dy + d, lanes);
  };
  const Batch mean_gradient(sum_terms(dim, gradient) / count);
  const auto products = [&](size_t d, size_t lanes) { return gradient(d, lanes) * normal(d, lanes); };
  const Batch mean_product(sum_terms(dim, products) / count);

  for (size_t d = 0; d < dim; d += batch_width) {
    const size_t lanes = dim - d;
    const Batch n = normal(d, lanes);
    const Batch above = load_first(dy + d, lanes);
    const Batch below = (gradient(d, lanes) - mean_gradient - n * mean_product) * inverse_deviation;
    store_first(part.dgamma + d, multiply_add(above, n, load_first(part.dgamma + d, lanes)), lanes);
    store_first(part.dbeta + d, above + load_first(part.dbeta + d, lanes), lanes);
    store_first(dx + d, below, lanes);
  }
}

}  // namespace
}  // namespace dojo

dojo::Status layer_norm_backward(const float* x, const float* gamma, const float* dy, float* dx, float* dgamma,
                                 float* dbeta, int32_t rows, int32_t dim, float eps) {
  using namespace dojo;
  if (!valid_dimensions({rows, dim})) return Status::bad_shape;
  const Layer layer{gamma, extent(dim), eps};
  if (layer.dim == 0) return Status::ok;
  Scratch scratch;
  auto* const total_gamma = scratch.take<double>(layer.dim);
  auto* const total_beta = scratch.take<double>(layer.dim);
  if (scratch.exhausted()) return Status::out_of_memory;
  for (float* const part : {dgamma, dbeta}) std::fill_n(part, layer.dim, 0.0F);
  for (double* const total : {total_gamma, total_beta}) std::fill_n(total, layer.dim, 0.0);
  for (size_t row = 0; row < extent(rows); ++row) {
    const size_t first = row * layer.dim;
    backward_row(layer, x + first, dy + first, dx + first, {dgamma, dbeta});
    if ((row + 1) % longest_sum != 0) continue;
    end_part(dgamma, layer.dim, total_gamma);
    end_part(dbeta, layer.dim, total_beta);
  }
  end_parts(dgamma, layer.dim, total_gamma);
  end_parts(dbeta, layer.dim, total_beta);
  return Status::ok;
}
