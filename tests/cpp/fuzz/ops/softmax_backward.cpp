#include "ops/softmax_backward.h"

#include "call.h"

void fuzz_softmax_backward(Call& call) {
  const int32_t outer = call.dimension();
  const int32_t length = call.dimension(260);
  const int32_t inner = call.dimension();
  const float* const y = call.floats({outer, length, inner});
  const float* const dy = call.floats({outer, length, inner});
  float* const dx = call.output_over(call.flag() ? y : dy, {outer, length, inner});
  call.check(softmax_backward(y, dy, dx, outer, length, inner));
}
