// The keys and values of one head, packed for the register tiles: once per head, for all queries that read it.
#pragma once

#include <algorithm>

#include "arena.h"
#include "attention/key_range.h"
#include "attention/problem.h"
#include "simd/matmul.h"

namespace dojo {

/// The keys that any query of a batch entry attends: nothing else is packed, and nothing else read.
inline KeyRange keys_of_any_query(const AttentionProblem& problem, size_t batch) {
  KeyRange keys;
  for (size_t query = 0; query < problem.seq_q; ++query) keys = hull(keys, attended_keys(problem, batch, query));
  return keys;
}

/// Rows of keys as left panels over their elements: panel p holds the keys from p * tile_rows, [dim][tile_rows].
/// `row(j)` is row j.
template <class Row>
void pack_rows_of_keys(const Row& row, KeyRange keys, size_t total, size_t dim, float* packed) {
  for (size_t first = round_down(keys.begin, tile_rows); first < keys.end; first += tile_rows) {
    const size_t count = std::min(tile_rows, total - first);
    const float* rows[tile_rows];
    for (size_t lane = 0; lane < count; ++lane) rows[lane] = row(first + lane);
    pack_transposed<tile_rows>(rows, count, dim, packed + first * dim);
  }
}

/// Rows of keys as left panels over the keys: panel c holds the columns from c * tile_rows, [total][tile_rows].
template <class Row>
void pack_columns_of_keys(const Row& row, KeyRange keys, size_t total, size_t dim, float* packed) {
  for (size_t j = keys.begin; j < keys.end; ++j) pack_row<tile_rows>(row(j), dim, j, total * tile_rows, packed);
}

}  // namespace dojo
