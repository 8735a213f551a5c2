#include "ops/softmax.h"

#include "call.h"

void fuzz_softmax(Call& call) {
  const int32_t outer = call.dimension();
  const int32_t length = call.dimension(260);
  const int32_t inner = call.dimension();
  const float* const x = call.floats({outer, length, inner});
  float* const y = call.output_over(x, {outer, length, inner});
  call.check(softmax(x, y, outer, length, inner));
}
