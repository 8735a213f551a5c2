// A recurrence over the keys, read by each query when the keys that it attends are in.
#include "ops/linear_attention.h"

#include <algorithm>

#include "arena.h"
#include "simd/elementary.h"
#include "simd/rows.h"

namespace dojo {
namespace {

// elu(x) + 1 = x + 1 for x > 0, e^x otherwise
void feature_map(const float* x, float* features, size_t count) {
  map_span(x, features, count,
           [](Batch value) { return xsimd::select(value > Batch(0.0F), value + Batch(1.0F), exp(value)); });
}

// What is known of the keys so far. `features` is scratch of the size of one query or key.
struct Memory {
  size_t head_dim, value_dim;
  float *state, *total, *features;

  void clear() const {
    std::fill_n(state, head_dim * value_dim, 0.0F);
    std::fill_n(total, head_dim, 0.0F);
  }

  void add(const float* key, const float* value) const {
    feature_map(key, features, head_dim);
    add_scaled(1.0F, features, head_dim, total);
    for (size_t d = 0; d < head_dim; ++d) add_scaled(features[d], value, value_dim, state + d * value_dim);
  }

  void read(const float* query, float* out) const {
    feature_map(query, features, head_dim);
    const float denominator = dot(features, total, head_dim);
    sum_rows(features, state, head_dim, value_dim, value_dim, out);
    const Batch inverse(denominator == 0.0F ? 0.0F : 1.0F / denominator);
    map_span(out, out, value_dim, [inverse](Batch sum) { return sum * inverse; });
  }
};

}  // namespace
}  // namespace dojo

dojo::Status linear_attention(const float* q, const float* k, const float* v, float* out, int32_t batch,
                              int32_t num_heads, int32_t seq_q, int32_t head_dim, int32_t seq_k, int32_t value_dim,
                              int32_t causal) {
  using namespace dojo;
  if (!valid_dimensions({batch, num_heads, seq_q, head_dim, seq_k, value_dim})) return Status::bad_shape;
  const size_t dim = extent(head_dim);
  const size_t width = extent(value_dim);
  Scratch scratch;
  const Memory memory{dim, width, scratch.take<float>(dim, width), scratch.take<float>(dim), scratch.take<float>(dim)};
  if (scratch.exhausted()) return Status::out_of_memory;

  for (size_t head = 0; head < extent(batch) * extent(num_heads); ++head) {
    memory.clear();
    size_t known = 0;
    for (size_t i = 0; i < extent(seq_q); ++i) {
      const size_t attended = causal != 0 ? std::min(i + 1, extent(seq_k)) : extent(seq_k);
      for (; known < attended; ++known) {
        const size_t key = head * extent(seq_k) + known;
        memory.add(k + key * dim, v + key * width);
      }
      const size_t query = head * extent(seq_q) + i;
      memory.read(q + query * dim, out + query * width);
    }
  }
  return Status::ok;
}
