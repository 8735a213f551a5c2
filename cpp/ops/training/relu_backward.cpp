#include "ops/training/relu_backward.h"

#include "simd/span.h"

dojo::Status relu_backward(const float* x, const float* dy, float* dx, int32_t count) {
  using namespace dojo;
  if (!valid_dimensions({count})) return Status::bad_shape;
  const Batch zero(0.0F);
  for_batches(extent(count), [=](size_t i, size_t lanes) {
    store_first(dx + i, xsimd::select(load_first(x + i, lanes) <= zero, zero, load_first(dy + i, lanes)), lanes);
  });
  return Status::ok;
}
