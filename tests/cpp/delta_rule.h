// The plain form of the delta rule.
#pragma once

#include <vector>

#include "plain.h"

namespace plain {

/// q, k: [heads, seq, head_dim], v: [heads, seq, value_dim], beta: [heads, seq], initial_state: [heads, value_dim,
/// head_dim] or empty.
struct DeltaRule {
  size_t heads, seq, head_dim, value_dim;
  std::vector<float> q, k, v, beta, initial_state;
};

template <class T>
Outputs<T> delta_rule(const DeltaRule& r, Order order) {
  std::vector<T> state = as<T>(r.initial_state), out;
  state.resize(r.heads * r.value_dim * r.head_dim, T{0});
  for (size_t token = 0; token < r.heads * r.seq; ++token) {
    T* const of_head = state.data() + token / r.seq * r.value_dim * r.head_dim;
    const float *const q = r.q.data() + token * r.head_dim, *const k = r.k.data() + token * r.head_dim;
    for (size_t e = 0; e < r.value_dim; ++e) {
      T* const row = of_head + e * r.head_dim;
      const T held = sum<T>(r.head_dim, order, [&](size_t d) { return row[d] * T{k[d]}; });
      const T change = T{r.beta[token]} * (T{r.v[token * r.value_dim + e]} - held);
      for (size_t d = 0; d < r.head_dim; ++d) row[d] += change * T{k[d]};
      out.push_back(sum<T>(r.head_dim, order, [&](size_t d) { return row[d] * T{q[d]}; }));
    }
  }
  return {{"out", out}, {"final_state", state}};
}

}  // namespace plain
