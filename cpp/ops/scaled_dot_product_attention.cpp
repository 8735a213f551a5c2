// FlashAttention on a CPU (arXiv 2205.14135, 2307.08691): the scores exist only for a block of queries and a block of
// keys, and the softmax is carried along as a running maximum m and a running sum l.
//
//   once per key head:   pack k in panels of keys, v in panels of columns
//   per query block:     o <- 0, m <- -inf, l <- 0
//     per key block:     1. s <- scale q k^T, on register tiles
//                        2. s <- softcap, bias, mask; m' <- max(m, max_j s)
//                           s <- exp(s - m'); r <- exp(m - m'); l <- r l + sum_j s; m <- m'
//                        3. o <- r o + s v
//     out <- o / l; lse <- m + log l; on request weights <- exp(s - m) / l, with s computed once more
//
// The query heads that share a key head are rows of the same blocks, so a packed key serves all of them. Each register
// tile of rows has its own interval of keys; panels outside it are skipped in 1 and 3.
#include "ops/scaled_dot_product_attention.h"

#include <algorithm>
#include <cmath>

#include "arena.h"
#include "attention/key_range.h"
#include "attention/scores.h"
#include "simd/elementary.h"
#include "simd/matmul.h"
#include "simd/span.h"

namespace dojo {
namespace {

// Scores of a block, the queries and one packed panel of keys or values fit the first-level cache together.
constexpr size_t key_block = 128;
constexpr size_t query_block = 16 * tile_rows;
constexpr size_t tiles_per_block = query_block / tile_rows;
static_assert(key_block % panel_width == 0);
static_assert(query_block % batch_width == 0);

constexpr size_t round_down(size_t value, size_t multiple) { return value / multiple * multiple; }
constexpr size_t round_up(size_t value, size_t multiple) { return round_down(value + multiple - 1, multiple); }

// The keys and values of one head, packed: panel p of k holds the keys from p * panel_width, [head_dim][panel_width];
// panel c of v the columns from c * panel_width, [keys][panel_width].
struct PackedHead {
  float* k;
  float* v;
};

// What is carried along for each query of a block.
struct QueryState {
  size_t head;
  size_t query;
  KeyRange keys;
};

struct QueryBlock {
  size_t batch;
  size_t kv_head;
  size_t rows;
  QueryState* state;   // [rows]
  KeyRange* tiles;     // [tiles_per_block] the keys that any row of a tile attends
  KeyRange keys;       // the keys that any row attends
  float* q;            // [rows][head_dim], scaled
  float* scores;       // [rows][key_block]
  float* o;            // [rows][o_stride]
  size_t o_stride;     // value_dim in whole panels
  float* running_max;  // [rows] m
  float* running_sum;  // [rows] l
  float* rescale;      // [rows] r
  float* block_sum;    // [rows]
};

size_t tile_count(const QueryBlock& block) { return (block.rows + tile_rows - 1) / tile_rows; }
size_t rows_of_tile(const QueryBlock& block, size_t tile) { return std::min(tile_rows, block.rows - tile * tile_rows); }

// Where the scores of a tile lie inside the key block: whole panels, from the first to the last that it attends.
KeyRange computed_keys(KeyRange tile, KeyRange keys) {
  const KeyRange own = clip(tile, keys);
  if (own.empty()) return {};
  return {round_down(own.begin, panel_width), round_up(own.end, panel_width)};
}

// exp(x) has no NaN to make of a row without keys: its maximum, -inf, is replaced by 0, and exp(-inf - 0) is 0.
float shift_of(float maximum) { return maximum == masked_score ? 0.0F : maximum; }

QueryBlock allocate_block(Scratch& scratch, const AttentionProblem& problem) {
  const size_t rows = std::min(query_block, round_up(problem.heads_per_kv_head() * problem.seq_q, batch_width));
  QueryBlock block{};
  block.o_stride = panels_for(problem.value_dim) * panel_width;
  block.state = scratch.take<QueryState>(rows);
  block.tiles = scratch.take<KeyRange>(tiles_per_block);
  block.q = scratch.take<float>(rows, problem.head_dim);
  block.scores = scratch.take<float>(rows, key_block);
  block.o = scratch.take<float>(rows, block.o_stride);
  block.running_max = scratch.take<float>(rows);
  block.running_sum = scratch.take<float>(rows);
  block.rescale = scratch.take<float>(rows);
  block.block_sum = scratch.take<float>(rows);
  return block;
}

KeyRange keys_of_any_query(const AttentionProblem& problem, size_t batch) {
  KeyRange keys;
  for (size_t query = 0; query < problem.seq_q; ++query) keys = hull(keys, attended_keys(problem, batch, query));
  return keys;
}

void pack_keys(const AttentionProblem& problem, size_t batch, size_t kv_head, KeyRange keys, float* packed) {
  for (size_t first = round_down(keys.begin, panel_width); first < keys.end; first += panel_width) {
    const size_t count = std::min(panel_width, problem.keys() - first);
    const float* rows[panel_width];
    for (size_t lane = 0; lane < count; ++lane) rows[lane] = problem.key(batch, kv_head, first + lane);
    pack_transposed(rows, count, problem.head_dim, packed + first * problem.head_dim);
  }
}

void pack_values(const AttentionProblem& problem, size_t batch, size_t kv_head, KeyRange keys, float* packed) {
  const size_t panel_size = problem.keys() * panel_width;
  for (size_t j = keys.begin; j < keys.end; ++j) {
    pack_row(problem.value(batch, kv_head, j), problem.value_dim, j, panel_size, packed);
  }
}

void load_queries(const AttentionProblem& problem, size_t first_row, QueryBlock& block) {
  const Batch scale(problem.scale);
  block.keys = {};
  std::fill(block.tiles, block.tiles + tiles_per_block, KeyRange{});
  for (size_t row = 0; row < block.rows; ++row) {
    const size_t head = block.kv_head * problem.heads_per_kv_head() + (first_row + row) / problem.seq_q;
    const size_t query = (first_row + row) % problem.seq_q;
    const KeyRange keys = attended_keys(problem, block.batch, query);
    block.state[row] = {head, query, keys};
    block.tiles[row / tile_rows] = hull(block.tiles[row / tile_rows], keys);
    block.keys = hull(block.keys, keys);
    map_span(problem.q.row(block.batch, head, query), block.q + row * problem.head_dim, problem.head_dim,
             [scale](Batch value) { return value * scale; });
  }
  std::fill(block.o, block.o + block.rows * block.o_stride, 0.0F);
  const size_t padded_rows = round_up(block.rows, batch_width);
  std::fill(block.running_max, block.running_max + padded_rows, masked_score);
  std::fill(block.running_sum, block.running_sum + padded_rows, 0.0F);
  std::fill(block.rescale, block.rescale + padded_rows, 0.0F);
  std::fill(block.block_sum, block.block_sum + padded_rows, 0.0F);
}

// 1. s <- scale q k^T
void compute_scores(const AttentionProblem& problem, const float* packed_k, KeyRange keys, const QueryBlock& block) {
  const KeyRange panels = computed_keys(block.keys, keys);
  for (size_t first = panels.begin; first < panels.end; first += panel_width) {
    const float* const panel = packed_k + first * problem.head_dim;
    for (size_t tile = 0; tile < tile_count(block); ++tile) {
      if (!block.tiles[tile].overlaps({first, first + panel_width})) continue;
      float* const scores = block.scores + tile * tile_rows * key_block + (first - keys.begin);
      multiply_rows(
          rows_of_tile(block, tile), problem.head_dim, block.q + tile * tile_rows * problem.head_dim, problem.head_dim,
          panel, [](size_t, size_t) { return Batch(0.0F); },
          [scores](size_t row, size_t b, Batch sum) { store(scores + row * key_block + b * batch_width, sum); });
    }
  }
}

// scores[j] <- exp(scores[j] - shift) for whole batches; returns the sum.
float exponentiate(float* scores, size_t count, float shift) {
  const Batch offset(shift);
  Batch sum(0.0F);
  for (size_t j = 0; j < count; j += batch_width) {
    const Batch weight = exp(load(scores + j) - offset);
    store(scores + j, weight);
    sum += weight;
  }
  return xsimd::reduce_add(sum);
}

// 2. The running softmax over one more block of keys.
void update_softmax(const AttentionProblem& problem, KeyRange keys, const QueryBlock& block) {
  for (size_t row = 0; row < block.rows; ++row) {
    const QueryState& state = block.state[row];
    const KeyRange computed = computed_keys(block.tiles[row / tile_rows], keys);
    const size_t count = computed.end - computed.begin;
    float* const scores = block.scores + row * key_block + (count > 0 ? computed.begin - keys.begin : 0);
    finish_scores(problem, block.batch, state.head, state.query, computed, state.keys, scores);
    const float maximum = std::max(block.running_max[row], span_max(scores, count));
    const float shift = shift_of(maximum);
    block.block_sum[row] = exponentiate(scores, count, shift);
    block.rescale[row] = block.running_max[row] - shift;
    block.running_max[row] = maximum;
  }
  for (size_t row = 0; row < block.rows; row += batch_width) {
    const Batch rescale = exp(load(block.rescale + row));
    store(block.rescale + row, rescale);
    store(block.running_sum + row, multiply_add(rescale, load(block.running_sum + row), load(block.block_sum + row)));
  }
}

// 3. o <- r o + s v
void accumulate_values(const AttentionProblem& problem, const float* packed_v, KeyRange keys, const QueryBlock& block) {
  for (size_t column = 0; column < block.o_stride; column += panel_width) {
    const float* const panel = packed_v + column * problem.keys();
    for (size_t tile = 0; tile < tile_count(block); ++tile) {
      const KeyRange own = clip(block.tiles[tile], keys);
      if (own.empty()) continue;
      float* const o = block.o + tile * tile_rows * block.o_stride + column;
      const float* const rescale = block.rescale + tile * tile_rows;
      const float* const scores = block.scores + tile * tile_rows * key_block + (own.begin - keys.begin);
      const size_t stride = block.o_stride;
      multiply_rows(
          rows_of_tile(block, tile), own.end - own.begin, scores, key_block, panel + own.begin * panel_width,
          [o, rescale, stride](size_t row, size_t b) {
            return Batch(rescale[row]) * load(o + row * stride + b * batch_width);
          },
          [o, stride](size_t row, size_t b, Batch sum) { store(o + row * stride + b * batch_width, sum); });
    }
  }
}

// A row that attends nothing has l = 0. (NaN in the inputs is no such row: it stays NaN.)
float inverse_sum(float sum) { return sum == 0.0F ? 0.0F : 1.0F / sum; }

void write_outputs(const AttentionProblem& problem, const QueryBlock& block) {
  for (size_t row = 0; row < block.rows; ++row) {
    const QueryState& state = block.state[row];
    const Batch inverse(inverse_sum(block.running_sum[row]));
    if (problem.value_dim > 0) {
      map_span(block.o + row * block.o_stride, problem.out.row(block.batch, state.head, state.query), problem.value_dim,
               [inverse](Batch value) { return value * inverse; });
    }
    if (problem.lse != nullptr) {
      problem.lse[(block.batch * problem.num_heads + state.head) * problem.seq_q + state.query] =
          block.running_max[row] + std::log(block.running_sum[row]);
    }
  }
}

// weights <- exp(s - m) / l. From m and l rather than from lse, whose rounding grows with its size.
void write_weights(const AttentionProblem& problem, const float* packed_k, const QueryBlock& block) {
  const auto weights_of = [&](const QueryState& state) {
    const size_t index = (block.batch * problem.num_heads + state.head) * problem.seq_q + state.query;
    return problem.weights + index * problem.keys();
  };
  for (size_t row = 0; row < block.rows; ++row) std::fill_n(weights_of(block.state[row]), problem.keys(), 0.0F);
  for (size_t first = round_down(block.keys.begin, panel_width); first < block.keys.end; first += key_block) {
    const KeyRange keys{first, first + key_block};
    compute_scores(problem, packed_k, keys, block);
    for (size_t row = 0; row < block.rows; ++row) {
      const QueryState& state = block.state[row];
      const KeyRange computed = computed_keys(block.tiles[row / tile_rows], keys);
      const KeyRange own = clip(state.keys, keys);
      if (own.empty()) continue;
      float* const scores = block.scores + row * key_block;
      finish_scores(problem, block.batch, state.head, state.query, computed, state.keys,
                    scores + (computed.begin - first));
      const Batch shift(shift_of(block.running_max[row]));
      const Batch inverse(inverse_sum(block.running_sum[row]));
      map_span(scores + (own.begin - first), weights_of(state) + own.begin, own.end - own.begin,
               [shift, inverse](Batch score) { return exp(score - shift) * inverse; });
    }
  }
}

void attend_block(const AttentionProblem& problem, const PackedHead& packed, size_t first_row, QueryBlock& block) {
  load_queries(problem, first_row, block);
  for (size_t first = round_down(block.keys.begin, panel_width); first < block.keys.end; first += key_block) {
    const KeyRange keys{first, first + key_block};
    compute_scores(problem, packed.k, keys, block);
    update_softmax(problem, keys, block);
    accumulate_values(problem, packed.v, keys, block);
  }
  write_outputs(problem, block);
  if (problem.weights != nullptr) write_weights(problem, packed.k, block);
}

// present <- past and new rows of every head, one after the other.
void concatenate(const float* past, const float* added, float* present, size_t heads, size_t seq_past, size_t seq_new,
                 size_t dim) {
  for (size_t head = 0; head < heads; ++head) {
    float* const target = present + head * (seq_past + seq_new) * dim;
    std::copy_n(past + head * seq_past * dim, seq_past * dim, target);
    std::copy_n(added + head * seq_new * dim, seq_new * dim, target + seq_past * dim);
  }
}

}  // namespace

Status attend(const AttentionProblem& problem) {
  if (problem.batch == 0 || problem.num_heads == 0 || problem.seq_q == 0) return Status::ok;
  if (problem.num_kv_heads == 0 || problem.num_heads % problem.num_kv_heads != 0) return Status::bad_shape;
  Scratch scratch;
  const PackedHead packed{
      scratch.take<float>(round_up(problem.keys(), panel_width), problem.head_dim),
      scratch.take<float>(problem.keys(), panels_for(problem.value_dim) * panel_width),
  };
  QueryBlock block = allocate_block(scratch, problem);
  if (scratch.exhausted()) return Status::out_of_memory;
  const size_t rows = problem.heads_per_kv_head() * problem.seq_q;
  for (size_t batch = 0; batch < problem.batch; ++batch) {
    const KeyRange keys = keys_of_any_query(problem, batch);
    for (size_t kv_head = 0; kv_head < problem.num_kv_heads; ++kv_head) {
      pack_keys(problem, batch, kv_head, keys, packed.k);
      pack_values(problem, batch, kv_head, keys, packed.v);
      for (size_t first = 0; first < rows; first += query_block) {
        block.batch = batch;
        block.kv_head = kv_head;
        block.rows = std::min(query_block, rows - first);
        attend_block(problem, packed, first, block);
      }
    }
  }
  return Status::ok;
}

}  // namespace dojo

