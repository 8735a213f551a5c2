// For each sequence: 1. copy its pages, one after the other;  2. attend. A page is one run of memory, and a decoding
// step reads each key once: the copy is about as much work as the attention, and leaves its loops as they are.
#include "ops/paged_attention.h"

#include <algorithm>

#include "arena.h"
#include "ops/scaled_dot_product_attention.h"

namespace dojo {
namespace {

// The pages of a batch of sequences.
struct Pages {
  const int32_t *lengths, *table;
  size_t batch, pages, page_size, max_pages;

  const int32_t* row(size_t b) const { return table + b * max_pages; }
  // How many pages sequence b needs.
  size_t count(size_t b) const { return (extent(lengths[b]) + page_size - 1) / page_size; }
};

bool are_there(const Pages& p) {
  for (size_t b = 0; b < p.batch; ++b) {
    if (p.lengths[b] < 0 || extent(p.lengths[b]) > p.max_pages * p.page_size) return false;
    if (p.lengths[b] == 0) continue;
    const auto is_there = [&](int32_t page) { return page >= 0 && extent(page) < p.pages; };
    if (!std::all_of(p.row(b), p.row(b) + p.count(b), is_there)) return false;
  }
  return true;
}

// The slots of sequence b, of `width` floats each, one after the other.
void gather(const Pages& p, size_t b, const float* pages, size_t width, float* slots) {
  const size_t length = extent(p.lengths[b]);
  for (size_t first = 0; first < length; first += p.page_size) {
    const float* const page = pages + extent(p.row(b)[first / p.page_size]) * p.page_size * width;
    std::copy_n(page, std::min(p.page_size, length - first) * width, slots + first * width);
  }
}

}  // namespace
}  // namespace dojo

dojo::Status paged_attention(const float* q, const float* k_pages, const float* v_pages, const int32_t* lengths,
                             const int32_t* table, float* out, int32_t batch, int32_t num_heads, int32_t head_dim,
                             int32_t pages, int32_t page_size, int32_t num_kv_heads, int32_t value_dim,
                             int32_t max_pages, float scale) {
  using namespace dojo;
  if (!valid_dimensions({batch, num_heads, head_dim, pages, page_size, num_kv_heads, value_dim, max_pages}) ||
      !is_dimension(int64_t{max_pages} * page_size) ||
      (num_kv_heads == 0 ? num_heads > 0 : num_heads % num_kv_heads != 0)) {
    return Status::bad_shape;
  }
  const Pages given{lengths, table, extent(batch), extent(pages), extent(page_size), extent(max_pages)};
  if (!are_there(given)) return Status::bad_index;
  const size_t longest = batch == 0 ? 0 : extent(*std::max_element(lengths, lengths + batch));
  AttentionProblem problem;
  problem.batch = 1;
  problem.seq_q = 1;
  problem.num_heads = extent(num_heads);
  problem.num_kv_heads = extent(num_kv_heads);
  problem.head_dim = extent(head_dim);
  problem.value_dim = extent(value_dim);
  problem.scale = scale;
  const size_t k_width = problem.num_kv_heads * problem.head_dim;
  const size_t v_width = problem.num_kv_heads * problem.value_dim;
  Scratch scratch;
  auto* const k = scratch.take<float>(longest, k_width);
  auto* const v = scratch.take<float>(longest, v_width);
  if (scratch.exhausted()) return Status::out_of_memory;
  problem.k = {k, 0, problem.head_dim, k_width};
  problem.v = {v, 0, problem.value_dim, v_width};

  Status status = Status::ok;
  for (size_t b = 0; b < given.batch && status == Status::ok; ++b) {
    gather(given, b, k_pages, k_width, k);
    gather(given, b, v_pages, v_width, v);
    problem.seq_k = extent(lengths[b]);
    problem.q = contiguous_heads(q + b * problem.num_heads * problem.head_dim, problem.num_heads, 1, problem.head_dim);
    problem.out =
        contiguous_heads(out + b * problem.num_heads * problem.value_dim, problem.num_heads, 1, problem.value_dim);
    status = attend(problem);
  }
  return status;
}
