// The scores are computed once more from lse, for a block of queries and a block of keys at a time; five products on
// register tiles:
//
//   once per key head:   pack k by keys and by columns, v by keys;  dk, dv <- 0
//   per query block:     pack q and dout by queries and by columns;  dq <- 0;  delta <- sum dout out
//     per key block:
//       per panel of queries:  1. p <- exp(scale q k^T - lse), with softcap, bias, masks
//                              2. ds <- p (dout v^T - delta)
//                              3. dq <- dq + ds k
//       per tile of keys:      4. dv <- dv + p^T dout
//                              5. dk <- dk + ds^T q
//
// In 1 to 3 a query is a lane. For 4 and 5, where queries are what is summed over, p and ds are packed once more. Each
// block is a sum of its own, and after every `blocks_per_stretch` of them float64 takes over what there is.
#include "ops/scaled_dot_product_attention_backward.h"

#include <algorithm>
#include <cmath>

#include "arena.h"
#include "attention/clean_gradient.h"
#include "attention/packed_head.h"
#include "attention/query_block.h"
#include "attention/running_softmax.h"
#include "attention/scores.h"
#include "simd/finite.h"
#include "simd/matmul.h"
#include "simd/softmax.h"
#include "tasks.h"

namespace dojo {
namespace {

using Problem = GradientProblem;

struct PackedHead {
  float* k;          // panels of keys
  float* v;          // panels of keys
  float* k_columns;  // panels of columns
};

// What a panel of queries has beside its QueryPanel.
struct PanelGradient {
  Batch lse[panel_batches];  // 0 for a query that attends nothing
  Batch delta[panel_batches];
  float* dout;  // [value_dim][panel_width]
  float* dq;    // [head_dim in whole tiles][panel_width]
};

// p or ds of a block, packed for sums over its queries: for each tile of keys [query_block][tile_rows].
struct QuerySums {
  float* p;
  float* ds;
  // The panels of queries with anything in a tile of keys.
  KeyRange panels[key_block / tile_rows];
};

// The stretches before the present one, of keys for dq, of queries for dk and dv; unused where there is but one.
struct EarlierGradients {
  double* dq;  // of each panel [head_dim in whole tiles][panel_width]
  double* dk;  // [keys][head_dim]
  double* dv;  // [keys][value_dim]
};

struct Workspace {
  PackedHead packed;
  EarlierGradients earlier;
  float* dk;  // [keys][head_dim], before the scale
  float* dv;  // [keys][value_dim]
  QueryBlock* block;
  PanelGradient* gradient;  // [panels_per_block]
  QuerySums* sums;
  float* scores;        // [key_block][panel_width]
  float* dscores;       // the same
  float* slope;         // the same, where there is a softcap
  float* out_lanes;     // [value_dim][panel_width]
  float* q_columns;     // right panels of columns, [query_block][panel_width] each
  float* dout_columns;  // the same
};

size_t size_of_dq(const AttentionProblem& problem) { return panel_width * round_up(problem.head_dim, tile_rows); }

void allocate_panels(Scratch& scratch, const AttentionProblem& problem, Workspace& work) {
  const size_t panels = panels_of_block(problem);
  float* const q = scratch.take<float>(panels * panel_width, problem.head_dim);
  float* const dout = scratch.take<float>(panels * panel_width, problem.value_dim);
  float* const dq = scratch.take<float>(panels, size_of_dq(problem));
  if (scratch.exhausted()) return;
  for (size_t p = 0; p < panels; ++p) {
    work.block->panel[p].q = q + p * panel_width * problem.head_dim;
    work.gradient[p].dout = dout + p * panel_width * problem.value_dim;
    work.gradient[p].dq = dq + p * size_of_dq(problem);
  }
}

bool has_stretches_of_keys(const AttentionProblem& problem) { return problem.keys() > blocks_per_stretch * key_block; }

bool has_stretches_of_queries(const AttentionProblem& problem) {
  return rows_of(problem) > blocks_per_stretch * query_block;
}

void allocate_earlier(Scratch& scratch, const AttentionProblem& problem, EarlierGradients& earlier) {
  if (has_stretches_of_keys(problem)) {
    earlier.dq = scratch.take<double>(panels_of_block(problem), size_of_dq(problem));
  }
  if (has_stretches_of_queries(problem)) {
    earlier.dk = scratch.take<double>(problem.keys(), problem.head_dim);
    earlier.dv = scratch.take<double>(problem.keys(), problem.value_dim);
  }
}

[[gnu::cold, gnu::noinline]] bool allocate(Scratch& scratch, const AttentionProblem& problem, Workspace& work) {
  const size_t keys = round_up(problem.keys(), tile_rows);
  work.packed.k = scratch.take<float>(keys, problem.head_dim);
  work.packed.v = scratch.take<float>(keys, problem.value_dim);
  work.packed.k_columns = scratch.take<float>(problem.keys(), round_up(problem.head_dim, tile_rows));
  work.dk = scratch.take<float>(problem.keys(), problem.head_dim);
  work.dv = scratch.take<float>(problem.keys(), problem.value_dim);
  work.block = scratch.take<QueryBlock>(1);
  work.gradient = scratch.take<PanelGradient>(panels_per_block);
  work.sums = scratch.take<QuerySums>(1);
  work.scores = scratch.take<float>(key_block, panel_width);
  work.dscores = scratch.take<float>(key_block, panel_width);
  work.slope = problem.softcap > 0.0F ? scratch.take<float>(key_block, panel_width) : nullptr;
  work.out_lanes = scratch.take<float>(problem.value_dim, panel_width);
  work.q_columns = scratch.take<float>(query_block, round_up(problem.head_dim, panel_width));
  work.dout_columns = scratch.take<float>(query_block, round_up(problem.value_dim, panel_width));
  float* const p = scratch.take<float>(key_block, query_block);
  float* const ds = scratch.take<float>(key_block, query_block);
  if (scratch.exhausted()) return false;
  work.sums->p = p;
  work.sums->ds = ds;
  allocate_panels(scratch, problem, work);
  allocate_earlier(scratch, problem, work.earlier);
  return !scratch.exhausted();
}

void pack_head(const AttentionProblem& problem, size_t batch, size_t kv_head, const PackedHead& packed) {
  const KeyRange keys = keys_of_any_query(problem, batch);
  const auto key = [&](size_t j) { return problem.key(batch, kv_head, j); };
  const auto value = [&](size_t j) { return problem.value(batch, kv_head, j); };
  pack_rows_of_keys(key, keys, problem.keys(), problem.head_dim, packed.k);
  pack_rows_of_keys(value, keys, problem.keys(), problem.value_dim, packed.v);
  pack_columns_of_keys(key, keys, problem.keys(), problem.head_dim, packed.k_columns);
}

// Lanes beyond the panel's rows keep lse, delta and dout 0.
void load_gradient(const Problem& problem, const QueryPanel& panel, float* out_lanes, PanelGradient& gradient) {
  const AttentionProblem& attention = problem.attention;
  float lse[panel_width] = {};
  const float* out[panel_width];
  const float* dout[panel_width];
  for (size_t lane = 0; lane < panel.rows; ++lane) {
    const QueryRow& row = panel.row[lane];
    out[lane] = problem.out.row(panel.batch, row.head, row.query);
    dout[lane] = problem.dout.row(panel.batch, row.head, row.query);
    const float value = problem.lse[attention.query_index(panel.batch, row.head, row.query)];
    lse[lane] = value == masked_score ? 0.0F : value;
  }
  pack_transposed<panel_width>(out, panel.rows, attention.value_dim, out_lanes);
  pack_transposed<panel_width>(dout, panel.rows, attention.value_dim, gradient.dout);
  for (size_t b = 0; b < panel_batches; ++b) {
    gradient.lse[b] = load(lse + b * batch_width);
    // Summed like dout v^T, so that their difference is exactly 0 where out is v.
    Batch delta(0.0F);
    for (size_t at = b * batch_width; at < attention.value_dim * panel_width; at += panel_width) {
      delta = multiply_add(load(out_lanes + at), load(gradient.dout + at), delta);
    }
    gradient.delta[b] = delta;
  }
  std::fill_n(gradient.dq, size_of_dq(attention), 0.0F);
}

// q and dout with the queries as depth. Rows that are not there are 0, so that whole panels can be summed.
void pack_query_columns(const Problem& problem, const Workspace& work) {
  const AttentionProblem& attention = problem.attention;
  constexpr size_t panel_size = query_block * panel_width;
  for (size_t p = 0; p < work.block->panels; ++p) {
    const QueryPanel& panel = work.block->panel[p];
    for (size_t lane = 0; lane < panel_width; ++lane) {
      const bool present = lane < panel.rows;
      const QueryRow& row = panel.row[lane];
      const size_t index = p * panel_width + lane;
      const float* const q = attention.q.row(panel.batch, row.head, row.query);
      const float* const dout = problem.dout.row(panel.batch, row.head, row.query);
      if (present) {
        pack_row<panel_width>(q, attention.head_dim, index, panel_size, work.q_columns);
        pack_row<panel_width>(dout, attention.value_dim, index, panel_size, work.dout_columns);
      } else {
        zero_row<panel_width>(attention.head_dim, index, panel_size, work.q_columns);
        zero_row<panel_width>(attention.value_dim, index, panel_size, work.dout_columns);
      }
    }
  }
}

// s <- exp(s - lse) = p;  ds <- p (ds - delta), with ds = dout v^T before.
void differentiate_softmax(const PanelScores& scores, float* dscores, const float* slope,
                           const PanelGradient& gradient) {
  const size_t from = (scores.computed.begin - scores.first) * panel_width;
  const size_t to = (scores.computed.end - scores.first) * panel_width;
  for (size_t i = from; i < to; i += panel_width) {
    for (size_t b = 0; b < panel_batches; ++b) {
      const size_t at = i + b * batch_width;
      const Batch p = exp_of_difference(load(scores.data + at) - gradient.lse[b]);
      Batch ds = p * (load(dscores + at) - gradient.delta[b]);
      if (slope != nullptr) ds *= load(slope + at);
      store(scores.data + at, p);
      store(dscores + at, ds);
    }
  }
}

// dq <- dq + ds k for the keys of a block, where `ds` begins with keys.begin.
void add_query_gradient(const AttentionProblem& problem, const float* k_columns, KeyRange keys, const float* ds,
                        float* dq) {
  const size_t part = part_of_block(problem.keys());
  for (size_t column = 0; column < problem.head_dim; column += tile_rows) {
    float* const target = dq + column * panel_width;
    const float* const k = k_columns + column * problem.keys();
    for (size_t j = keys.begin; j < keys.end; j += part) {
      multiply_panels(std::min(part, keys.end - j), k + j * tile_rows, ds + (j - keys.begin) * panel_width,
                      [target](size_t row, size_t b, Batch sum) {
                        float* const lanes = target + row * panel_width + b * batch_width;
                        store(lanes, load(lanes) + sum);
                      });
    }
  }
}

// Packs the panel's p (or ds) of one tile of keys, [tile_rows][panel_width], as [panel_width][tile_rows].
void pack_tile(const float* source, float* target) {
  const float* rows[tile_rows];
  for (size_t row = 0; row < tile_rows; ++row) rows[row] = source + row * panel_width;
  pack_transposed<tile_rows>(rows, tile_rows, panel_width, target);
}

// Packs what panel p computed. Between the first and the last panel of a tile, what one did not compute counts as 0.
void pack_sums(const PanelScores& scores, const float* dscores, size_t p, QuerySums& sums) {
  constexpr size_t size = panel_width * tile_rows;
  const auto first = (scores.computed.begin - scores.first) / tile_rows;
  const auto end = (scores.computed.end - scores.first) / tile_rows;
  for (size_t tile = first; tile < end; ++tile) {
    const size_t j = tile * tile_rows;
    const size_t from = tile * query_block * tile_rows;
    KeyRange& panels = sums.panels[tile];
    if (!panels.empty() && panels.end < p) {
      std::fill_n(sums.p + from + panels.end * size, (p - panels.end) * size, 0.0F);
      std::fill_n(sums.ds + from + panels.end * size, (p - panels.end) * size, 0.0F);
    }
    pack_tile(scores.data + j * panel_width, sums.p + from + p * size);
    pack_tile(dscores + j * panel_width, sums.ds + from + p * size);
    panels = hull(panels, {p, p + 1});
  }
}

// 1 to 3 for one panel of queries.
void differentiate_panel(const Problem& problem, const Workspace& work, KeyRange keys, size_t p) {
  const AttentionProblem& attention = problem.attention;
  const QueryPanel& panel = work.block->panel[p];
  const PanelGradient& gradient = work.gradient[p];
  const KeyRange own = clip(panel.keys, keys);
  const PanelScores scores = compute_scores(*work.block, panel, work.packed.k, keys, work.scores);
  if (!own.empty()) {
    finish_scores(attention, panel, scores, work.slope);
    multiply_keys(work.packed.v, gradient.dout, attention.value_dim, scores.computed, keys.begin, work.dscores);
    differentiate_softmax(scores, work.dscores, work.slope, gradient);
    const float* const ds = work.dscores + (own.begin - keys.begin) * panel_width;
    add_query_gradient(attention, work.packed.k_columns, own, ds, gradient.dq);
  }
  pack_sums(scores, work.dscores, p, *work.sums);
}

// rows <- rows + sums^T columns for one tile of keys: `left` [depth][tile_rows], `columns` in right panels.
void add_key_gradient(size_t depth, const float* left, const float* columns, size_t dim, float* rows, size_t count) {
  for (size_t column = 0; column < dim; column += panel_width) {
    const float* const right = columns + column * query_block;
    float* const target = rows + column;
    if (count == tile_rows && column + panel_width <= dim) {
      multiply_panels(depth, left, right, [target, dim](size_t row, size_t b, Batch sum) {
        float* const own = target + row * dim + b * batch_width;
        store(own, load(own) + sum);
      });
      continue;
    }
    const auto lanes = [dim, column](size_t b) { return dim - std::min(dim, column + b * batch_width); };
    multiply_panels(depth, left, right, [&](size_t row, size_t b, Batch sum) {
      if (row >= count || lanes(b) == 0) return;
      float* const own = target + row * dim + b * batch_width;
      store_first(own, load_first(own, lanes(b)) + sum, lanes(b));
    });
  }
}

// 4 and 5 for one block of keys.
void differentiate_keys(const Problem& problem, const Workspace& work, size_t first) {
  const AttentionProblem& attention = problem.attention;
  for (size_t tile = 0; tile < key_block / tile_rows; ++tile) {
    const KeyRange panels = work.sums->panels[tile];
    if (panels.empty()) continue;
    const size_t j = first + tile * tile_rows;
    const size_t count = std::min(tile_rows, attention.keys() - j);
    const size_t from = panels.begin * panel_width;
    const size_t depth = panels.end * panel_width - from;
    const size_t at = (tile * query_block + from) * tile_rows;
    add_key_gradient(depth, work.sums->p + at, work.dout_columns + from * panel_width, attention.value_dim,
                     work.dv + j * attention.value_dim, count);
    add_key_gradient(depth, work.sums->ds + at, work.q_columns + from * panel_width, attention.head_dim,
                     work.dk + j * attention.head_dim, count);
  }
}

// Returns whether all of it is finite.
bool write_query_gradient(const Problem& problem, const QueryPanel& panel, const PanelGradient& gradient) {
  float* rows[panel_width];
  float scale[panel_width];
  for (size_t lane = 0; lane < panel.rows; ++lane) {
    rows[lane] = problem.dq.row(panel.batch, panel.row[lane].head, panel.row[lane].query);
  }
  std::fill_n(scale, panel_width, problem.attention.scale);
  float strange[panel_width];
  unpack_transposed(gradient.dq, problem.attention.head_dim, rows, panel.rows, scale, strange);
  return all_finite(strange, panel.rows);
}

// Returns whether dq is finite.
bool differentiate_block(const Problem& problem, const Workspace& work) {
  const QueryBlock& block = *work.block;
  const bool has_stretches = has_stretches_of_keys(problem.attention);
  float* const dq = work.gradient[0].dq;
  const size_t size = block.panels * size_of_dq(problem.attention);
  for (size_t p = 0; p < block.panels; ++p) {
    load_gradient(problem, block.panel[p], work.out_lanes, work.gradient[p]);
  }
  pack_query_columns(problem, work);
  if (has_stretches) std::fill_n(work.earlier.dq, size, 0.0);
  size_t blocks = 0;
  for (size_t first = round_down(block.keys.begin, tile_rows); first < block.keys.end; first += key_block) {
    std::fill_n(work.sums->panels, key_block / tile_rows, KeyRange{});
    for (size_t p = 0; p < block.panels; ++p) differentiate_panel(problem, work, {first, first + key_block}, p);
    differentiate_keys(problem, work, first);
    blocks += 1;
    if (has_stretches && blocks % blocks_per_stretch == 0) end_part(dq, size, work.earlier.dq);
  }
  if (has_stretches) end_parts(dq, size, work.earlier.dq);
  bool is_finite = true;
  for (size_t p = 0; p < block.panels; ++p) {
    is_finite = write_query_gradient(problem, block.panel[p], work.gradient[p]) && is_finite;
  }
  return is_finite;
}

// dk or dv of a key head, its stretches, and where it goes.
struct KeyGradient {
  float* sum;
  size_t dim;
  double* earlier;
  Heads<float> rows;
  float scale;
};

[[gnu::noinline]] bool write_key_gradient(const KeyGradient& gradient, size_t batch, size_t kv_head, size_t keys) {
  const Batch scale(gradient.scale);
  for (size_t j = 0; j < keys; ++j) {
    map_span(gradient.sum + j * gradient.dim, gradient.rows.row(batch, kv_head, j), gradient.dim,
             [scale](Batch value) { return value * scale; });
  }
  return all_finite(gradient.sum, keys * gradient.dim);
}

// All queries that read a key head. Returns whether all that came out is finite.
[[gnu::noinline]] bool differentiate_head(const Problem& problem, size_t batch, size_t kv_head, const Workspace& work) {
  const AttentionProblem& attention = problem.attention;
  const bool has_stretches = has_stretches_of_queries(attention);
  const size_t keys = attention.keys();
  const KeyGradient gradients[] = {
      {work.dk, attention.head_dim, work.earlier.dk, problem.dk, attention.scale},
      {work.dv, attention.value_dim, work.earlier.dv, problem.dv, 1.0F},
  };
  for (const KeyGradient& gradient : gradients) {
    std::fill_n(gradient.sum, keys * gradient.dim, 0.0F);
    if (has_stretches) std::fill_n(gradient.earlier, keys * gradient.dim, 0.0);
  }
  pack_head(attention, batch, kv_head, work.packed);
  bool is_finite = true;
  size_t blocks = 0;
  for (size_t first = 0; first < rows_of(attention); first += query_block) {
    load_queries(attention, batch, kv_head, first, attention.scale, *work.block);
    is_finite = differentiate_block(problem, work) && is_finite;
    blocks += 1;
    if (!has_stretches || blocks % blocks_per_stretch != 0) continue;
    for (const KeyGradient& gradient : gradients) end_part(gradient.sum, keys * gradient.dim, gradient.earlier);
  }
  for (const KeyGradient& gradient : gradients) {
    if (has_stretches) end_parts(gradient.sum, keys * gradient.dim, gradient.earlier);
    is_finite = write_key_gradient(gradient, batch, kv_head, keys) && is_finite;
  }
  return is_finite;
}

[[gnu::cold, gnu::noinline]] void clear_keys(const Problem& problem, size_t batch, size_t kv_head) {
  for (size_t j = 0; j < problem.attention.keys(); ++j) {
    std::fill_n(problem.dk.row(batch, kv_head, j), problem.attention.head_dim, 0.0F);
    std::fill_n(problem.dv.row(batch, kv_head, j), problem.attention.value_dim, 0.0F);
  }
}

bool scales_beyond_float32(const AttentionProblem& problem, size_t batch, size_t kv_head) {
  const size_t first_head = kv_head * problem.heads_per_kv_head();
  for (size_t row = 0; std::abs(problem.scale) > 1.0F && row < rows_of(problem); ++row) {
    if (is_scaled_beyond_float32(problem, batch, first_head + row / problem.seq_q, row % problem.seq_q)) return true;
  }
  return false;
}

// A head of which something came out that is not finite, once more: what does not see anything of the kind by tiles,
// the rest carefully; and where that does not do, everything carefully.
[[gnu::cold, gnu::noinline]] Status differentiate_again(const Problem& given, size_t batch, size_t kv_head,
                                                        const Workspace& work) {
  const AttentionProblem& attention = given.attention;
  Scratch scratch;
  CleanGradient clean;
  if (!clean_gradient(scratch, given, batch, kv_head, clean)) return Status::out_of_memory;
  if (!differentiate_head(clean.problem, batch, kv_head, work)) {
    std::fill_n(clean.is_careful, rows_of(attention), uint8_t{1});
    clear_keys(given, batch, kv_head);
  }
  for (size_t row = 0; row < rows_of(attention); ++row) {
    if (clean.is_careful[row] == 0) continue;
    const size_t head = kv_head * attention.heads_per_kv_head() + row / attention.seq_q;
    differentiate_carefully(given, batch, head, row % attention.seq_q, clean.careful);
  }
  return Status::ok;
}

}  // namespace

Status differentiate(const GradientProblem& problem) {
  const AttentionProblem& attention = problem.attention;
  if (attention.num_heads > 0 && (attention.num_kv_heads == 0 || attention.num_heads % attention.num_kv_heads != 0)) {
    return Status::bad_shape;
  }
  const bool has_queries = attention.num_heads > 0 && attention.seq_q > 0;
  // Of keys of nothing there may be any number.
  if (!has_queries && attention.keys() * (attention.head_dim + attention.value_dim) == 0) return Status::ok;
  Scratch scratch;
  Workspace work{};
  if (has_queries && !allocate(scratch, attention, work)) return Status::out_of_memory;
  Status status = Status::ok;
  for_tasks(attention.batch * attention.num_kv_heads, [&](size_t head) {
    const size_t batch = head / attention.num_kv_heads;
    const size_t kv_head = head % attention.num_kv_heads;
    if (!has_queries) return clear_keys(problem, batch, kv_head);
    if (status != Status::ok) return;
    const bool is_finite = differentiate_head(problem, batch, kv_head, work);
    if (is_finite && !scales_beyond_float32(attention, batch, kv_head)) return;
    status = differentiate_again(problem, batch, kv_head, work);
  });
  return status;
}

}  // namespace dojo