dojo::Status scaled_dot_product_attention(
    const float* q, const float* k, const float* v, const uint8_t* mask, const float* bias, const float* past_k,
    const float* past_v, const int32_t* query_offset, const int32_t* kv_lengths, float* out, float* weights, float* lse,
    float* present_k, float* present_v, int32_t batch, int32_t num_heads, int32_t num_kv_heads, int32_t seq_q,
    int32_t seq_k, int32_t seq_past, int32_t head_dim, int32_t value_dim, int32_t mask_batch_stride,
    int32_t mask_head_stride, int32_t mask_query_stride, int32_t mask_key_stride, int32_t bias_batch_stride,
    int32_t bias_head_stride, int32_t bias_query_stride, int32_t bias_key_stride, float scale, float softcap,
    int32_t causal, int32_t window_left, int32_t window_right) {
  using dojo::extent;
  if (!dojo::valid_dimensions({batch, num_heads, num_kv_heads, seq_q, seq_k, seq_past, head_dim, value_dim,
                               mask_batch_stride, mask_head_stride, mask_query_stride, mask_key_stride,
                               bias_batch_stride, bias_head_stride, bias_query_stride, bias_key_stride})) {
    return dojo::Status::bad_shape;
  }
  dojo::AttentionProblem problem;
  problem.batch = extent(batch);
  problem.num_heads = extent(num_heads);
  problem.num_kv_heads = extent(num_kv_heads);
  problem.seq_q = extent(seq_q);
  problem.seq_k = extent(seq_k);
  problem.seq_past = extent(seq_past);
  problem.head_dim = extent(head_dim);
  problem.value_dim = extent(value_dim);
  problem.q = dojo::contiguous_heads(q, problem.num_heads, problem.seq_q, problem.head_dim);
  problem.k = dojo::contiguous_heads(k, problem.num_kv_heads, problem.seq_k, problem.head_dim);
  problem.v = dojo::contiguous_heads(v, problem.num_kv_heads, problem.seq_k, problem.value_dim);
  problem.past_k = dojo::contiguous_heads(past_k, problem.num_kv_heads, problem.seq_past, problem.head_dim);
  problem.past_v = dojo::contiguous_heads(past_v, problem.num_kv_heads, problem.seq_past, problem.value_dim);
  problem.mask = {mask, mask_batch_stride, mask_head_stride, mask_query_stride, mask_key_stride};
  problem.bias = {bias, bias_batch_stride, bias_head_stride, bias_query_stride, bias_key_stride};
  problem.query_offset = query_offset;
  problem.kv_lengths = kv_lengths;
  problem.out = dojo::contiguous_heads(out, problem.num_heads, problem.seq_q, problem.value_dim);
  problem.weights = weights;
  problem.lse = lse;
  problem.scale = scale;
  problem.softcap = softcap;
  problem.causal = causal != 0;
  problem.window_left = window_left;
  problem.window_right = window_right;

  const size_t kv_heads = problem.batch * problem.num_kv_heads;
  if (present_k != nullptr) {
    dojo::concatenate(past_k, k, present_k, kv_heads, problem.seq_past, problem.seq_k, problem.head_dim);
  }
  if (present_v != nullptr) {
    dojo::concatenate(past_v, v, present_v, kv_heads, problem.seq_past, problem.seq_k, problem.value_dim);
  }
  return dojo::attend(problem);
}
