#include "ops/scaled_dot_product_attention_backward.h"

#include <algorithm>
#include <vector>

#include "call.h"
#include "ops/scaled_dot_product_attention.h"

void fuzz_scaled_dot_product_attention_backward(Call& call) {
  const int32_t batch = call.dimension(3);
  const int32_t num_kv_heads = call.dimension(3);
  const int32_t num_heads = num_kv_heads * call.below(4);
  const int32_t seq_q = call.dimension(140);
  const int32_t seq_k = call.dimension(260);
  const int32_t head_dim = call.dimension(40);
  const int32_t value_dim = call.dimension(40);
  const float scale = call.number(0.0F, 2.0F);
  const float softcap = call.flag() ? call.number(0.0F, 50.0F) : 0.0F;
  const bool causal = call.flag();
  const int32_t window_left = call.flag() ? call.integer(-1, 300) : -1;
  const int32_t window_right = call.flag() ? call.integer(-1, 300) : -1;

  const float* const q = call.floats({batch, num_heads, seq_q, head_dim});
  const float* const k = call.floats({batch, num_kv_heads, seq_k, head_dim});
  const float* const v = call.floats({batch, num_kv_heads, seq_k, value_dim});
  const float* const dout = call.floats({batch, num_heads, seq_q, value_dim});
  const auto mask = call.broadcast_booleans({batch, num_heads, seq_q, seq_k});
  const auto bias = call.broadcast_floats({batch, num_heads, seq_q, seq_k});
  const int32_t reach = call.flag() ? 1 << 30 : 300;
  const int32_t* const query_offset = call.flag() ? call.integers({batch}, -reach, reach) : nullptr;
  const int32_t* const kv_lengths = call.flag() ? call.integers({batch}, 0, std::max(seq_k, 0)) : nullptr;

  // out and lse fit the other inputs: from a drawn lse the weights would be anything up to infinity.
  const auto size = [](std::initializer_list<int32_t> shape) {
    size_t count = 1;
    for (const int32_t length : shape) count *= static_cast<size_t>(std::max(length, 0));
    return count;
  };
  std::vector<float> out(size({batch, num_heads, seq_q, value_dim}));
  std::vector<float> lse(size({batch, num_heads, seq_q}));
  scaled_dot_product_attention(
      q, k, v, mask.data, bias.data, nullptr, nullptr, query_offset, kv_lengths, out.data(), nullptr, lse.data(),
      nullptr, nullptr, batch, num_heads, num_kv_heads, seq_q, seq_k, 0, head_dim, value_dim,
      num_kv_heads * seq_k * head_dim, seq_k * head_dim, head_dim, num_kv_heads * seq_k * value_dim, seq_k * value_dim,
      value_dim, mask.strides[0], mask.strides[1], mask.strides[2], mask.strides[3], bias.strides[0], bias.strides[1],
      bias.strides[2], bias.strides[3], scale, softcap, causal ? 1 : 0, window_left, window_right);

  float* const dq = call.output({batch, num_heads, seq_q, head_dim});
  float* const dk = call.output({batch, num_kv_heads, seq_k, head_dim});
  float* const dv = call.output({batch, num_kv_heads, seq_k, value_dim});
  const dojo::Status status = scaled_dot_product_attention_backward(
      q, k, v, out.data(), lse.data(), dout, mask.data, bias.data, query_offset, kv_lengths,  //
      dq, dk, dv,                                                                             //
      batch, num_heads, num_kv_heads, seq_q, seq_k, head_dim, value_dim, mask.strides[0], mask.strides[1],
      mask.strides[2], mask.strides[3], bias.strides[0], bias.strides[1], bias.strides[2], bias.strides[3], scale,
      softcap, causal ? 1 : 0, window_left, window_right);
  call.check(status);
}
