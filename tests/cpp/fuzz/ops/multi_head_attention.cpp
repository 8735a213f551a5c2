#include "ops/multi_head_attention.h"

#include "call.h"

void fuzz_multi_head_attention(Call& call) {
  const int32_t batch = call.dimension(3);
  const int32_t seq_q = call.dimension(40);
  const int32_t seq_k = call.dimension(140);
  const int32_t key_dim = call.dimension(12);
  const int32_t value_dim = call.dimension(12);
  const int32_t num_heads = call.below(4);
  const int32_t model_dim = call.dimension(40);
  const bool causal = call.flag();
  const bool divides = num_heads > 0 && model_dim % num_heads == 0;

  const float* const query = call.floats({batch, seq_q, model_dim});
  const float* const key = call.floats({batch, seq_k, key_dim});
  const float* const value = call.floats({batch, seq_k, value_dim});
  const float* const wq = call.floats({model_dim, model_dim});
  const float* const bq = call.optional_floats({model_dim});
  const float* const wk = call.floats({model_dim, key_dim});
  const float* const bk = call.optional_floats({model_dim});
  const float* const wv = call.floats({model_dim, value_dim});
  const float* const bv = call.optional_floats({model_dim});
  const float* const wo = call.floats({model_dim, model_dim});
  const float* const bo = call.optional_floats({model_dim});
  const uint8_t* const key_mask = call.optional_booleans({batch, seq_k});
  float* const out = call.output({batch, seq_q, model_dim});
  float* const weights = call.optional_output({batch, num_heads, seq_q, seq_k});
  call.check(multi_head_attention(query, key, value, wq, bq, wk, bk, wv, bv, wo, bo, key_mask, out, weights, batch,
                                  seq_q, seq_k, model_dim, key_dim, value_dim, num_heads, causal ? 1 : 0),
             divides ? dojo::Status::ok : dojo::Status::bad_shape);
}
