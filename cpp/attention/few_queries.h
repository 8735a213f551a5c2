// The two products of attention for as few queries as one panel holds (a decode step): keys and values are read once,
// where they lie. The scores have the layout of scores.h, so that all between the products is the same.
#pragma once

#include <algorithm>

#include "attention/query_block.h"
#include "attention/scores.h"
#include "simd/dot.h"

namespace dojo {

inline bool has_few_queries(const AttentionProblem& problem) { return rows_of(problem) <= panel_width; }

/// As `load_queries`, for a block of one panel whose q stays [rows][head_dim].
inline void load_few_queries(const AttentionProblem& problem, size_t batch, size_t kv_head, float factor,
                             QueryBlock& block) {
  QueryPanel& panel = block.panel[0];
  describe_panel(problem, batch, kv_head, 0, panel);
  block.head_dim = problem.head_dim;
  block.panels = 1;
  block.keys = panel.keys;
  const Batch scale(factor);
  for (size_t lane = 0; lane < panel.rows && problem.head_dim > 0; ++lane) {
    map_span(problem.q.row(batch, panel.row[lane].head, panel.row[lane].query), panel.q + lane * problem.head_dim,
             problem.head_dim, [scale](Batch value) { return value * scale; });
  }
}

/// As `compute_scores`.
inline PanelScores score_keys_in_place(const AttentionProblem& problem, const QueryPanel& panel, KeyRange keys,
                                       float* scores) {
  const KeyRange own = clip(panel.keys, keys);
  std::fill_n(scores + (own.begin - keys.begin) * panel_width, (own.end - own.begin) * panel_width, 0.0F);
  for (size_t j = own.begin; j < own.end; j += batch_width) {
    // Beyond the last key the last one again, whose product is dropped.
    const float* rows[batch_width];
    for (size_t i = 0; i < batch_width; ++i) {
      rows[i] = problem.key(panel.batch, panel.kv_head, std::min(j + i, own.end - 1));
    }
    for (size_t lane = 0; lane < panel.rows; ++lane) {
      float products[batch_width];
      store(products, dot_rows(panel.q + lane * problem.head_dim, rows, problem.head_dim));
      float* const target = scores + (j - keys.begin) * panel_width + lane;
      for (size_t i = 0; i < std::min(batch_width, own.end - j); ++i) target[i * panel_width] = products[i];
    }
  }
  return {scores, keys.begin, own};
}

/// o <- r o + s v, with o and the scratch `part` [rows][value_dim].
inline void add_values_in_place(const AttentionProblem& problem, const QueryPanel& panel, KeyRange keys,
                                const PanelScores& scores, const float* rescale, float* part, float* o) {
  const size_t dim = problem.value_dim;
  std::fill_n(part, panel.rows * dim, 0.0F);
  constexpr size_t keys_at_once = 4;
  for (size_t j = keys.begin; j < keys.end; j += keys_at_once) {
    const size_t count = std::min(keys_at_once, keys.end - j);
    const float* rows[keys_at_once];
    for (size_t i = 0; i < count; ++i) rows[i] = problem.value(panel.batch, panel.kv_head, j + i);
    for (size_t lane = 0; lane < panel.rows; ++lane) {
      float weights[keys_at_once];
      for (size_t i = 0; i < count; ++i) weights[i] = scores.row(j + i)[lane];
      if (count == keys_at_once) {
        add_rows<keys_at_once>(weights, rows, dim, part + lane * dim);
      } else {
        for (size_t i = 0; i < count; ++i) add_rows<1>(weights + i, rows + i, dim, part + lane * dim);
      }
    }
  }
  for (size_t lane = 0; lane < panel.rows; ++lane) {
    const Batch r(rescale[lane]);
    for (size_t e = 0; e < dim; e += batch_width) {
      const size_t at = lane * dim + e;
      store_first(o + at, multiply_add(r, load_first(o + at, dim - e), load_first(part + at, dim - e)), dim - e);
    }
  }
}

}  // namespace dojo
