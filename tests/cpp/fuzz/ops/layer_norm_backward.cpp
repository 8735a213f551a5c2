#include "ops/layer_norm_backward.h"

#include "call.h"

void fuzz_layer_norm_backward(Call& call) {
  const int32_t rows = call.dimension();
  const int32_t dim = call.dimension(260);
  const float eps = call.number(1e-6F, 1.0F);
  const float* const x = call.floats({rows, dim});
  const float* const gamma = call.floats({dim});
  const float* const dy = call.floats({rows, dim});
  float* const dx = call.output_over(call.flag() ? x : dy, {rows, dim});
  float* const dgamma = call.output({dim});
  float* const dbeta = call.output({dim});
  call.check(layer_norm_backward(x, gamma, dy, dx, dgamma, dbeta, rows, dim, eps));
}
