#include "ops/cache/store_narrow.h"

#include "attention/narrow.h"
#include "attention/problem.h"

namespace dojo {
namespace {

// New rows, one head after the other, and where they go.
struct Rows {
  const float* data;
  size_t dim;
  Heads<float> cache;
};

template <class Element>
void store_head(const Rows& rows, size_t count, size_t batch, size_t kv_head, size_t head, int32_t& strange) {
  for (size_t j = 0; j < count; ++j) {
    const float* const row = rows.data + (head * count + j) * rows.dim;
    if (!Element::narrow(row, rows.dim, rows.cache.row(batch, kv_head, j))) strange = 1;
  }
}

}  // namespace
}  // namespace dojo

dojo::Status store_narrow(const float* k, const float* v, float* k_cache, float* v_cache, int32_t* strange,
                          int32_t batch, int32_t num_kv_heads, int32_t seq_k, int32_t head_dim, int32_t value_dim,
                          int32_t k_batch_stride, int32_t k_head_stride, int32_t k_row_stride, int32_t v_batch_stride,
                          int32_t v_head_stride, int32_t v_row_stride, int32_t dtype) {
  using namespace dojo;
  if (!valid_dimensions({batch, num_kv_heads, seq_k, head_dim, value_dim, k_batch_stride, k_head_stride, k_row_stride,
                         v_batch_stride, v_head_stride, v_row_stride})) {
    return Status::bad_shape;
  }
  const Rows both[] = {
      {k, extent(head_dim), {k_cache, extent(k_batch_stride), extent(k_head_stride), extent(k_row_stride)}},
      {v, extent(value_dim), {v_cache, extent(v_batch_stride), extent(v_head_stride), extent(v_row_stride)}},
  };
  const size_t heads = extent(num_kv_heads);
  const auto store_rows = dtype == 0 ? store_head<Halves> : store_head<Bytes>;
  for (size_t head = 0; head < extent(batch) * heads; ++head) {
    for (const Rows& rows : both) store_rows(rows, extent(seq_k), head / heads, head % heads, head, strange[head]);
  }
  return Status::ok;
}
