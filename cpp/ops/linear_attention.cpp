// A recurrence over chunks of keys. Between chunks a query reads the memory of all keys before; the keys of its own
// chunk that it attends it meets one by one.
#include "ops/linear_attention.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "arena.h"
#include "exponential.h"
#include "logarithm.h"
#include "simd/elementary.h"
#include "simd/finite.h"
#include "simd/rows.h"

namespace dojo {
namespace {

// Long enough to pay for a pass over the memory, short enough for causal queries, which meet half of it.
constexpr size_t chunk_length = 16;

constexpr size_t unknown = std::numeric_limits<size_t>::max();

struct Head {
  const float *q, *k, *v;
  float* out;
  size_t seq_q, head_dim, seq_k, value_dim;
  bool causal;
  float largest_key;  // of the elements of k

  size_t attended(size_t query) const { return causal ? std::min(query + 1, seq_k) : seq_k; }
};

struct Workspace {
  float* state;         // sum of phi(k) v^T over the keys before the chunk: [head_dim][value_dim]
  float* state_excess;  // see LongSum
  float* total;         // sum of phi(k): [head_dim]
  float* total_excess;
  float* part;          // of state, what a chunk adds to one row: [value_dim]
  float* keys;          // phi of the keys of the chunk: [chunk_length][head_dim]
  float* columns;       // the same transposed: [head_dim][chunk_length]
  float* query;         // [head_dim]
  float* weights;       // phi(q) . phi(k) for the keys of the chunk: [chunk_length]
  double* careful;      // [value_dim]
  double* log_query;    // log phi(q): [head_dim]
  double* log_product;  // log phi(q) phi(k) of one key: [head_dim]
  size_t* finite_keys;  // how many there are before any other, counted when that is first asked
};

Workspace allocate(Scratch& scratch, size_t head_dim, size_t value_dim) {
  return {scratch.take<float>(head_dim, value_dim),
          scratch.take<float>(head_dim, value_dim),
          scratch.take<float>(head_dim),
          scratch.take<float>(head_dim),
          scratch.take<float>(value_dim),
          scratch.take<float>(chunk_length, head_dim),
          scratch.take<float>(head_dim, chunk_length),
          scratch.take<float>(head_dim),
          scratch.take<float>(chunk_length),
          scratch.take<double>(value_dim),
          scratch.take<double>(head_dim),
          scratch.take<double>(head_dim),
          scratch.take<size_t>(1)};
}

// elu(x) + 1 = x + 1 for x > 0, e^x otherwise. Where none is positive, all as a share of what the largest gives: a
// factor that out does not depend on, and they do not underflow together.
void feature_map(const float* x, float largest, float* features, size_t count) {
  const Batch shift(std::min(0.0F, largest));  // In this order it is 0 for NaN, which a key that is not seen may hold.
  map_span(x, features, count, [shift](Batch value) {
    return xsimd::select(value > Batch(0.0F), value + constant<one>(), exp(value - shift));
  });
}

void load_chunk(const Head& head, const Workspace& work, size_t first, size_t count) {
  feature_map(head.k + first * head.head_dim, head.largest_key, work.keys, count * head.head_dim);
  for (size_t d = 0; d < head.head_dim; ++d) {
    for (size_t j = 0; j < count; ++j) work.columns[d * chunk_length + j] = work.keys[j * head.head_dim + d];
  }
}

// sum <- sum + part, for a run of LongSums.
void add_part(const float* part, size_t count, float* sum, float* excess) {
  for (size_t i = 0; i < count; i += batch_width) {
    const size_t lanes = count - i;
    LongSum total{load_first(sum + i, lanes), load_first(excess + i, lanes)};
    total.add(load_first(part + i, lanes));
    store_first(sum + i, total.sum, lanes);
    store_first(excess + i, total.excess, lanes);
  }
}

void remember_chunk(const Head& head, const Workspace& work, size_t first, size_t count) {
  const size_t width = head.value_dim;
  for (size_t d = 0; d < head.head_dim; ++d) {
    sum_rows(work.columns + d * chunk_length, head.v + first * width, count, width, width, work.part);
    add_part(work.part, width, work.state + d * width, work.state_excess + d * width);
    float sum = 0.0F;
    for (size_t j = 0; j < count; ++j) sum += work.columns[d * chunk_length + j];
    add_part(&sum, 1, work.total + d, work.total_excess + d);
  }
}

// log phi(x)
double log_feature(float x) { return x > 0.0F ? logarithm(1.0 + double{x}) : double{x}; }

// One query in float64, with every product of features as a share of the largest: for those whose features, or sums of
// them, leave float32.
void attend_carefully(const Head& head, const Workspace& work, size_t query) {
  const float* const q = head.q + query * head.head_dim;
  constexpr double nothing = -std::numeric_limits<double>::infinity();
  // What all have in common goes first, lest it swallow the rest.
  const double common_query = log_feature(span_max(q, head.head_dim));
  const double common_key = log_feature(span_max(head.k, head.attended(query) * head.head_dim));
  for (size_t d = 0; d < head.head_dim; ++d) work.log_query[d] = log_feature(q[d]) - common_query;
  const auto log_weight = [&](size_t j) {
    const float* const k = head.k + j * head.head_dim;
    double largest = nothing;
    for (size_t d = 0; d < head.head_dim; ++d) {
      work.log_product[d] = work.log_query[d] + (log_feature(k[d]) - common_key);
      largest = std::max(largest, work.log_product[d]);
    }
    double sum = 0;
    for (size_t d = 0; d < head.head_dim; ++d) sum += exponential(work.log_product[d] - largest);
    return largest + logarithm(sum);
  };
  std::fill_n(work.careful, head.value_dim, 0.0);
  double largest = nothing;
  double denominator = 0;
  for (size_t j = 0; j < head.attended(query); ++j) {
    const double product = log_weight(j);
    const double above = std::max(largest, product);
    const double rescale = exponential(largest - above);
    const double weight = exponential(product - above);
    denominator = denominator * rescale + weight;
    for (size_t e = 0; e < head.value_dim; ++e) {
      work.careful[e] = work.careful[e] * rescale + weight * double{head.v[j * head.value_dim + e]};
    }
    largest = above;
  }
  std::transform(work.careful, work.careful + head.value_dim, head.out + query * head.value_dim,
                 [denominator](double sum) { return static_cast<float>(sum / denominator); });
}

// Whether float32 held every feature that matters, and every sum, of a query. (What a feature below 2^-126 would have
// added, times one of the other side, summed over a million keys, does not matter to this denominator.)
bool is_held(const Head& head, size_t query, const float* features, float denominator, const float* out) {
  constexpr float largest = 0x1p40F;
  return denominator >= 0x1p-40F && denominator <= 0x1p100F && span_max(features, head.head_dim) <= 0x1p30F &&
         (head.largest_key <= largest || span_max(head.k, head.attended(query) * head.head_dim) <= largest) &&
         all_finite(out, head.value_dim);
}

// How many keys there are before the first that is not finite. (What is wrong with a value stays in its column.)
size_t count_finite_keys(const Head& head) {
  size_t j = 0;
  while (j < head.seq_k && all_finite(head.k + j * head.head_dim, head.head_dim)) ++j;
  return j;
}

// `known` keys of the chunk from `first` on are attended beside all before.
void read_memory(const Head& head, const Workspace& work, size_t query, size_t first, size_t known) {
  const size_t dim = head.head_dim;
  const size_t width = head.value_dim;
  const float* const q = head.q + query * dim;
  float* const out = head.out + query * width;
  feature_map(q, span_max(q, dim), work.query, dim);
  float denominator = dot(work.query, work.total, dim);
  sum_rows(work.query, work.state, dim, width, width, out);
  if (known > 0) {
    for (size_t j = 0; j < known; ++j) {
      work.weights[j] = dot(work.query, work.keys + j * dim, dim);
      denominator += work.weights[j];
    }
    sum_rows(work.weights, head.v + first * width, known, width, width, work.part);
    for (size_t e = 0; e < width; e += batch_width) {
      store_first(out + e, load_first(out + e, width - e) + load_first(work.part + e, width - e), width - e);
    }
  }
  const Batch inverse(1.0F / denominator);
  map_span(out, out, width, [inverse](Batch sum) { return sum * inverse; });
  if (is_held(head, query, work.query, denominator, out)) return;
  if (*work.finite_keys == unknown) *work.finite_keys = count_finite_keys(head);
  if (head.attended(query) <= *work.finite_keys && all_finite(q, dim)) attend_carefully(head, work, query);
}

void attend_head(const Head& head, const Workspace& work) {
  for (float* const state : {work.state, work.state_excess}) std::fill_n(state, head.head_dim * head.value_dim, 0.0F);
  for (float* const total : {work.total, work.total_excess}) std::fill_n(total, head.head_dim, 0.0F);
  *work.finite_keys = unknown;
  size_t query = 0;
  for (size_t first = 0; first < head.seq_k; first += chunk_length) {
    const size_t count = std::min(chunk_length, head.seq_k - first);
    load_chunk(head, work, first, count);
    for (; head.causal && query < std::min(head.seq_q, first + count - 1); ++query) {
      read_memory(head, work, query, first, query + 1 - first);
    }
    remember_chunk(head, work, first, count);
  }
  for (; query < head.seq_q; ++query) read_memory(head, work, query, 0, 0);
}

}  // namespace
}  // namespace dojo

