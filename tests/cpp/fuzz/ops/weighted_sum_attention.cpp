#include "ops/weighted_sum_attention.h"

#include "call.h"

void fuzz_weighted_sum_attention(Call& call) {
  const int32_t n = call.dimension(260);
  const int32_t dim = call.dimension(70);
  const float* const x = call.floats({n, dim});
  const float* const w = call.floats({dim});
  float* const out = call.output({dim});
  float* const weights = call.optional_output({n});
  call.check(weighted_sum_attention(x, w, out, weights, n, dim));
}
