// FlashAttention on a CPU (arXiv 2205.14135, 2307.08691): the scores exist only for a panel of queries and a block of
// keys, and the softmax is carried along as a running maximum m and a running sum l.
//
//   once per key head:   pack k and v in left panels
//   per query block:     o <- 0, m <- sink, l <- 1
//     per key block, per panel of queries:
//                        1. s <- scale q k^T, then softcap, bias, masks
//                        2. m' <- max(m, max_j s);  s <- exp(s - m');  r <- exp(m - m');  l <- r l + sum_j s;  m <- m'
//                        3. o <- r o + s v
//     out <- o / l; lse <- m + log l; on request weights <- exp(s - m) / l, with s computed once more
//
// A sink is as a first key without a value; without one m is -inf, so that the first key makes l 0. Scores, m and o are
// transposed: a query is a lane. Keys that no query of a panel attends are skipped in all of it.
// Where so few queries read a key head that packing would not pay (a decode step), 1 and 3 read k and v in place.
//
// Nothing is asked about NaN and infinity before, only whether what came out is finite: see clean_head.h.
#include "ops/scaled_dot_product_attention.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "arena.h"
#include "attention/clean_head.h"
#include "attention/few_queries.h"
#include "attention/packed_head.h"
#include "attention/query_block.h"
#include "attention/running_softmax.h"
#include "attention/scores.h"
#include "simd/finite.h"
#include "simd/matmul.h"
#include "tasks.h"

