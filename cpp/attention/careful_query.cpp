#include "attention/careful_query.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "attention/key_range.h"
#include "exponential.h"
#include "logarithm.h"

namespace dojo {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();

}  // namespace

double dot_in_float64(const float* a, const float* b, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; ++i) sum += double{a[i]} * double{b[i]};
  return sum;
}

CarefulScore careful_score(const AttentionProblem& problem, size_t batch, size_t head, size_t query, size_t j) {
  const float* const k = problem.key(batch, head / problem.heads_per_kv_head(), j);
  double score = dot_in_float64(problem.q.row(batch, head, query), k, problem.head_dim) * double{problem.scale};
  double slope = 1.0;
  if (problem.softcap > 0.0F) {
    const double tanh = 1.0 - 2.0 / (exponential(2.0 * score / double{problem.softcap}) + 1.0);
    score = double{problem.softcap} * tanh;
    slope = 1.0 - tanh * tanh;
  }
  if (problem.bias.data != nullptr) {
    score += double{problem.bias.row(batch, head, query)[j * static_cast<size_t>(problem.bias.key_stride)]};
  }
  return {score, slope};
}

CarefulMemory careful_memory(Scratch& scratch, const AttentionProblem& problem) {
  return {scratch.take<double>(problem.keys()), scratch.take<double>(problem.value_dim)};
}

void attend_carefully(const AttentionProblem& problem, size_t batch, size_t head, size_t query,
                      const CarefulMemory& memory) {
  const size_t kv_head = head / problem.heads_per_kv_head();
  const auto each_visible_key = [&](const auto& visit) { for_each_visible_key(problem, batch, head, query, visit); };
  const double sink = problem.sinks == nullptr ? -infinity : double{problem.sinks[head]};
  double maximum = -infinity;
  bool is_finite = true;
  each_visible_key([&](size_t j) {
    if (!is_finite) return;
    const double score = careful_score(problem, batch, head, query, j).value;
    memory.scores[j] = score;
    maximum = std::max(maximum, score);
    // -infinity is a weight of 0; of NaN or infinity is all that the query sees.
    is_finite = score < infinity && sink < infinity;
  });

  maximum = std::max(maximum, sink);
  const bool sees_nothing = maximum == -infinity;
  double sum = sink == maximum ? 1.0 : exponential(sink - maximum);
  std::fill_n(memory.sums, problem.value_dim, 0.0);
  each_visible_key([&](size_t j) {
    if (!is_finite) return;
    const double weight = sees_nothing ? 0.0 : exponential(memory.scores[j] - maximum);
    memory.scores[j] = weight;
    sum += weight;
    const float* const v = problem.value(batch, kv_head, j);
    for (size_t e = 0; e < problem.value_dim; ++e) memory.sums[e] += weight * double{v[e]};
  });

  const size_t index = problem.query_index(batch, head, query);
  const auto share = [&](double value) {
    if (!is_finite) return not_a_number;
    return sees_nothing ? 0.0F : static_cast<float>(value / sum);
  };
  std::transform(memory.sums, memory.sums + problem.value_dim, problem.out.row(batch, head, query), share);
  if (problem.lse != nullptr) {
    const double lse = sees_nothing ? sink : maximum + logarithm(sum);
    problem.lse[index] = is_finite ? static_cast<float>(lse) : not_a_number;
  }
  if (problem.weights == nullptr) return;
  float* const weights = problem.weights + index * problem.keys();
  std::fill_n(weights, problem.keys(), 0.0F);
  each_visible_key([&](size_t j) { weights[j] = share(memory.scores[j]); });
}

}  // namespace dojo
