#include "attention/clean_gradient.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "attention/clean_head.h"
#include "simd/finite.h"

namespace dojo {

bool is_scaled_beyond_float32(const AttentionProblem& problem, size_t batch, size_t head, size_t query) {
  if (std::abs(problem.scale) <= 1.0F) return false;
  const float* const q = problem.q.row(batch, head, query);
  return std::any_of(q, q + problem.head_dim, [&](float value) { return !std::isfinite(value * problem.scale); });
}

bool clean_gradient(Scratch& scratch, const GradientProblem& given, size_t batch, size_t kv_head,
                    CleanGradient& clean) {
  const AttentionProblem& attention = given.attention;
  const size_t first_head = kv_head * attention.heads_per_kv_head();
  const size_t rows = attention.heads_per_kv_head() * attention.seq_q;
  const size_t first_row = attention.query_index(batch, first_head, 0);
  CleanHead keys;
  if (!clean_head(scratch, attention, batch, kv_head, keys)) return false;
  clean.problem = given;
  clean.problem.attention = keys.problem;
  clean.is_careful = scratch.take<uint8_t>(rows);
  clean.careful = careful_gradient_memory(scratch, attention);
  auto* const lse = scratch.take<float>(rows);
  struct Input {
    const Heads<const float>* given;
    Heads<const float>* clean;
    size_t dim;
    float* rows;
  };
  Input inputs[] = {{&attention.q, &clean.problem.attention.q, attention.head_dim, nullptr},
                    {&given.out, &clean.problem.out, attention.value_dim, nullptr},
                    {&given.dout, &clean.problem.dout, attention.value_dim, nullptr}};
  for (Input& input : inputs) input.rows = scratch.take<float>(rows, input.dim);
  if (scratch.exhausted()) return false;

  for (size_t row = 0; row < rows; ++row) {
    const size_t head = first_head + row / attention.seq_q;
    const size_t query = row % attention.seq_q;
    const float own_lse = given.lse[first_row + row];
    bool is_careful = !std::isfinite(own_lse) || sees_unclean(keys, batch, head, query) ||
                      is_scaled_beyond_float32(attention, batch, head, query);
    for (const Input& input : inputs) {
      const float* const source = input.given->row(batch, head, query);
      is_careful = is_careful || !all_finite(source, input.dim);
      std::copy_n(source, input.dim, input.rows + row * input.dim);
    }
    clean.is_careful[row] = is_careful ? 1 : 0;
    // To which every weight is 0.
    lse[row] = is_careful ? std::numeric_limits<float>::infinity() : own_lse;
    for (const Input& input : inputs) {
      if (is_careful) std::fill_n(input.rows + row * input.dim, input.dim, 0.0F);
    }
  }
  for (const Input& input : inputs) {
    *input.clean = contiguous_heads<const float>(input.rows - first_row * input.dim, attention.num_heads,
                                                 attention.seq_q, input.dim);
  }
  clean.problem.lse = lse - first_row;
  return true;
}

}  // namespace dojo