namespace dojo {
namespace {

constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();

struct PackedHead {
  float* k;  // panels of keys
  float* v;  // panels of columns
};

struct Workspace {
  const InPlaceProducts* in_place;  // null: packed
  PackedHead packed;
  QueryBlock* block;
  RunningSoftmax* state;      // [panels_per_block]
  EarlierStretches* earlier;  // [panels_per_block]; null where there is but one stretch
  float* scores;              // [key_block][panel_width]
  float* part;                // in place: [rows][value_dim]
};

size_t padded_value_dim(const AttentionProblem& problem) { return round_up(problem.value_dim, tile_rows); }

bool allocate(Scratch& scratch, const AttentionProblem& problem, const InPlaceProducts* in_place, Workspace& work) {
  const size_t panels = panels_of_block(problem);
  work.in_place = in_place;
  if (in_place == nullptr) {
    work.packed.k = scratch.take<float>(round_up(problem.keys(), tile_rows), problem.head_dim);
    work.packed.v = scratch.take<float>(problem.keys(), padded_value_dim(problem));
  }
  work.block = scratch.take<QueryBlock>(1);
  work.state = scratch.take<RunningSoftmax>(panels_per_block);
  work.scores = scratch.take<float>(key_block + keys_at_once - 1, panel_width);
  const size_t size_of_q = panel_width * round_up(problem.head_dim, most_in_word * batch_width);
  float* const q = scratch.take<float>(panels, size_of_q);
  const size_t size_of_o = panel_width * padded_value_dim(problem);
  float* const o = scratch.take<float>(panels, size_of_o);
  if (in_place != nullptr) {
    work.part = scratch.take<float>(panel_width, round_up(problem.value_dim, most_in_word * batch_width));
  }
  const bool has_stretches = problem.keys() > blocks_per_stretch * key_block;
  work.earlier = has_stretches ? scratch.take<EarlierStretches>(panels_per_block) : nullptr;
  double* const earlier_o = has_stretches ? scratch.take<double>(panels, size_of_o) : nullptr;
  if (scratch.exhausted()) return false;
  for (size_t p = 0; p < panels; ++p) {
    work.block->panel[p].q = q + p * size_of_q;
    work.state[p].o = o + p * size_of_o;
    if (has_stretches) work.earlier[p].o = earlier_o + p * size_of_o;
  }
  return true;
}

void pack_head(const AttentionProblem& problem, size_t batch, size_t kv_head, const PackedHead& packed) {
  const KeyRange keys = keys_of_any_query(problem, batch);
  const auto key = [&](size_t j) { return problem.key(batch, kv_head, j); };
  const auto value = [&](size_t j) { return problem.value(batch, kv_head, j); };
  pack_rows_of_keys(key, keys, problem.keys(), problem.head_dim, packed.k);
  pack_columns_of_keys(value, keys, problem.keys(), problem.value_dim, packed.v);
}

// o <- r o + s v
void accumulate_values(const AttentionProblem& problem, const float* packed_v, KeyRange keys, const PanelScores& scores,
                       const Batch* rescale, float* o) {
  const float* const s = scores.row(keys.begin);
  const size_t count = keys.end - keys.begin;
  const size_t part = part_of_block(count);
  const Batch kept[panel_batches] = {constant<one>(), constant<one>()};
  for (size_t column = 0; column < problem.value_dim; column += tile_rows) {
    float* const target = o + column * panel_width;
    const float* const v = packed_v + column * problem.keys() + keys.begin * tile_rows;
    for (size_t from = 0; from < count; from += part) {
      const Batch* const factor = from == 0 ? rescale : kept;
      multiply_panels(std::min(part, count - from), v + from * tile_rows, s + from * panel_width,
                      [target, factor](size_t row, size_t b, Batch sum) {
                        float* const at = target + row * panel_width + b * batch_width;
                        store(at, multiply_add(factor[b], load(at), sum));
                      });
    }
  }
}

PanelScores scores_of(const AttentionProblem& problem, const Workspace& work, KeyRange keys, size_t p) {
  const QueryPanel& panel = work.block->panel[p];
  const PanelScores scores = work.in_place != nullptr
                                 ? work.in_place->score(problem, panel, keys, work.scores)
                                 : compute_scores(*work.block, panel, work.packed.k, keys, work.scores);
  finish_scores(problem, panel, scores);
  return scores;
}

void attend_keys(const AttentionProblem& problem, const Workspace& work, KeyRange keys, size_t p) {
  const QueryPanel& panel = work.block->panel[p];
  const KeyRange own = clip(panel.keys, keys);
  if (own.empty()) return;
  const PanelScores scores = scores_of(problem, work, keys, p);
  Batch rescale[panel_batches];
  update_softmax(scores, panel.rows, work.state[p], rescale);
  if (work.in_place != nullptr) {
    float lanes[panel_width];
    store_lanes(rescale, lanes);
    work.in_place->add(problem, panel, own, scores, lanes, work.part, work.state[p].o);
  } else {
    accumulate_values(problem, work.packed.v, own, scores, rescale, work.state[p].o);
  }
}

// out <- o / l. strange[lane] becomes 0, or NaN where l or out is not finite.
void write_out(const AttentionProblem& problem, const Workspace& work, size_t p, float* strange) {
  const QueryPanel& panel = work.block->panel[p];
  const RunningSoftmax& state = work.state[p];
  float inverse[panel_width];
  for (size_t b = 0; b < panel_batches; ++b) {
    store(inverse + b * batch_width, inverse_of(state.sum[b]));
    store(strange + b * batch_width, strangeness(state.sum[b]));
  }
  if (problem.value_dim == 0) return;
  float* out[panel_width];
  for (size_t lane = 0; lane < panel.rows; ++lane) {
    out[lane] = problem.out.row(panel.batch, panel.row[lane].head, panel.row[lane].query);
  }
  if (work.in_place == nullptr) {
    float strange_out[panel_width];
    unpack_transposed(state.o, problem.value_dim, out, panel.rows, inverse, strange_out);
    for (size_t lane = 0; lane < panel.rows; ++lane) strange[lane] += strange_out[lane];
    return;
  }
  for (size_t lane = 0; lane < panel.rows; ++lane) {
    const Batch factor(inverse[lane]);
    map_span(state.o + lane * problem.value_dim, out[lane], problem.value_dim,
             [factor](Batch value) { return value * factor; });
    if (!all_finite(out[lane], problem.value_dim)) strange[lane] = not_a_number;
  }
}

[[gnu::cold, gnu::noinline]] void write_lse(const AttentionProblem& problem, const QueryPanel& panel,
                                            const RunningSoftmax& state) {
  float maximum[panel_width];
  float sum[panel_width];
  store_lanes(state.maximum, maximum);
  store_lanes(state.sum, sum);
  for (size_t lane = 0; lane < panel.rows; ++lane) {
    problem.lse[problem.query_index(panel.batch, panel.row[lane].head, panel.row[lane].query)] =
        maximum[lane] + std::log(sum[lane]);
  }
}

// weights <- exp(s - m) / l. From m and l rather than from lse, whose rounding grows with its size.
[[gnu::cold, gnu::noinline]] void write_weights(const AttentionProblem& problem, const Workspace& work, size_t p) {
  const QueryPanel& panel = work.block->panel[p];
  const RunningSoftmax& state = work.state[p];
  float* weights[panel_width];
  for (size_t lane = 0; lane < panel.rows; ++lane) {
    const QueryRow& row = panel.row[lane];
    weights[lane] = problem.weights + problem.query_index(panel.batch, row.head, row.query) * problem.keys();
    std::fill_n(weights[lane], problem.keys(), 0.0F);
  }
  Batch shift[panel_batches];
  float inverse[panel_width];
  for (size_t b = 0; b < panel_batches; ++b) {
    shift[b] = shift_of(state.maximum[b]);
    store(inverse + b * batch_width, inverse_of(state.sum[b]));
  }
  for (size_t first = round_down(panel.keys.begin, tile_rows); first < panel.keys.end; first += key_block) {
    const KeyRange keys{first, first + key_block};
    const PanelScores scores = scores_of(problem, work, keys, p);
    const size_t count = (scores.computed.end - scores.computed.begin) * panel_width;
    float* const s = scores.row(scores.computed.begin);
    for (size_t i = 0; i < count; i += batch_width) {
      const size_t b = i % panel_width / batch_width;
      store(s + i, exp_of_difference(load(s + i) - shift[b]));
    }
    float* targets[panel_width];
    for (size_t lane = 0; lane < panel.rows; ++lane) targets[lane] = weights[lane] + scores.computed.begin;
    const size_t depth = std::min(scores.computed.end, problem.keys()) - scores.computed.begin;
    float strange[panel_width];
    unpack_transposed(s, depth, targets, panel.rows, inverse, strange);
  }
}

[[gnu::cold, gnu::noinline]] void end_stretches(const AttentionProblem& problem, const Workspace& work) {
  for (size_t p = 0; p < work.block->panels; ++p) {
    const bool is_in_place = work.in_place != nullptr;
    const size_t rows = is_in_place ? work.block->panel[p].rows : panel_width;
    end_stretch(work.state[p], work.earlier[p], rows * problem.value_dim, is_in_place ? problem.value_dim : 1);
  }
}

// What all stretches came to, as if there had been but one.
[[gnu::cold, gnu::noinline]] void join_stretches(const AttentionProblem& problem, const Workspace& work) {
  end_stretches(problem, work);
  for (size_t p = 0; p < work.block->panels; ++p) {
    const EarlierStretches& earlier = work.earlier[p];
    RunningSoftmax& state = work.state[p];
    float sum[panel_width];
    std::copy_n(earlier.sum, panel_width, sum);
    for (size_t b = 0; b < panel_batches; ++b) state.sum[b] = load(sum + b * batch_width);
    std::copy_n(earlier.o, problem.value_dim * panel_width, state.o);
  }
}

// m <- sink, l <- 1
void start_softmax(const AttentionProblem& problem, const QueryPanel& panel, RunningSoftmax& state) {
  float maximum[panel_width];
  std::fill_n(maximum, panel_width, masked_score);
  const size_t count = problem.sinks == nullptr ? 0 : panel.rows;
#pragma GCC unroll 1
  for (size_t lane = 0; lane < count; ++lane) maximum[lane] = problem.sinks[panel.row[lane].head];
  for (size_t b = 0; b < panel_batches; ++b) {
    state.maximum[b] = load(maximum + b * batch_width);
    state.sum[b] = constant<one>();
  }
}

[[gnu::cold, gnu::noinline]] void start_block(const AttentionProblem& problem, const Workspace& work) {
  const size_t size_of_o = padded_value_dim(problem) * panel_width;
  for (size_t p = 0; p < work.block->panels; ++p) {
    RunningSoftmax& state = work.state[p];
    start_softmax(problem, work.block->panel[p], state);
    std::fill_n(state.o, size_of_o, 0.0F);
    if (work.earlier == nullptr) continue;
    std::fill_n(work.earlier[p].maximum, panel_width, masked_score);
    std::fill_n(work.earlier[p].sum, panel_width, 0.0);
    std::fill_n(work.earlier[p].o, size_of_o, 0.0);
  }
}

// Whether the tiles did right by a lane, whose sum of weights is l. Without weights its scores may still have left
// float32, all of them.
bool is_done(const AttentionProblem& problem, const QueryPanel& panel, size_t lane, float strange, float l) {
  const QueryRow& row = panel.row[lane];
  return strange == 0.0F && (l > 0.0F || !sees_any(problem, panel.batch, row.head, row.query));
}

// Writes the results of a panel. False when they may be wrong, which only `clean` can fix.
bool write_panel(const AttentionProblem& problem, const CleanHead* clean, const Workspace& work, size_t p) {
  const QueryPanel& panel = work.block->panel[p];
  float strange[panel_width];
  float sum[panel_width];
  write_out(problem, work, p, strange);
  store_lanes(work.state[p].sum, sum);
  if (clean == nullptr) {
    for (size_t lane = 0; lane < panel.rows; ++lane) {
      if (!is_done(problem, panel, lane, strange[lane], sum[lane])) return false;
    }
  }
  if (problem.lse != nullptr) write_lse(problem, panel, work.state[p]);
  if (problem.weights != nullptr) write_weights(problem, work, p);
  if (clean == nullptr) return true;
  for (size_t lane = 0; lane < panel.rows; ++lane) {
    const QueryRow& row = panel.row[lane];
    if (is_done(problem, panel, lane, strange[lane], sum[lane]) &&
        !sees_unclean(*clean, panel.batch, row.head, row.query)) {
      continue;
    }
    attend_carefully(*clean->given, panel.batch, row.head, row.query, clean->careful);
  }
  return true;
}

bool attend_block(const AttentionProblem& problem, const CleanHead* clean, const Workspace& work) {
  const QueryBlock& block = *work.block;
  start_block(problem, work);
  size_t blocks = 0;
  for (size_t first = round_down(block.keys.begin, tile_rows); first < block.keys.end; first += key_block) {
    for (size_t p = 0; p < block.panels; ++p) attend_keys(problem, work, {first, first + key_block}, p);
    blocks += 1;
    if (work.earlier != nullptr && blocks % blocks_per_stretch == 0) end_stretches(problem, work);
  }
  if (work.earlier != nullptr) join_stretches(problem, work);
  for (size_t p = 0; p < block.panels; ++p) {
    if (!write_panel(problem, clean, work, p)) return false;
  }
  return true;
}

// Queries that read a key head, from a first one to a last. False when the results may be wrong, which only `clean` can
// fix. (Out of line: it is large, and called twice.)
[[gnu::noinline]] bool attend_head(const AttentionProblem& problem, const CleanHead* clean, size_t batch,
                                   size_t kv_head, KeyRange rows, const Workspace& work) {
  if (work.in_place != nullptr) {
    for (size_t first = rows.begin; first < rows.end; first += panel_width) {
      work.in_place->load(problem, batch, kv_head, first, problem.scale, *work.block);
      if (!attend_block(problem, clean, work)) return false;
    }
    return true;
  }
  pack_head(problem, batch, kv_head, work.packed);
  for (size_t first = rows.begin; first < rows.end; first += query_block) {
    load_queries(problem, batch, kv_head, first, problem.scale, *work.block);
    if (!attend_block(problem, clean, work)) return false;
  }
  return true;
}

// Into how many tasks the queries of a head are divided: each packs keys and values for itself.
size_t tasks_of_head(const AttentionProblem& problem, const Workspace& work) {
  if (number_of_threads() == 1 || work.in_place != nullptr) return 1;
  return std::clamp(2 * number_of_threads() / (problem.batch * problem.num_kv_heads), size_t{1},
                    blocks_of_head(problem));
}

// present <- past and new rows of every head, one after the other. `row(batch, kv_head, j)` is row j.
template <class Row>
void concatenate(const AttentionProblem& problem, const Row& row, size_t dim, float* present) {
  for_tasks(problem.batch * problem.num_kv_heads, [&](size_t head) {
    float* target = present + head * problem.keys() * dim;
    for (size_t j = 0; j < problem.keys(); ++j, target += dim) {
      std::copy_n(row(head / problem.num_kv_heads, head % problem.num_kv_heads, j), dim, target);
    }
  });
}

}  // namespace

Status attend(const AttentionProblem& problem) {
  if (problem.batch == 0 || problem.num_heads == 0 || problem.seq_q == 0) return Status::ok;
  if (problem.num_kv_heads == 0 || problem.num_heads % problem.num_kv_heads != 0) return Status::bad_shape;
  Scratch scratch;
  Workspace work{};
  const InPlaceProducts* const in_place = has_few_queries(problem) ? &products_of_floats : nullptr;
  if (!allocate(scratch, problem, in_place, work)) return Status::out_of_memory;
  const size_t parts = tasks_of_head(problem, work);
  const size_t blocks = blocks_of_head(problem);
  Status status = Status::ok;
  for_tasks(problem.batch * problem.num_kv_heads * parts, [&](size_t task) {
    const size_t head = task / parts;
    const size_t batch = head / problem.num_kv_heads;
    const size_t kv_head = head % problem.num_kv_heads;
    const size_t part = task % parts;
    const KeyRange rows{blocks * part / parts * query_block,
                        std::min(blocks * (part + 1) / parts * query_block, rows_of(problem))};
    if (status != Status::ok || attend_head(problem, nullptr, batch, kv_head, rows, work)) return;
    Scratch more;
    CleanHead clean;
    if (clean_head(more, problem, batch, kv_head, clean)) {
      attend_head(clean.problem, &clean, batch, kv_head, rows, work);
    } else {
      status = Status::out_of_memory;
    }
  });
  return status;
}

Status attend_in_place(const AttentionProblem& problem, const InPlaceProducts& products, bool& is_right) {
  Scratch scratch;
  Workspace work{};
  if (!allocate(scratch, problem, &products, work)) return Status::out_of_memory;
  is_right = attend_head(problem, nullptr, 0, 0, {0, rows_of(problem)}, work);
  return Status::ok;
}

}  // namespace dojo

