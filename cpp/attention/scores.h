// What happens to a run of raw scores (scale * q . k) before the softmax: softcap, then additive bias, then boolean
// mask, the order of ONNX's Attention operator and of Gemma 2 (arXiv 2408.00118).
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>

#include "attention/key_range.h"
#include "attention/problem.h"
#include "simd/elementary.h"
#include "simd/span.h"

namespace dojo {

/// The score of a key that may not be attended.
inline constexpr float masked_score = -std::numeric_limits<float>::infinity();

/// scores[j] <- cap * tanh(scores[j] / cap)
inline void cap_scores(float cap, float* scores, size_t count) {
  const Batch limit(cap);
  map_span(scores, scores, count, [limit](Batch score) { return limit * tanh(score / limit); });
}

inline void add_bias(const float* bias, size_t key_stride, float* scores, size_t count) {
  if (key_stride == 1) {
    for (size_t j = 0; j < count; ++j) scores[j] += bias[j];
  } else {
    for (size_t j = 0; j < count; ++j) scores[j] += bias[j * key_stride];
  }
}

inline float keep_if(uint8_t allowed, float score) {
  if (allowed == 0) return masked_score;
  return score;
}

inline void apply_mask(const uint8_t* mask, size_t key_stride, float* scores, size_t count) {
  if (key_stride == 1) {
    for (size_t j = 0; j < count; ++j) scores[j] = keep_if(mask[j], scores[j]);
  } else {
    for (size_t j = 0; j < count; ++j) scores[j] = keep_if(mask[j * key_stride], scores[j]);
  }
}

/// Finishes the scores of one query for the keys of `computed`, of which it attends at most those of `attended`.
inline void finish_scores(const AttentionProblem& problem, size_t batch, size_t head, size_t query, KeyRange computed,
                          KeyRange attended, float* scores) {
  const KeyRange own = clip(attended, computed);
  const size_t before = own.begin - computed.begin;
  const size_t count = own.end - own.begin;
  if (problem.softcap > 0.0F) cap_scores(problem.softcap, scores, computed.end - computed.begin);
  if (problem.bias.data != nullptr && count > 0) {
    const auto stride = static_cast<size_t>(problem.bias.key_stride);
    add_bias(problem.bias.row(batch, head, query) + own.begin * stride, stride, scores + before, count);
  }
  if (problem.mask.data != nullptr && count > 0) {
    const auto stride = static_cast<size_t>(problem.mask.key_stride);
    apply_mask(problem.mask.row(batch, head, query) + own.begin * stride, stride, scores + before, count);
  }
  std::fill(scores, scores + before, masked_score);
  std::fill(scores + before + count, scores + (computed.end - computed.begin), masked_score);
}

}  // namespace dojo
