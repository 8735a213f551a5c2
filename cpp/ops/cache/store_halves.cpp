#include "ops/cache/store_halves.h"

#include <algorithm>

#include "attention/halves.h"
#include "attention/problem.h"
#include "simd/span.h"

namespace dojo {
namespace {

// Writes one row. Whether all of it is finite.
bool store_row(const float* row, size_t dim, float* words) {
  Bits largest(0U);
  for (size_t d = 0; d < dim; d += 2 * batch_width, words += batch_width) {
    const size_t left = dim - d;
    const Bits low = nearest_halves(load_first(row + d, left));
    const Bits high =
        left > batch_width ? nearest_halves(load_first(row + d + batch_width, left - batch_width)) : Bits(0U);
    store(words, xsimd::bitwise_cast<float>(low | (high << 16)));
    largest = xsimd::max(largest, xsimd::max(low & Bits(0x7FFF), high & Bits(0x7FFF)));
  }
  return xsimd::reduce_max(largest) < infinite_half;
}

}  // namespace
}  // namespace dojo

dojo::Status store_halves(const float* k, const float* v, float* k_cache, float* v_cache, int32_t* strange,
                          int32_t batch, int32_t num_kv_heads, int32_t seq_k, int32_t head_dim, int32_t value_dim,
                          int32_t k_batch_stride, int32_t k_head_stride, int32_t k_row_stride, int32_t v_batch_stride,
                          int32_t v_head_stride, int32_t v_row_stride) {
  using namespace dojo;
  if (!valid_dimensions({batch, num_kv_heads, seq_k, head_dim, value_dim, k_batch_stride, k_head_stride, k_row_stride,
                         v_batch_stride, v_head_stride, v_row_stride})) {
    return Status::bad_shape;
  }
  const Heads<float> keys{k_cache, extent(k_batch_stride), extent(k_head_stride), extent(k_row_stride)};
  const Heads<float> values{v_cache, extent(v_batch_stride), extent(v_head_stride), extent(v_row_stride)};
  const size_t heads = extent(num_kv_heads);
  for (size_t head = 0; head < extent(batch) * heads; ++head) {
    for (size_t j = 0; j < extent(seq_k); ++j, k += head_dim, v += value_dim) {
      const bool has_finite_key = store_row(k, extent(head_dim), keys.row(head / heads, head % heads, j));
      const bool has_finite_value = store_row(v, extent(value_dim), values.row(head / heads, head % heads, j));
      if (!has_finite_key || !has_finite_value) strange[head] = 1;
    }
  }
  return Status::ok;
}