dojo::Status scaled_dot_product_attention(
    const float* q, const float* k, const float* v, const uint8_t* mask, const float* bias, const float* past_k,
    const float* past_v, const float* sinks, const int32_t* query_offset, const int32_t* kv_lengths, float* out,
    float* weights, float* lse, float* present_k, float* present_v, int32_t batch, int32_t num_heads,
    int32_t num_kv_heads, int32_t seq_q, int32_t seq_k, int32_t seq_past, int32_t head_dim, int32_t value_dim,
    int32_t k_batch_stride, int32_t k_head_stride, int32_t k_row_stride, int32_t v_batch_stride, int32_t v_head_stride,
    int32_t v_row_stride, int32_t mask_batch_stride, int32_t mask_head_stride, int32_t mask_query_stride,
    int32_t mask_key_stride, int32_t bias_batch_stride, int32_t bias_head_stride, int32_t bias_query_stride,
    int32_t bias_key_stride, float scale, float softcap, int32_t causal, int32_t window_left, int32_t window_right) {
  using dojo::extent;
  if (!dojo::valid_dimensions({batch,
                               num_heads,
                               num_kv_heads,
                               seq_q,
                               seq_k,
                               seq_past,
                               head_dim,
                               value_dim,
                               k_batch_stride,
                               k_head_stride,
                               k_row_stride,
                               v_batch_stride,
                               v_head_stride,
                               v_row_stride,
                               mask_batch_stride,
                               mask_head_stride,
                               mask_query_stride,
                               mask_key_stride,
                               bias_batch_stride,
                               bias_head_stride,
                               bias_query_stride,
                               bias_key_stride})) {
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
  problem.k = {k, extent(k_batch_stride), extent(k_head_stride), extent(k_row_stride)};
  problem.v = {v, extent(v_batch_stride), extent(v_head_stride), extent(v_row_stride)};
  problem.past_k = dojo::contiguous_heads(past_k, problem.num_kv_heads, problem.seq_past, problem.head_dim);
  problem.past_v = dojo::contiguous_heads(past_v, problem.num_kv_heads, problem.seq_past, problem.value_dim);
  problem.mask = {mask, mask_batch_stride, mask_head_stride, mask_query_stride, mask_key_stride};
  problem.bias = {bias, bias_batch_stride, bias_head_stride, bias_query_stride, bias_key_stride};
  problem.sinks = sinks;
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

  if (present_k != nullptr) {
    const auto key = [&](size_t b, size_t kv_head, size_t j) { return problem.key(b, kv_head, j); };
    dojo::concatenate(problem, key, problem.head_dim, present_k);
  }
  if (present_v != nullptr) {
    const auto value = [&](size_t b, size_t kv_head, size_t j) { return problem.value(b, kv_head, j); };
    dojo::concatenate(problem, value, problem.value_dim, present_v);
  }
  return dojo::attend(problem);
}
