#include "ops/spatial_pyramid_attention.h"

#include "call.h"

void fuzz_spatial_pyramid_attention(Call& call) {
  const int32_t batch = call.dimension(3);
  const int32_t channels = call.dimension();
  const int32_t height = call.dimension();
  const int32_t width = call.dimension();
  const int32_t num_levels = call.dimension(4);
  const bool lies = call.below(16) == 15;
  const float* const x = call.floats({batch, channels, height, width});
  const float* const q = call.floats({channels});
  const int32_t* const levels = call.integers({num_levels}, 1, 6);
  int32_t regions = lies ? 1 : 0;
  for (int32_t level = 0; level < num_levels; ++level) regions += levels[level] * levels[level];
  float* const out = call.output({batch, channels});
  float* const weights = call.optional_output({batch, regions});
  call.check(spatial_pyramid_attention(x, q, levels, out, weights, batch, channels, height, width, num_levels, regions),
             lies ? dojo::Status::bad_shape : dojo::Status::ok);
}
