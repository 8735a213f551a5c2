#include "ops/sinusoidal_encoding.h"

#include "call.h"

void fuzz_sinusoidal_encoding(Call& call) {
  const int32_t length = call.dimension(260);
  const int32_t dim = call.dimension(70);
  const float base = call.number(1.0F, 1e6F);
  call.check(sinusoidal_encoding(call.output({length, dim}), length, dim, base));
}
