#include "ops/layer_norm.h"

#include "call.h"

void fuzz_layer_norm(Call& call) {
  const int32_t rows = call.dimension();
  const int32_t dim = call.dimension(260);
  const float eps = call.number(1e-6F, 1.0F);
  const float* const x = call.floats({rows, dim});
  const float* const gamma = call.floats({dim});
  const float* const beta = call.floats({dim});
  float* const y = call.output_over(x, {rows, dim});
  call.check(layer_norm(x, gamma, beta, y, rows, dim, eps));
}
