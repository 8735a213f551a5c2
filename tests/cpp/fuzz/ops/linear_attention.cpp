#include "ops/linear_attention.h"

#include "call.h"

void fuzz_linear_attention(Call& call) {
  const int32_t batch = call.dimension(3);
  const int32_t num_heads = call.dimension(4);
  const int32_t seq_q = call.dimension(40);
  const int32_t head_dim = call.dimension();
  const int32_t seq_k = call.dimension(70);
  const int32_t value_dim = call.dimension();
  const bool causal = call.flag();
  const float* const q = call.floats({batch, num_heads, seq_q, head_dim});
  const float* const k = call.floats({batch, num_heads, seq_k, head_dim});
  const float* const v = call.floats({batch, num_heads, seq_k, value_dim});
  float* const out = call.output({batch, num_heads, seq_q, value_dim});
  call.check(linear_attention(q, k, v, out, batch, num_heads, seq_q, head_dim, seq_k, value_dim, causal ? 1 : 0));
}