dojo::Status linear_attention(const float* q, const float* k, const float* v, float* out, int32_t batch,
                              int32_t num_heads, int32_t seq_q, int32_t head_dim, int32_t seq_k, int32_t value_dim,
                              int32_t causal) {
  using namespace dojo;
  if (!valid_dimensions({batch, num_heads, seq_q, head_dim, seq_k, value_dim})) return Status::bad_shape;
  Head head{q, k, v, out, extent(seq_q), extent(head_dim), extent(seq_k), extent(value_dim), causal != 0, 0};
  const size_t heads = extent(batch) * extent(num_heads);
  if (head.head_dim == 0 || head.seq_k == 0) {
    std::fill_n(out, heads * head.seq_q * head.value_dim, 0.0F);
    return Status::ok;
  }
  Scratch scratch;
  const Workspace work = allocate(scratch, head.head_dim, head.value_dim);
  if (scratch.exhausted()) return Status::out_of_memory;
  for (size_t index = 0; index < heads; ++index) {
    head.largest_key = span_max(head.k, head.seq_k * head.head_dim);
    attend_head(head, work);
    head.q += head.seq_q * head.head_dim;
    head.k += head.seq_k * head.head_dim;
    head.v += head.seq_k * head.value_dim;
    head.out += head.seq_q * head.value_dim;
  }
  return Status::ok;
}
