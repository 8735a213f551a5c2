#include "attention/careful_gradient.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "attention/key_range.h"
#include "exponential.h"
#include "logarithm.h"
#include "simd/finite.h"

namespace dojo {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

CarefulGradientMemory careful_gradient_memory(Scratch& scratch, const AttentionProblem& problem) {
  return {scratch.take<CarefulScore>(problem.keys()), scratch.take<double>(problem.keys()),
          scratch.take<double>(problem.keys()), scratch.take<double>(problem.head_dim)};
}

void differentiate_carefully(const GradientProblem& problem, size_t batch, size_t head, size_t query,
                             const CarefulGradientMemory& memory) {
  const AttentionProblem& attention = problem.attention;
  const size_t kv_head = head / attention.heads_per_kv_head();
  const auto each_visible_key = [&](const auto& visit) { for_each_visible_key(attention, batch, head, query, visit); };
  const float* const q = attention.q.row(batch, head, query);
  const float* const dout = problem.dout.row(batch, head, query);
  const float* const out = problem.out.row(batch, head, query);

  std::fill_n(problem.dq.row(batch, head, query), attention.head_dim, 0.0F);
  each_visible_key([&](size_t j) { memory.score[j] = careful_score(attention, batch, head, query, j); });
  double lse = double{problem.lse[attention.query_index(batch, head, query)]};
  if (!(std::abs(lse) < infinity)) {
    // Of a query that sees no key, or whose scores left float32.
    double maximum = -infinity;
    double sum = 0;
    bool sees_any = false;
    each_visible_key([&](size_t j) {
      maximum = std::max(maximum, memory.score[j].value);
      sees_any = sees_any || memory.score[j].value != -infinity;
    });
    if (!sees_any) return;
    each_visible_key([&](size_t j) { sum += exponential(memory.score[j].value - maximum); });
    lse = maximum + logarithm(sum);
  }
  const bool has_delta = all_finite(out, attention.value_dim);
  double delta = has_delta ? dot_in_float64(dout, out, attention.value_dim) : 0.0;
  each_visible_key([&](size_t j) {
    memory.p[j] = exponential(memory.score[j].value - lse);
    memory.dp[j] = dot_in_float64(dout, attention.value(batch, kv_head, j), attention.value_dim);
    if (!has_delta) delta += memory.p[j] * memory.dp[j];
  });

  std::fill_n(memory.dq, attention.head_dim, 0.0);
  each_visible_key([&](size_t j) {
    const double ds = memory.p[j] * (memory.dp[j] - delta) * memory.score[j].slope * double{attention.scale};
    const float* const k = attention.key(batch, kv_head, j);
    float* const dk = problem.dk.row(batch, kv_head, j);
    float* const dv = problem.dv.row(batch, kv_head, j);
    for (size_t d = 0; d < attention.head_dim; ++d) {
      memory.dq[d] += ds * double{k[d]};
      dk[d] = static_cast<float>(double{dk[d]} + ds * double{q[d]});
    }
    for (size_t e = 0; e < attention.value_dim; ++e) {
      dv[e] = static_cast<float>(double{dv[e]} + memory.p[j] * double{dout[e]});
    }
  });
  std::copy_n(memory.dq, attention.head_dim, problem.dq.row(batch, head, query));
}

}  // namespace dojo
