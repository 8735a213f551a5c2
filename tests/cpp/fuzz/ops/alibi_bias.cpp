#include "ops/alibi_bias.h"

#include "call.h"

void fuzz_alibi_bias(Call& call) {
  const int32_t num_heads = call.dimension(70);
  const int32_t seq_q = call.dimension();
  const int32_t seq_k = call.dimension(70);
  float* const slopes = call.output({num_heads});
  float* const bias = call.output({num_heads, seq_q, seq_k});
  call.check(alibi_bias(slopes, bias, num_heads, seq_q, seq_k));
}
