#include "ops/gelu.h"

#include "call.h"

void fuzz_gelu(Call& call) {
  const int32_t count = call.dimension(1000);
  const bool approximate = call.flag();
  const float* const x = call.floats({count});
  call.check(gelu(x, call.output_over(x, {count}), count, approximate ? 1 : 0));
}
