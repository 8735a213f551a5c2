// One call of scaled dot-product attention, as its kernels see it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace dojo {

/// A [batch, heads, row, dim] tensor whose rows are contiguous and whose other strides (in elements) are free, so that
/// heads may also lie side by side in the rows of a projection.
template <class T>
struct Heads {
  T* data = nullptr;
  size_t batch_stride = 0;
  size_t head_stride = 0;
  size_t row_stride = 0;

  T* row(size_t batch, size_t head, size_t index) const {
    return data + (batch * batch_stride + head * head_stride + index * row_stride);
  }
};

/// The usual layout: a contiguous [batch, heads, rows, dim].
template <class T>
Heads<T> contiguous_heads(T* data, size_t heads, size_t rows, size_t dim) {
  return {data, heads * rows * dim, rows * dim, dim};
}

/// A tensor that broadcasts to [batch, heads, seq_q, keys]: strides in elements, 0 where it is broadcast. No data:
/// absent.
template <class T>
struct ScoreMask {
  const T* data = nullptr;
  int32_t batch_stride = 0;
  int32_t head_stride = 0;
  int32_t query_stride = 0;
  int32_t key_stride = 0;

  const T* row(size_t batch, size_t head, size_t query) const {
    return data + (batch * static_cast<size_t>(batch_stride) + head * static_cast<size_t>(head_stride) +
                   query * static_cast<size_t>(query_stride));
  }
};

/// What is computed is written in ops/scaled_dot_product_attention.h. Keys are counted through past and new ones:
/// key j is row j of the past while j < seq_past, then row j - seq_past of k.
struct AttentionProblem {
  size_t batch = 0;
  size_t num_heads = 0;
  size_t num_kv_heads = 0;
  size_t seq_q = 0;
  size_t seq_k = 0;
  size_t seq_past = 0;
  size_t head_dim = 0;
  size_t value_dim = 0;

  Heads<const float> q;
  Heads<const float> k;
  Heads<const float> v;
  Heads<const float> past_k;
  Heads<const float> past_v;
  ScoreMask<uint8_t> mask;
  ScoreMask<float> bias;
  const float* sinks = nullptr;  // [num_heads]; null: none
  const int32_t* query_offset = nullptr;
  const int32_t* kv_lengths = nullptr;

  Heads<float> out;
  float* weights = nullptr;
  float* lse = nullptr;

  float scale = 1.0F;
  float softcap = 0.0F;
  bool causal = false;
  int32_t window_left = -1;
  int32_t window_right = -1;

  size_t keys() const { return seq_past + seq_k; }
  /// Where a query stands in a contiguous [batch, num_heads, seq_q].
  size_t query_index(size_t batch_index, size_t head, size_t query) const {
    return (batch_index * num_heads + head) * seq_q + query;
  }
  size_t heads_per_kv_head() const { return num_heads / num_kv_heads; }

  const float* key(size_t batch_index, size_t kv_head, size_t j) const {
    return j < seq_past ? past_k.row(batch_index, kv_head, j) : k.row(batch_index, kv_head, j - seq_past);
  }
  const float* value(size_t batch_index, size_t kv_head, size_t j) const {
    return j < seq_past ? past_v.row(batch_index, kv_head, j) : v.row(batch_index, kv_head, j - seq_past);
  }
};

}  // namespace dojo