dojo::Status scaled_dot_product_attention_backward(
    const float* q, const float* k, const float* v, const float* out, const float* lse, const float* dout,
    const uint8_t* mask, const float* bias, const int32_t* query_offset, const int32_t* kv_lengths, float* dq,
    float* dk, float* dv, int32_t batch, int32_t num_heads, int32_t num_kv_heads, int32_t seq_q, int32_t seq_k,
    int32_t head_dim, int32_t value_dim, int32_t mask_batch_stride, int32_t mask_head_stride, int32_t mask_query_stride,
    int32_t mask_key_stride, int32_t bias_batch_stride, int32_t bias_head_stride, int32_t bias_query_stride,
    int32_t bias_key_stride, float scale, float softcap, int32_t causal, int32_t window_left, int32_t window_right) {
  using namespace dojo;
  if (!valid_dimensions({batch, num_heads, num_kv_heads, seq_q, seq_k, head_dim, value_dim, mask_batch_stride,
                         mask_head_stride, mask_query_stride, mask_key_stride, bias_batch_stride, bias_head_stride,
                         bias_query_stride, bias_key_stride})) {
    return Status::bad_shape;
  }
  Problem problem{};
  AttentionProblem& attention = problem.attention;
  attention.batch = extent(batch);
  attention.num_heads = extent(num_heads);
  attention.num_kv_heads = extent(num_kv_heads);
  attention.seq_q = extent(seq_q);
  attention.seq_k = extent(seq_k);
  attention.head_dim = extent(head_dim);
  attention.value_dim = extent(value_dim);
  attention.q = contiguous_heads(q, attention.num_heads, attention.seq_q, attention.head_dim);
  attention.k = contiguous_heads(k, attention.num_kv_heads, attention.seq_k, attention.head_dim);
  attention.v = contiguous_heads(v, attention.num_kv_heads, attention.seq_k, attention.value_dim);
  attention.mask = {mask, mask_batch_stride, mask_head_stride, mask_query_stride, mask_key_stride};
  attention.bias = {bias, bias_batch_stride, bias_head_stride, bias_query_stride, bias_key_stride};
  attention.query_offset = query_offset;
  attention.kv_lengths = kv_lengths;
  attention.scale = scale;
  attention.softcap = softcap;
  attention.causal = causal != 0;
  attention.window_left = window_left;
  attention.window_right = window_right;
  problem.out = contiguous_heads(out, attention.num_heads, attention.seq_q, attention.value_dim);
  problem.dout = contiguous_heads(dout, attention.num_heads, attention.seq_q, attention.value_dim);
  problem.lse = lse;
  problem.dq = contiguous_heads(dq, attention.num_heads, attention.seq_q, attention.head_dim);
  problem.dk = contiguous_heads(dk, attention.num_kv_heads, attention.seq_k, attention.head_dim);
  problem.dv = contiguous_heads(dv, attention.num_kv_heads, attention.seq_k, attention.value_dim);
  return differentiate(problem);
}
