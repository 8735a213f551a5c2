#include "ops/cbam.h"

#include "call.h"

void fuzz_cbam(Call& call) {
  const int32_t batch = call.dimension(3);
  const int32_t channels = call.dimension();
  const int32_t height = call.dimension();
  const int32_t width = call.dimension();
  const int32_t hidden_dim = call.dimension();
  const int32_t kernel_height = call.dimension(9);
  const int32_t kernel_width = call.dimension(9);
  const float* const x = call.floats({batch, channels, height, width});
  const float* const w1 = call.floats({hidden_dim, channels});
  const float* const w2 = call.floats({channels, hidden_dim});
  const float* const kernel = call.floats({1, 2, kernel_height, kernel_width});
  const float* const bias = call.optional_floats({1});
  float* const y = call.output_over(x, {batch, channels, height, width});
  float* const channel = call.output({batch, channels});
  float* const spatial = call.output({batch, 1, height, width});
  call.check(cbam(x, w1, w2, kernel, bias, y, channel, spatial, batch, channels, height, width, hidden_dim,
                  kernel_height, kernel_width));
}
