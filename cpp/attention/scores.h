// The scores of one panel of queries, [key][query]: each query is a lane, so that softmax over keys has no horizontal
// step.
//
// What happens to a raw score (scale * q . k) before the softmax: softcap, then additive bias, then boolean mask, the
// order of ONNX's Attention operator and of Gemma 2 (arXiv 2408.00118).
#pragma once

#include <algorithm>
#include <cstddef>

#include "attention/query_block.h"
#include "simd/elementary.h"
#include "simd/finite.h"

namespace dojo {

/// The scores of a panel against the keys from `first` on lie at `data`, [..][panel_width]; `computed` says which of
/// them were computed (whole tiles), which holds all that any query of the panel attends.
struct PanelScores {
  float* data;
  size_t first;
  KeyRange computed;

  float* row(size_t j) const { return data + (j - first) * panel_width; }
};

/// result[j - first] <- rows of keys times a panel of queries, for whole tiles of keys.
inline void multiply_keys(const float* packed, const float* panel, size_t dim, KeyRange keys, size_t first,
                          float* result) {
  for (size_t j = keys.begin; j < keys.end; j += tile_rows) {
    float* const target = result + (j - first) * panel_width;
    size_t d = 0;
    do {
      multiply_panels(std::min(dim - d, longest_sum), packed + j * dim + d * tile_rows, panel + d * panel_width,
                      [target, d](size_t row, size_t b, Batch sum) {
                        float* const at = target + row * panel_width + b * batch_width;
                        store(at, d == 0 ? sum : load(at) + sum);
                      });
      d += longest_sum;
    } while (d < dim);
  }
}

/// s <- scale q k^T for the keys of a block that the panel attends.
inline PanelScores compute_scores(const QueryBlock& block, const QueryPanel& panel, const float* packed_k,
                                  KeyRange keys, float* scores) {
  const KeyRange own = clip(panel.keys, keys);
  if (own.empty()) return {scores, keys.begin, {keys.begin, keys.begin}};
  const KeyRange computed{round_down(own.begin, tile_rows), round_up(own.end, tile_rows)};
  multiply_keys(packed_k, panel.q, block.head_dim, computed, keys.begin, scores);
  return {scores, keys.begin, computed};
}

/// s <- cap * tanh(s / cap); the slope of that, 1 - tanh^2, goes to `slope` unless that is null. A score that has left
/// float32 becomes NaN, which tells: tanh would make a number of it, and not always the right one.
inline void cap_scores(float softcap, const PanelScores& scores, float* slope) {
  const Batch cap(softcap);
  const size_t count = (scores.computed.end - scores.computed.begin) * panel_width;
  float* const s = scores.row(scores.computed.begin);
  for (size_t i = 0; i < count; i += batch_width) {
    const Batch score = load(s + i);
    const Batch bent = tanh(score / cap) + strangeness(score);
    store(s + i, cap * bent);
    if (slope != nullptr) store(slope + (s - scores.data) + i, constant<one>() - bent * bent);
  }
}

/// s[j][lane] <- change(s[j][lane], mask element) for the keys that lane attends.
template <class T, class Change>
inline void apply_elements(const ScoreMask<T>& mask, const QueryPanel& panel, const PanelScores& scores,
                           const Change& change) {
  const KeyRange keys = clip(panel.keys, scores.computed);
  const auto stride = static_cast<size_t>(mask.key_stride);
  for (size_t lane = 0; lane < panel.rows; ++lane) {
    const QueryRow& row = panel.row[lane];
    const T* const elements = mask.row(panel.batch, row.head, row.query);
    float* const column = scores.data + lane;
    for (size_t j = keys.begin; j < keys.end; ++j) {
      float& score = column[(j - scores.first) * panel_width];
      score = change(score, elements[j * stride]);
    }
  }
}

/// Hides the keys outside each lane's own range.
inline void hide_outside(const QueryPanel& panel, const PanelScores& scores) {
  const Batch hidden(masked_score);
  const auto hide = [&](size_t from, size_t to) {
    for (size_t j = from; j < to; ++j) {
      const Indices key(static_cast<int32_t>(j));
      for (size_t b = 0; b < panel_batches; ++b) {
        const auto inside = (key >= load(panel.begin + b * batch_width)) & (key < load(panel.end + b * batch_width));
        float* const s = scores.row(j) + b * batch_width;
        store(s, xsimd::select(xsimd::batch_bool_cast<float>(inside), load(s), hidden));
      }
    }
  };
  const KeyRange shared = clip(panel.shared, scores.computed);
  hide(scores.computed.begin, shared.begin);
  hide(shared.end, scores.computed.end);
}

/// Everything between the product and the softmax. `slope`, as large as the scores: see `cap_scores`.
inline void finish_scores(const AttentionProblem& problem, const QueryPanel& panel, const PanelScores& scores,
                          float* slope = nullptr) {
  if (problem.softcap > 0.0F) cap_scores(problem.softcap, scores, slope);
  if (problem.bias.data != nullptr) {
    apply_elements(problem.bias, panel, scores, [](float score, float bias) {
      // The score of a hidden key may be anything, NaN too. That of another, if it has left float32, becomes NaN, which
      // tells: the bias may bring it back.
      return bias == masked_score ? masked_score : score + (bias + score * 0.0F);
    });
  }
  if (problem.mask.data != nullptr) {
    apply_elements(problem.mask, panel, scores, [](float score, uint8_t allowed) {
      if (allowed == 0) return masked_score;
      return score;
    });
  }
  hide_outside(panel, scores);
}

}  // namespace dojo
