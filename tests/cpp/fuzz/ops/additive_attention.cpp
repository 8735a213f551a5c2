#include "ops/additive_attention.h"

#include "call.h"

void fuzz_additive_attention(Call& call) {
  const int32_t batch = call.dimension(3);
  const int32_t seq_q = call.dimension();
  const int32_t query_dim = call.dimension();
  const int32_t seq_k = call.dimension(70);
  const int32_t key_dim = call.dimension();
  const int32_t value_dim = call.dimension();
  const int32_t hidden_dim = call.dimension();
  const float* const q = call.floats({batch, seq_q, query_dim});
  const float* const k = call.floats({batch, seq_k, key_dim});
  const float* const v = call.floats({batch, seq_k, value_dim});
  const float* const wq = call.floats({hidden_dim, query_dim});
  const float* const wk = call.floats({hidden_dim, key_dim});
  const float* const u = call.floats({hidden_dim});
  const auto mask = call.broadcast_booleans({batch, seq_q, seq_k});
  float* const out = call.output({batch, seq_q, value_dim});
  float* const weights = call.optional_output({batch, seq_q, seq_k});
  call.check(additive_attention(q, k, v, wq, wk, u, mask.data, out, weights, batch, seq_q, query_dim, seq_k, key_dim,
                                value_dim, hidden_dim, mask.strides[0], mask.strides[1], mask.strides[2]));
}
