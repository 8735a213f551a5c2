// As the formula reads.
#include "ops/alibi_bias.h"

#include <cstdlib>

#include "exponential.h"

namespace dojo {
namespace {

float slope(int32_t head, int32_t power) {
  const double eighths = head < power ? 2.0 * (head + 1) : 2.0 * (head - power) + 1.0;
  constexpr double ln_2 = 0.693147180559945309;
  return static_cast<float>(exponential(-4.0 * eighths / power * ln_2));
}

}  // namespace
}  // namespace dojo

dojo::Status alibi_bias(float* slopes, float* bias, int32_t num_heads, int32_t seq_q, int32_t seq_k) {
  using namespace dojo;
  if (!valid_dimensions({num_heads, seq_q, seq_k})) return Status::bad_shape;
  int32_t power = 1;
  while (power <= num_heads / 2) power *= 2;
  const int64_t offset = int64_t{seq_k} - seq_q;
  for (int32_t h = 0; h < num_heads; ++h) {
    slopes[h] = slope(h, power);
    for (int32_t i = 0; i < seq_q; ++i) {
      for (int32_t j = 0; j < seq_k; ++j) *bias++ = -slopes[h] * static_cast<float>(std::abs(i + offset - j));
    }
  }
  return Status::ok;
}
