// The softmax of a panel of queries, carried along from one block of keys to the next (FlashAttention-2, arXiv
// 2307.08691, section 3.1): a maximum m, a sum l, and the weighted values o.
#pragma once

#include <algorithm>

#include "attention/query_block.h"
#include "attention/scores.h"
#include "simd/softmax.h"

namespace dojo {

struct RunningSoftmax {
  Batch maximum[panel_batches];  // m
  Batch sum[panel_batches];      // l
  float* o;                      // [value_dim in whole tiles][panel_width]; in place [rows][value_dim]
};

/// How many blocks float32 sums up. What is longer is summed in float64, a stretch of so many at a time.
inline constexpr size_t blocks_per_stretch = 16;

/// The stretches before the present one, as of a maximum that may since have grown.
struct EarlierStretches {
  float maximum[panel_width];
  double sum[panel_width];
  double* o;  // as that of RunningSoftmax
};

inline void store_lanes(const Batch* batches, float* lanes) {
  for (size_t b = 0; b < panel_batches; ++b) store(lanes + b * batch_width, batches[b]);
}

// maximum <- max(maximum, max_j s). Two rows at a time, since a maximum has to wait for the one before.
inline void update_maximum(const float* s, size_t count, Batch* maximum) {
  Batch odd[panel_batches];
  std::copy_n(maximum, panel_batches, odd);
  size_t i = 0;
  for (; i + 2 * panel_width <= count; i += 2 * panel_width) {
    for (size_t b = 0; b < panel_batches; ++b) {
      maximum[b] = xsimd::max(maximum[b], load(s + i + b * batch_width));
      odd[b] = xsimd::max(odd[b], load(s + i + panel_width + b * batch_width));
    }
  }
  for (size_t b = 0; b < panel_batches; ++b) {
    if (i < count) maximum[b] = xsimd::max(maximum[b], load(s + i + b * batch_width));
    maximum[b] = xsimd::max(maximum[b], odd[b]);
  }
}

// scores <- exp(scores - m'), with m and l brought up to date; `rescale` is what o has to be multiplied by.
inline void update_softmax(const PanelScores& scores, size_t rows, RunningSoftmax& state, Batch* rescale) {
  float* const s = scores.row(scores.computed.begin);
  const size_t count = (scores.computed.end - scores.computed.begin) * panel_width;
  const size_t part = part_of_block(count / panel_width) * panel_width;
  Batch maximum[panel_batches];
  std::copy_n(state.maximum, panel_batches, maximum);
  update_maximum(s, count, maximum);
  for (size_t b = 0; b * batch_width < rows; ++b) {
    const Batch shift = shift_of(maximum[b]);
    rescale[b] = exp_of_difference(state.maximum[b] - shift);
    Batch sum = rescale[b] * state.sum[b];
    for (size_t from = 0; from < count; from += part) {
      const size_t to = std::min(count, from + part);
      Batch weights(0.0F);
      for (size_t i = from + b * batch_width; i < to; i += panel_width) {
        const Batch weight = exp_of_difference(load(s + i) - shift);
        store(s + i, weight);
        weights += weight;
      }
      sum += weights;
    }
    state.maximum[b] = maximum[b];
    state.sum[b] = sum;
  }
}

/// Ends a stretch. A lane has elements of o that follow each other, `run` of them, or with a run of 1 every
/// `panel_width`th.
[[gnu::cold, gnu::noinline]] inline void end_stretch(RunningSoftmax& state, EarlierStretches& earlier, size_t count,
                                                     size_t run) {
  float maximum[panel_width];
  float sum[panel_width];
  float rescale[panel_width];
  store_lanes(state.maximum, maximum);
  store_lanes(state.sum, sum);
  for (size_t b = 0; b < panel_batches; ++b) {
    const Batch before = load(earlier.maximum + b * batch_width);
    store(rescale + b * batch_width, exp_of_difference(before - shift_of(state.maximum[b])));
    state.sum[b] = Batch(0.0F);
  }
  for (size_t lane = 0; lane < panel_width; ++lane) {
    earlier.sum[lane] = earlier.sum[lane] * double{rescale[lane]} + double{sum[lane]};
    earlier.maximum[lane] = maximum[lane];
  }
  for (size_t i = 0; i < count; ++i) {
    earlier.o[i] = earlier.o[i] * double{rescale[i / run % panel_width]} + double{state.o[i]};
    state.o[i] = 0.0F;
  }
}

}  // namespace dojo
