// The two products of attention for few queries (a decode step, a few guesses): keys and values are read once,
// where they lie, whatever they are kept as. The scores have the layout of scores.h, so that all between the products
// is the same.
#pragma once

#include "attention/query_block.h"
#include "attention/scores.h"

namespace dojo {

/// Packing pays for more than so many panels of queries, which each read the keys anew.
inline constexpr size_t few_panels = 4;

inline bool has_few_queries(const AttentionProblem& problem) { return rows_of(problem) <= few_panels * panel_width; }

/// The most keys that scores are computed of at a time: `scores` has room for one less than that beyond its block.
inline constexpr size_t keys_at_once = batch_width;

/// A row of numbers that are kept in a part of a float is padded to whole batches, of which one word of as many bytes
/// as a float holds so many.
inline constexpr size_t most_in_word = 4;

struct InPlaceProducts {
  /// As `load_queries`, for a block of one panel, in an order of its own.
  void (*load)(const AttentionProblem& problem, size_t batch, size_t kv_head, size_t first, float factor,
               QueryBlock& block);
  /// As `compute_scores`.
  PanelScores (*score)(const AttentionProblem& problem, const QueryPanel& panel, KeyRange keys, float* scores);
  /// o <- r o + s v, with o [rows][value_dim] and the scratch `part`, [panel_width][value_dim, padded]. May change s.
  void (*add)(const AttentionProblem& problem, const QueryPanel& panel, KeyRange keys, const PanelScores& scores,
              const float* rescale, float* part, float* o);
};

/// Of keys and values that are floats.
extern const InPlaceProducts products_of_floats;

}  // namespace dojo
