#include "ops/rms_norm.h"

#include "call.h"

void fuzz_rms_norm(Call& call) {
  const int32_t rows = call.dimension();
  const int32_t dim = call.dimension(260);
  const float eps = call.number(1e-6F, 1.0F);
  const float* const x = call.floats({rows, dim});
  const float* const gamma = call.floats({dim});
  float* const y = call.output_over(x, {rows, dim});
  call.check(rms_norm(x, gamma, y, rows, dim, eps));
}
