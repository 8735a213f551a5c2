// Rows of S do not meet each other: a strip of them goes through the whole sequence while it stays in the first-level
// cache, transposed, so that a lane is a row and no sum is across lanes.
//
//   per strip, per token:  1. p <- S k
//                          2. u <- beta (v - p)
//                          3. S <- S + u k^T and out <- S q, in one pass
#include "ops/training/delta_rule.h"

#include <algorithm>

#include "arena.h"
#include "simd/long_sum.h"
#include "simd/span.h"

namespace dojo {
namespace {

constexpr size_t batches_of_strip = 4;

struct Head {
  const float *q, *k, *v, *beta, *initial_state;
  float *out, *final_state;
  size_t seq, head_dim, value_dim;
};

// sum[b] <- the sum over d of term(d, b)
template <size_t Batches, class Term>
void sum_over_depth(size_t depth, Batch* sum, const Term& term) {
  LongSum total[Batches];
  for (size_t d = 0; d < depth;) {
    Batch part[Batches];
    for (Batch& of_rows : part) of_rows = Batch(0.0F);
    for (const size_t end = std::min(depth, d + longest_sum); d < end; ++d) {
      for (size_t b = 0; b < Batches; ++b) part[b] = term(d, b, part[b]);
    }
    for (size_t b = 0; b < Batches; ++b) total[b].add(part[b]);
  }
  for (size_t b = 0; b < Batches; ++b) sum[b] = total[b].sum;
}

// The rows of S from `first` on, as many as `Batches` hold. One batch alone may hold fewer.
template <size_t Batches>
void run_strip(const Head& head, size_t first, float* state) {
  constexpr size_t width = Batches * batch_width;
  const size_t rows = std::min(width, head.value_dim - first);
  std::fill_n(state, head.head_dim * width, 0.0F);
  for (size_t row = 0; head.initial_state != nullptr && row < rows; ++row) {
    const float* const source = head.initial_state + (first + row) * head.head_dim;
    for (size_t d = 0; d < head.head_dim; ++d) state[d * width + row] = source[d];
  }
  for (size_t t = 0; t < head.seq; ++t) {
    const float* const k = head.k + t * head.head_dim;
    const float* const q = head.q + t * head.head_dim;
    const float* const v = head.v + t * head.value_dim + first;
    float* const out = head.out + t * head.value_dim + first;
    Batch sum[Batches];
    sum_over_depth<Batches>(head.head_dim, sum, [&](size_t d, size_t b, Batch part) {
      return multiply_add(Batch(k[d]), load(state + d * width + b * batch_width), part);
    });
    Batch change[Batches];
    for (size_t b = 0; b < Batches; ++b) {
      change[b] = Batch(head.beta[t]) * (load_first(v + b * batch_width, rows - b * batch_width) - sum[b]);
    }
    sum_over_depth<Batches>(head.head_dim, sum, [&](size_t d, size_t b, Batch part) {
      float* const at = state + d * width + b * batch_width;
      const Batch next = multiply_add(change[b], Batch(k[d]), load(at));
      store(at, next);
      return multiply_add(Batch(q[d]), next, part);
    });
    for (size_t b = 0; b < Batches; ++b) store_first(out + b * batch_width, sum[b], rows - b * batch_width);
  }
  for (size_t row = 0; head.final_state != nullptr && row < rows; ++row) {
    float* const target = head.final_state + (first + row) * head.head_dim;
    for (size_t d = 0; d < head.head_dim; ++d) target[d] = state[d * width + row];
  }
}

void run_head(const Head& head, float* state) {
  constexpr size_t width = batches_of_strip * batch_width;
  size_t first = 0;
  for (; first + width <= head.value_dim; first += width) run_strip<batches_of_strip>(head, first, state);
  for (; first < head.value_dim; first += batch_width) run_strip<1>(head, first, state);
}

}  // namespace
}  // namespace dojo

dojo::Status delta_rule(const float* q, const float* k, const float* v, const float* beta, const float* initial_state,
                        float* out, float* final_state, int32_t batch, int32_t num_heads, int32_t seq, int32_t head_dim,
                        int32_t value_dim) {
  using namespace dojo;
  if (!valid_dimensions({batch, num_heads, seq, head_dim, value_dim})) return Status::bad_shape;
  Head head{q, k, v, beta, initial_state, out, final_state, extent(seq), extent(head_dim), extent(value_dim)};
  Scratch scratch;
  auto* const state = scratch.take<float>(head.head_dim, batches_of_strip * batch_width);
  if (scratch.exhausted()) return Status::out_of_memory;
  const size_t size_of_state = head.value_dim * head.head_dim;
  for (size_t index = 0; index < extent(batch) * extent(num_heads); ++index) {
    run_head(head, state);
    head.q += head.seq * head.head_dim;
    head.k += head.seq * head.head_dim;
    head.v += head.seq * head.value_dim;
    head.beta += head.seq;
    head.out += head.seq * head.value_dim;
    if (head.initial_state != nullptr) head.initial_state += size_of_state;
    if (head.final_state != nullptr) head.final_state += size_of_state;
  }
  return Status::ok;
}
