#include "ops/linear.h"

#include "call.h"

void fuzz_linear(Call& call) {
  const int32_t rows = call.dimension(70);
  const int32_t in_features = call.dimension(70);
  const int32_t out_features = call.dimension(70);
  const float* const x = call.floats({rows, in_features});
  const float* const weight = call.floats({out_features, in_features});
  const float* const bias = call.optional_floats({out_features});
  float* const y = call.output({rows, out_features});
  call.check(linear(x, weight, bias, y, rows, in_features, out_features));
}
