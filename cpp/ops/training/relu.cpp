#include "ops/training/relu.h"

#include "simd/elementary.h"
#include "simd/span.h"

dojo::Status relu(const float* x, float* y, int32_t count) {
  using namespace dojo;
  if (!valid_dimensions({count})) return Status::bad_shape;
  map_span(x, y, extent(count), [](Batch value) { return dojo::relu(value); });
  return Status::ok;
}
