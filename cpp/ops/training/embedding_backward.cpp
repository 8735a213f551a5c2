// 1. The rows in the order of their ids, by counting;  2. for each id the sum of its rows. Sums stay in registers:
// every element of dy is read once, every one of dtable written once, and a common token's sum is as good as a rare
// one's.
#include "ops/training/embedding_backward.h"

#include <algorithm>

#include "arena.h"
#include "ops/training/embedding.h"
#include "simd/span.h"

namespace dojo {
namespace {

// Afterwards the rows of id i are those in `order` from ends[i - 1] (0 for the first) to ends[i].
void sort_by_id(const int32_t* ids, size_t rows, size_t vocab, int32_t* ends, int32_t* order) {
  std::fill_n(ends, vocab, 0);
  for (size_t row = 0; row < rows; ++row) ++ends[ids[row]];
  int32_t first = 0;
  for (size_t id = 0; id < vocab; ++id) {
    const int32_t count = ends[id];
    ends[id] = first;
    first += count;
  }
  for (size_t row = 0; row < rows; ++row) order[ends[ids[row]]++] = static_cast<int32_t>(row);
}

// sum[e] <- sum over i < count of x[rows[i]][e], for `Batches` batches of columns from x and sum on, or for the first
// `lanes` of a single one.
template <size_t Batches>
void sum_columns(const float* x, size_t dim, const int32_t* rows, size_t count, size_t lanes, float* sum) {
  LongSum total[Batches];
  for (size_t i = 0; i < count;) {
    Batch part[Batches];
    for (Batch& batch : part) batch = Batch(0.0F);
    for (const size_t end = std::min(count, i + longest_sum); i < end; ++i) {
      const float* const row = x + extent(rows[i]) * dim;
      for (size_t b = 0; b < Batches; ++b) {
        part[b] += Batches == 1 ? load_first(row, lanes) : load(row + b * batch_width);
      }
    }
    for (size_t b = 0; b < Batches; ++b) total[b].add(part[b]);
  }
  for (size_t b = 0; b < Batches; ++b) store_first(sum + b * batch_width, total[b].sum, lanes);
}

void sum_rows_of(const float* x, size_t dim, const int32_t* rows, size_t count, float* sum) {
  // About a cache line.
  constexpr size_t strip = 4;
  size_t e = 0;
  for (; e + strip * batch_width <= dim; e += strip * batch_width) {
    sum_columns<strip>(x + e, dim, rows, count, strip * batch_width, sum + e);
  }
  for (; e < dim; e += batch_width) sum_columns<1>(x + e, dim, rows, count, dim - e, sum + e);
}

}  // namespace
}  // namespace dojo

dojo::Status embedding_backward(const int32_t* ids, const float* dy, float* dtable, int32_t rows, int32_t dim,
                                int32_t vocab) {
  using namespace dojo;
  if (!valid_dimensions({rows, dim, vocab})) return Status::bad_shape;
  if (!are_in_table(ids, rows, vocab)) return Status::bad_index;
  const size_t width = extent(dim);
  Scratch scratch;
  auto* const ends = scratch.take<int32_t>(extent(vocab));
  auto* const order = scratch.take<int32_t>(extent(rows));
  if (scratch.exhausted()) return Status::out_of_memory;
  sort_by_id(ids, extent(rows), extent(vocab), ends, order);
  size_t first = 0;
  for (size_t id = 0; id < extent(vocab); ++id) {
    const size_t end = extent(ends[id]);
    sum_rows_of(dy, width, order + first, end - first, dtable + id * width);
    first = end;
  }
  return Status::ok;
}
