// Two passes over a row in cache: the mean square, then the result.
#include "ops/rms_norm.h"

#include <cmath>

#include "simd/moments.h"
#include "simd/span.h"
#include "tasks.h"

namespace dojo {
namespace {

[[gnu::noinline]] void normalize_exactly(const float* x, const float* gamma, float* y, size_t dim, float eps) {
  double squares = 0;
  for (size_t d = 0; d < dim; ++d) squares += double{x[d]} * double{x[d]};
  const double inverse = 1.0 / std::sqrt(squares / static_cast<double>(dim) + double{eps});
  for (size_t d = 0; d < dim; ++d) y[d] = static_cast<float>(double{x[d]} * inverse * double{gamma[d]});
}

void normalize_row(const float* x, const float* gamma, float* y, size_t dim, float eps) {
  const float squares = span_sum(x, dim, [](Batch value) { return value * value; });
  const float mean_square = squares / static_cast<float>(dim) + eps;
  if (!is_held(mean_square)) return normalize_exactly(x, gamma, y, dim, eps);
  const Batch inverse(1.0F / std::sqrt(mean_square));
  for (size_t d = 0; d < dim; d += batch_width) {
    const size_t lanes = dim - d;
    store_first(y + d, load_first(x + d, lanes) * inverse * load_first(gamma + d, lanes), lanes);
  }
}

}  // namespace
}  // namespace dojo

dojo::Status rms_norm(const float* x, const float* gamma, float* y, int32_t rows, int32_t dim, float eps) {
  using namespace dojo;
  if (!valid_dimensions({rows, dim})) return Status::bad_shape;
  const size_t width = extent(dim);
  if (width == 0) return Status::ok;
  for_stretches(extent(rows), least_elements / width + 1, [&](size_t begin, size_t end) {
    for (size_t row = begin; row < end; ++row) {
      normalize_row(x + row * width, gamma, y + row * width, width, eps);
    }
  });
  return Status::ok;
}
