// A product of q and r, of which a query needs a band: its row is r[seq - 1 - i] to r[2 seq - 2 - i], one place to the
// left of the row before. So a tile of queries takes seq + tile_rows - 1 rows of r, and writes each row of products
// where it belongs (what the paper calls skewing, without the matrix that is skewed).
//
//   once:                      pack r in right panels
//   per tile of queries:       pack q in a left panel
//     per panel of its band:   1. p <- q r^T
//                              2. scores[i][j] <- p[i][j - i + seq - 1] for those j that there are
#include "ops/training/relative_scores.h"

#include <algorithm>

#include "arena.h"
#include "simd/long_sum.h"
#include "simd/matmul.h"

namespace dojo {
namespace {

struct Sizes {
  size_t seq, head_dim;

  size_t distances() const { return seq == 0 ? 0 : 2 * seq - 1; }
  // The first row of r that a query needs; it needs `seq` of them.
  size_t first_of(size_t query) const { return seq - 1 - query; }
};

void pack_distances(const Sizes& sizes, const float* r, float* packed) {
  for (size_t first = 0; first < sizes.distances(); first += panel_width, packed += panel_width * sizes.head_dim) {
    const size_t count = std::min(panel_width, sizes.distances() - first);
    const float* rows[panel_width];
    for (size_t lane = 0; lane < count; ++lane) rows[lane] = r + (first + lane) * sizes.head_dim;
    pack_transposed<panel_width>(rows, count, sizes.head_dim, packed);
  }
}

// products[row][lane] <- the query `row` of a tile times the distance `lane` of a panel
void multiply_tile(size_t depth, const float* q, const float* r, float (*products)[panel_width]) {
  LongSum total[tile_rows][panel_batches];
  for (size_t d = 0; d < depth; d += longest_sum) {
    multiply_panels(std::min(depth - d, longest_sum), q + d * tile_rows, r + d * panel_width,
                    [&total](size_t row, size_t b, Batch sum) { total[row][b].add(sum); });
  }
  for (size_t row = 0; row < tile_rows; ++row) {
    for (size_t b = 0; b < panel_batches; ++b) store(products[row] + b * batch_width, total[row][b].sum);
  }
}

// Of the distances of a panel, which begin at `first`, to the row of scores of a query those that it has.
void place_products(const Sizes& sizes, size_t query, size_t first, const float* products, float* scores) {
  const size_t begin = std::max(first, sizes.first_of(query));
  const size_t end = std::min(first + panel_width, sizes.first_of(query) + sizes.seq);
  if (begin + panel_width == end) {
    copy_lanes<panel_width>(products, scores + (first - sizes.first_of(query)));
    return;
  }
  for (size_t at = begin; at < end; ++at) scores[at - sizes.first_of(query)] = products[at - first];
}

// Queries that follow each other, `count` of them from `query` on.
void score_tile(const Sizes& sizes, const float* q, size_t query, size_t count, const float* packed_r, float* packed_q,
                float* scores) {
  const float* rows[tile_rows];
  for (size_t row = 0; row < count; ++row) rows[row] = q + (query + row) * sizes.head_dim;
  pack_transposed<tile_rows>(rows, count, sizes.head_dim, packed_q);
  const size_t last = sizes.first_of(query) + sizes.seq;
  float products[tile_rows][panel_width];
  for (size_t first = round_down(sizes.first_of(query + count - 1), panel_width); first < last; first += panel_width) {
    multiply_tile(sizes.head_dim, packed_q, packed_r + first * sizes.head_dim, products);
    for (size_t row = 0; row < count; ++row) {
      place_products(sizes, query + row, first, products[row], scores + (query + row) * sizes.seq);
    }
  }
}

}  // namespace
}  // namespace dojo

dojo::Status relative_scores(const float* q, const float* r, float* scores, int32_t batch, int32_t num_heads,
                             int32_t seq, int32_t head_dim) {
  using namespace dojo;
  if (!valid_dimensions({batch, num_heads, seq, head_dim})) return Status::bad_shape;
  const Sizes sizes{extent(seq), extent(head_dim)};
  Scratch scratch;
  auto* const packed_r = scratch.take<float>(round_up(sizes.distances(), panel_width), sizes.head_dim);
  // Packing may spill beyond the panel.
  auto* const packed_q = scratch.take<float>(tile_rows * sizes.head_dim + batch_width);
  if (scratch.exhausted()) return Status::out_of_memory;
  pack_distances(sizes, r, packed_r);
  for (size_t head = 0; head < extent(batch) * extent(num_heads); ++head) {
    for (size_t query = 0; query < sizes.seq; query += tile_rows) {
      const size_t count = std::min(tile_rows, sizes.seq - query);
      score_tile(sizes, q, query, count, packed_r, packed_q, scores);
    }
    q += sizes.seq * sizes.head_dim;
    scores += sizes.seq * sizes.seq;
  }
  return Status::ok;
}
