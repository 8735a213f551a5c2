#include "ops/scaled_dot_product_attention.h"

#include <algorithm>

#include "call.h"

void fuzz_scaled_dot_product_attention(Call& call) {
  const int32_t batch = call.dimension(3);
  const int32_t num_kv_heads = call.dimension(3);
  const int32_t num_heads = num_kv_heads * call.below(4);
  const int32_t seq_q = call.dimension(140);
  const int32_t seq_k = call.dimension(260);
  const int32_t seq_past = call.flag() ? call.dimension(140) : 0;
  const int32_t head_dim = call.dimension(40);
  const int32_t value_dim = call.dimension(40);
  const int32_t keys = seq_past + seq_k;
  const float scale = call.number(0.0F, 2.0F);
  const float softcap = call.flag() ? call.number(0.0F, 50.0F) : 0.0F;
  const bool causal = call.flag();
  const int32_t window_left = call.flag() ? call.integer(-1, 300) : -1;
  const int32_t window_right = call.flag() ? call.integer(-1, 300) : -1;

  const float* const q = call.floats({batch, num_heads, seq_q, head_dim});
  const float* const k = call.floats({batch, num_kv_heads, seq_k, head_dim});
  const float* const v = call.floats({batch, num_kv_heads, seq_k, value_dim});
  const auto mask = call.broadcast_booleans({batch, num_heads, seq_q, keys});
  const auto bias = call.broadcast_floats({batch, num_heads, seq_q, keys});
  const bool has_past = seq_past != 0 || call.flag();
  const float* const past_k = has_past ? call.floats({batch, num_kv_heads, seq_past, head_dim}) : nullptr;
  const float* const past_v = has_past ? call.floats({batch, num_kv_heads, seq_past, value_dim}) : nullptr;
  const int32_t reach = call.flag() ? 1 << 30 : 300;
  const int32_t* const query_offset = call.flag() ? call.integers({batch}, -reach, reach) : nullptr;
  const int32_t* const kv_lengths = call.flag() ? call.integers({batch}, 0, std::max(keys, 0)) : nullptr;

  float* const out = call.output({batch, num_heads, seq_q, value_dim});
  float* const weights = call.optional_output({batch, num_heads, seq_q, keys});
  float* const lse = call.optional_output({batch, num_heads, seq_q});
  const bool present = call.flag();
  float* const present_k = present ? call.output({batch, num_kv_heads, keys, head_dim}) : nullptr;
  float* const present_v = present ? call.output({batch, num_kv_heads, keys, value_dim}) : nullptr;
  const dojo::Status status = scaled_dot_product_attention(
      q, k, v, mask.data, bias.data, past_k, past_v, query_offset, kv_lengths,  //
      out, weights, lse, present_k, present_v,                                  //
      batch, num_heads, num_kv_heads, seq_q, seq_k, seq_past, head_dim, value_dim, num_kv_heads * seq_k * head_dim,
      seq_k * head_dim, head_dim, num_kv_heads * seq_k * value_dim, seq_k * value_dim, value_dim, mask.strides[0],
      mask.strides[1], mask.strides[2], mask.strides[3], bias.strides[0], bias.strides[1], bias.strides[2],
      bias.strides[3], scale, softcap, causal ? 1 : 0, window_left, window_right);
  call.check(status);
}
