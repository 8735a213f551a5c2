#include "ops/spatial_attention.h"

#include "call.h"

void fuzz_spatial_attention(Call& call) {
  const int32_t batch = call.dimension(3);
  const int32_t height = call.dimension();
  const int32_t width = call.dimension();
  const int32_t channels = call.dimension(40);
  const float* const features = call.floats({batch, height, width, channels});
  const float* const position = call.floats({height, width, channels});
  float* const out = call.output({batch, channels});
  float* const weights = call.optional_output({batch, height, width});
  call.check(spatial_attention(features, position, out, weights, batch, height, width, channels));
}
