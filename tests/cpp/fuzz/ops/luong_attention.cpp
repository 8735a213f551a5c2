#include "ops/luong_attention.h"

#include "call.h"

void fuzz_luong_attention(Call& call) {
  const int32_t batch = call.dimension(3);
  const int32_t seq_q = call.dimension();
  const int32_t dim = call.dimension();
  const int32_t seq_k = call.dimension(70);
  const int32_t hidden_dim = call.dimension();
  const int32_t score = call.below(4);
  const float* const h = call.floats({batch, seq_q, dim});
  const float* const memory = call.floats({batch, seq_k, dim});
  const float* const w = score == 1   ? call.floats({dim, dim})
                         : score == 2 ? call.floats({hidden_dim, 2, dim})
                                      : nullptr;
  const float* const u = score == 2 ? call.floats({hidden_dim}) : nullptr;
  float* const out = call.output({batch, seq_q, dim});
  float* const weights = call.optional_output({batch, seq_q, seq_k});
  call.check(luong_attention(h, memory, w, u, out, weights, batch, seq_q, dim, seq_k, hidden_dim, score),
             score < 3 ? dojo::Status::ok : dojo::Status::bad_shape);
}
