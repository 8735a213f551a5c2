// For each row: 1. the mean square, as the forward pass;  2. the mean of the gradient along the row;  3. the gradients.
// That of gamma is summed over the rows in parts.
#include "ops/training/rms_norm_backward.h"

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

[[gnu::noinline]] void backward_exactly(const Layer& layer, const float* x, const float* dy, float* dx, float* dgamma) {
  const auto count = static_cast<double>(layer.dim);
  double squares = 0;
  for (size_t d = 0; d < layer.dim; ++d) squares += double{x[d]} * double{x[d]};
  const double inverse = 1.0 / std::sqrt(squares / count + double{layer.eps});
  const auto gradient = [&](size_t d) { return double{layer.gamma[d]} * double{dy[d]}; };
  double mean_product = 0;
  for (size_t d = 0; d < layer.dim; ++d) mean_product += gradient(d) * (double{x[d]} * inverse) / count;
  for (size_t d = 0; d < layer.dim; ++d) {
    const double n = double{x[d]} * inverse;
    const double below = (gradient(d) - n * mean_product) * inverse;
    dgamma[d] += static_cast<float>(double{dy[d]} * n);
    dx[d] = static_cast<float>(below);
  }
}

void backward_row(const Layer& layer, const float* x, const float* dy, float* dx, float* dgamma) {
  const size_t dim = layer.dim;
  const auto count = static_cast<float>(dim);
  const float mean_square = span_sum(x, dim, [](Batch value) { return value * value; }) / count + layer.eps;
  if (!is_held(mean_square)) return backward_exactly(layer, x, dy, dx, dgamma);
  const Batch inverse(1.0F / std::sqrt(mean_square));
  const auto normal = [&](size_t d, size_t lanes) { return load_first(x + d, lanes) * inverse; };
  const auto gradient = [&](size_t d, size_t lanes) {
    return load_first(layer.gamma + d, lanes) * load_first(dy + d, lanes);
  };
  const auto products = [&](size_t d, size_t lanes) { return gradient(d, lanes) * normal(d, lanes); };
  const Batch mean_product(sum_terms(dim, products) / count);
  for_batches(dim, [&](size_t d, size_t lanes) {
    const Batch n = normal(d, lanes);
    const Batch above = load_first(dy + d, lanes);
    const Batch below = (gradient(d, lanes) - n * mean_product) * inverse;
    store_first(dgamma + d, multiply_add(above, n, load_first(dgamma + d, lanes)), lanes);
    store_first(dx + d, below, lanes);
  });
}

}  // namespace
}  // namespace dojo

dojo::Status rms_norm_backward(const float* x, const float* gamma, const float* dy, float* dx, float* dgamma,
                               int32_t rows, int32_t dim, float eps) {
  using namespace dojo;
  if (!valid_dimensions({rows, dim})) return Status::bad_shape;
  const Layer layer{gamma, extent(dim), eps};
  if (layer.dim == 0) return Status::ok;
  Scratch scratch;
  auto* const total = scratch.take<double>(layer.dim);
  if (scratch.exhausted()) return Status::out_of_memory;
  std::fill_n(dgamma, layer.dim, 0.0F);
  std::fill_n(total, layer.dim, 0.0);
  for (size_t row = 0; row < extent(rows); ++row) {
    const size_t first = row * layer.dim;
    backward_row(layer, x + first, dy + first, dx + first, dgamma);
    if ((row + 1) % longest_sum == 0) end_part(dgamma, layer.dim, total);
  }
  end_parts(dgamma, layer.dim, total);
  return Status::ok;
}
