#include "ops/non_local.h"

#include "call.h"

void fuzz_non_local(Call& call) {
  const int32_t batch = call.dimension(3);
  const int32_t channels = call.dimension();
  const int32_t height = call.dimension(12);
  const int32_t width = call.dimension(12);
  const int32_t inner_dim = call.dimension();
  const int32_t pixels = height < 0 || width < 0 ? 0 : height * width;
  const float* const x = call.floats({batch, channels, height, width});
  const float* const theta = call.floats({inner_dim, channels});
  const float* const phi = call.floats({inner_dim, channels});
  const float* const g = call.floats({inner_dim, channels});
  const float* const wz = call.floats({channels, inner_dim});
  float* const y = call.output({batch, channels, height, width});
  float* const weights = call.optional_output({batch, pixels, pixels});
  call.check(non_local(x, theta, phi, g, wz, y, weights, batch, channels, height, width, inner_dim));
}
