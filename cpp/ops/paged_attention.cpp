// For each sequence: 1. copy its pages, head by head;  2. attend. A decoding step reads each key once: the copy is
// about as much work as the attention, leaves its loops as they are, and gives them rows that follow each other.
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

// The slots of sequence b, of [heads][dim] each: the rows of a head one after the other, those of the next `apart`
// floats on.
void gather(const Pages& p, size_t b, const float* pages, size_t heads, size_t dim, size_t apart, float* rows) {
  for (size_t j = 0; j < extent(p.lengths[b]); ++j) {
    const size_t slot = extent(p.row(b)[j / p.page_size]) * p.page_size + j % p.page_size;
    for (size_t head = 0; head < heads; ++head) {
      std::copy_n(pages + (slot * heads + head) * dim, dim, rows + head * apart + j * dim);
    }
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
  Scratch scratch;
  auto* const k = scratch.take<float>(longest, problem.num_kv_heads * problem.head_dim);
  auto* const v = scratch.take<float>(longest, problem.num_kv_heads * problem.value_dim);
  if (scratch.exhausted()) return Status::out_of_memory;
  const size_t k_head = longest * problem.head_dim;
  const size_t v_head = longest * problem.value_dim;
  problem.k = {k, 0, k_head, problem.head_dim};
  problem.v = {v, 0, v_head, problem.value_dim};

  Status status = Status::ok;
  for (size_t b = 0; b < given.batch && status == Status::ok; ++b) {
    gather(given, b, k_pages, problem.num_kv_heads, problem.head_dim, k_head, k);
    gather(given, b, v_pages, problem.num_kv_heads, problem.value_dim, v_head, v);
    problem.seq_k = extent(lengths[b]);
    problem.q = contiguous_heads(q + b * problem.num_heads * problem.head_dim, problem.num_heads, 1, problem.head_dim);
    problem.out =
        contiguous_heads(out + b * problem.num_heads * problem.value_dim, problem.num_heads, 1, problem.value_dim);
    status = attend(problem);
  }
  return status;
}
