#include "ops/squeeze_excitation.h"

#include "call.h"

void fuzz_squeeze_excitation(Call& call) {
  const int32_t batch = call.dimension(3);
  const int32_t channels = call.dimension();
  const int32_t height = call.dimension();
  const int32_t width = call.dimension();
  const int32_t hidden_dim = call.dimension();
  const float* const x = call.floats({batch, channels, height, width});
  const float* const w1 = call.floats({hidden_dim, channels});
  const float* const b1 = call.optional_floats({hidden_dim});
  const float* const w2 = call.floats({channels, hidden_dim});
  const float* const b2 = call.optional_floats({channels});
  float* const y = call.output_over(x, {batch, channels, height, width});
  float* const gate = call.output({batch, channels});
  call.check(squeeze_excitation(x, w1, b1, w2, b2, y, gate, batch, channels, height, width, hidden_dim));
}
