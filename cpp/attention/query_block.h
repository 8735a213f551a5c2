// A block of queries, packed for the register tiles. The query heads that share a key head are rows of the same
// blocks, so that a packed key serves all of them.
#pragma once

#include <algorithm>
#include <cstddef>

#include "arena.h"
#include "attention/key_range.h"
#include "attention/problem.h"
#include "simd/matmul.h"

namespace dojo {

/// A block of queries and a block of packed keys and values fit the second-level cache together.
inline constexpr size_t panels_per_block = 8;
inline constexpr size_t query_block = panels_per_block * panel_width;
/// Whole tiles of any height up to 6. The scores of one panel against it fit the first-level cache.
inline constexpr size_t key_block = 240;
static_assert(key_block % tile_rows == 0 && key_block % batch_width == 0);
/// A sum over so many keys of a block is one of parts: of how many keys.
constexpr size_t part_of_block(size_t keys) { return keys <= longest_sum ? longest_sum : key_block / 2; }
static_assert(key_block / 2 <= longest_sum);

struct QueryRow {
  size_t head;
  size_t query;
};

/// As many queries as a right panel has lanes. Lanes beyond `rows` compute something that nobody reads.
struct QueryPanel {
  size_t batch;
  size_t kv_head;
  size_t rows;
  QueryRow row[panel_width];
  int32_t begin[panel_width];  // the keys of each lane
  int32_t end[panel_width];
  KeyRange keys;    // what any lane attends
  KeyRange shared;  // what all lanes attend
  float* q;         // [head_dim][panel_width], scaled
};

struct QueryBlock {
  size_t head_dim;
  size_t panels;
  KeyRange keys;  // what any query attends
  QueryPanel panel[panels_per_block];
};

inline size_t rows_of(const AttentionProblem& problem) { return problem.heads_per_kv_head() * problem.seq_q; }

/// How many blocks the queries that read one key head come to.
inline size_t blocks_of_head(const AttentionProblem& problem) {
  return (rows_of(problem) + query_block - 1) / query_block;
}

/// How many panels the largest block of a problem has.
inline size_t panels_of_block(const AttentionProblem& problem) {
  return std::min(panels_per_block, round_up(rows_of(problem), panel_width) / panel_width);
}

/// Fills the lanes of a panel with the rows from `first` on of what reads `kv_head`.
inline void describe_panel(const AttentionProblem& problem, size_t batch, size_t kv_head, size_t first,
                           QueryPanel& panel) {
  panel.batch = batch;
  panel.kv_head = kv_head;
  panel.rows = std::min(panel_width, rows_of(problem) - first);
  panel.keys = {};
  panel.shared = {0, problem.keys()};
  for (size_t lane = 0; lane < panel_width; ++lane) {
    const size_t row = first + std::min(lane, panel.rows - 1);
    panel.row[lane] = {kv_head * problem.heads_per_kv_head() + row / problem.seq_q, row % problem.seq_q};
    const KeyRange keys = attended_keys(problem, batch, panel.row[lane].query);
    panel.begin[lane] = static_cast<int32_t>(keys.begin);
    panel.end[lane] = static_cast<int32_t>(keys.end);
    panel.keys = hull(panel.keys, keys);
    panel.shared = clip(keys, panel.shared);
  }
}

/// Makes the block of the rows from `first` on; `q` of every panel must have its memory. `factor` multiplies q.
inline void load_queries(const AttentionProblem& problem, size_t batch, size_t kv_head, size_t first, float factor,
                         QueryBlock& block) {
  const size_t rows = std::min(query_block, rows_of(problem) - first);
  block.head_dim = problem.head_dim;
  block.panels = round_up(rows, panel_width) / panel_width;
  block.keys = {};
  for (size_t p = 0; p < block.panels; ++p) {
    QueryPanel& panel = block.panel[p];
    describe_panel(problem, batch, kv_head, first + p * panel_width, panel);
    block.keys = hull(block.keys, panel.keys);
    const float* q[panel_width];
    for (size_t lane = 0; lane < panel.rows; ++lane) {
      q[lane] = problem.q.row(batch, panel.row[lane].head, panel.row[lane].query);
    }
    pack_transposed<panel_width>(q, panel.rows, problem.head_dim, panel.q, factor);
  }
}

}  // namespace dojo
