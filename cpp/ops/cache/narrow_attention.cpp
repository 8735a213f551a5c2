#include "ops/cache/narrow_attention.h"

#include "arena.h"
#include "attention/in_place.h"
#include "attention/narrow.h"
#include "ops/scaled_dot_product_attention.h"

namespace dojo {
namespace {

// What reads one head of keys.
AttentionProblem problem_of_head(const AttentionProblem& problem, size_t batch, size_t kv_head) {
  const size_t first = kv_head * problem.heads_per_kv_head();
  const size_t query = problem.query_index(batch, first, 0);
  AttentionProblem one = problem;
  one.batch = 1;
  one.num_heads = problem.heads_per_kv_head();
  one.num_kv_heads = 1;
  one.q.data = problem.q.row(batch, first, 0);
  one.k.data = problem.k.row(batch, kv_head, 0);
  one.v.data = problem.v.row(batch, kv_head, 0);
  one.out.data = problem.out.row(batch, first, 0);
  if (problem.mask.data != nullptr) one.mask.data = problem.mask.row(batch, first, 0);
  if (problem.bias.data != nullptr) one.bias.data = problem.bias.row(batch, first, 0);
  if (problem.sinks != nullptr) one.sinks += first;
  if (problem.query_offset != nullptr) one.query_offset += batch;
  if (problem.kv_lengths != nullptr) one.kv_lengths += batch;
  if (problem.weights != nullptr) one.weights += query * problem.keys();
  if (problem.lse != nullptr) one.lse += query;
  return one;
}

// Rows as floats, in the place of them.
template <class Element>
void widen_rows(size_t keys, size_t dim, float* floats, Heads<const float>& rows) {
  for (size_t j = 0; j < keys; ++j) {
    const float* const row = rows.row(0, 0, j);
    const Batch scale(Element::has_scale ? row[dim / Element::in_word] : 1.0F);
    for (size_t d = 0; d < dim; d += batch_width) {
      const size_t part = d / batch_width % Element::in_word;
      const Batch value =
          Element::widen_any(load(row + (d / batch_width - part) / Element::in_word * batch_width), part);
      store(floats + j * dim + d, Element::has_scale ? value * scale : value);
    }
  }
  rows = {floats, 0, 0, dim};
}

template <class Element>
Status attend_widened(AttentionProblem& head) {
  const size_t k_dim = padded<Element>(head.head_dim);
  const size_t v_dim = padded<Element>(head.value_dim);
  Scratch scratch;
  auto* const k = scratch.take<float>(head.keys(), k_dim);
  auto* const v = scratch.take<float>(head.keys(), v_dim);
  if (scratch.exhausted()) return Status::out_of_memory;
  widen_rows<Element>(head.keys(), k_dim, k, head.k);
  widen_rows<Element>(head.keys(), v_dim, v, head.v);
  return attend(head);
}

template <class Element>
Status attend_narrow(const AttentionProblem& problem, const int32_t* strange) {
  if (problem.num_heads == 0 || problem.seq_q == 0) return Status::ok;
  if (problem.num_kv_heads == 0 || problem.num_heads % problem.num_kv_heads != 0) return Status::bad_shape;
  for (size_t batch = 0; batch < problem.batch; ++batch) {
    for (size_t kv_head = 0; kv_head < problem.num_kv_heads; ++kv_head) {
      AttentionProblem head = problem_of_head(problem, batch, kv_head);
      bool is_right = false;
      Status status = Status::ok;
      if (has_few_queries(head) && strange[batch * problem.num_kv_heads + kv_head] == 0) {
        status = attend_in_place(head, in_place_products<Element>, is_right);
      }
      if (status == Status::ok && !is_right) status = attend_widened<Element>(head);
      if (status != Status::ok) return status;
    }
  }
  return Status::ok;
}

}  // namespace
}  // namespace dojo

dojo::Status narrow_attention(const float* q, const float* k, const float* v, const int32_t* strange,
                              const uint8_t* mask, const float* bias, const float* sinks, const int32_t* query_offset,
                              const int32_t* kv_lengths, float* out, float* weights, float* lse, int32_t batch,
                              int32_t num_heads, int32_t num_kv_heads, int32_t seq_q, int32_t seq_k, int32_t head_dim,
                              int32_t value_dim, int32_t k_batch_stride, int32_t k_head_stride, int32_t k_row_stride,
                              int32_t v_batch_stride, int32_t v_head_stride, int32_t v_row_stride,
                              int32_t mask_batch_stride, int32_t mask_head_stride, int32_t mask_query_stride,
                              int32_t mask_key_stride, int32_t bias_batch_stride, int32_t bias_head_stride,
                              int32_t bias_query_stride, int32_t bias_key_stride, int32_t dtype, float scale,
                              float softcap, int32_t causal, int32_t window_left, int32_t window_right) {
  using namespace dojo;
  if (!valid_dimensions({batch,           num_heads,         num_kv_heads,     seq_q,
                         seq_k,           head_dim,          value_dim,        k_batch_stride,
                         k_head_stride,   k_row_stride,      v_batch_stride,   v_head_stride,
                         v_row_stride,    mask_batch_stride, mask_head_stride, mask_query_stride,
                         mask_key_stride, bias_batch_stride, bias_head_stride, bias_query_stride,
                         bias_key_stride})) {
    return Status::bad_shape;
  }
  AttentionProblem problem;
  problem.batch = extent(batch);
  problem.num_heads = extent(num_heads);
  problem.num_kv_heads = extent(num_kv_heads);
  problem.seq_q = extent(seq_q);
  problem.seq_k = extent(seq_k);
  problem.head_dim = extent(head_dim);
  problem.value_dim = extent(value_dim);
  problem.q = contiguous_heads(q, problem.num_heads, problem.seq_q, problem.head_dim);
  problem.k = {k, extent(k_batch_stride), extent(k_head_stride), extent(k_row_stride)};
  problem.v = {v, extent(v_batch_stride), extent(v_head_stride), extent(v_row_stride)};
  problem.mask = {mask, mask_batch_stride, mask_head_stride, mask_query_stride, mask_key_stride};
  problem.bias = {bias, bias_batch_stride, bias_head_stride, bias_query_stride, bias_key_stride};
  problem.sinks = sinks;
  problem.query_offset = query_offset;
  problem.kv_lengths = kv_lengths;
  problem.out = contiguous_heads(out, problem.num_heads, problem.seq_q, problem.value_dim);
  problem.weights = weights;
  problem.lse = lse;
  problem.scale = scale;
  problem.softcap = softcap;
  problem.causal = causal != 0;
  problem.window_left = window_left;
  problem.window_right = window_right;
  return dtype == 0 ? attend_narrow<Halves>(problem, strange) : attend_narrow<Bytes>(problem, strange);
}
