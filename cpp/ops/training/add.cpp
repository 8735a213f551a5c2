#include "ops/training/add.h"

#include "simd/span.h"

dojo::Status add(const float* a, const float* b, float* sum, int32_t count) {
  using namespace dojo;
  if (!valid_dimensions({count})) return Status::bad_shape;
  for_batches(extent(count), [=](size_t i, size_t lanes) {
    store_first(sum + i, load_first(a + i, lanes) + load_first(b + i, lanes), lanes);
  });
  return Status::ok;
}
