// The plain form of additive attention, which Luong's `concat` is as well.
#pragma once

#include <vector>

#include "plain.h"

namespace plain {

/// mask: [batch, seq_q, seq_k] or empty
struct Additive {
  size_t batch = 1, seq_q = 1, seq_k = 1, query_dim = 1, key_dim = 1, value_dim = 1, hidden_dim = 1;
  std::vector<float> q, k, v, wq, wk, u;
  std::vector<uint8_t> mask;
};

/// Softmax of scores [batch * seq_q, seq_k], in place, and the values [batch, seq_k, value_dim] weighted by it.
template <class T>
AttentionOutputs<T> weigh(std::vector<T> scores, const std::vector<T>& v, size_t seq_q, size_t seq_k, size_t value_dim,
                          size_t rows, Order order) {
  AttentionOutputs<T> result;
  for (size_t row = 0; row < rows; ++row) {
    T* const s = scores.data() + row * seq_k;
    softmax_run(s, seq_k, 1, order);
    const size_t first = row / seq_q * seq_k;
    for (size_t e = 0; e < value_dim; ++e) {
      result.out.push_back(sum<T>(seq_k, order, [&](size_t j) { return s[j] * v[(first + j) * value_dim + e]; }));
    }
  }
  result.weights = scores;
  return result;
}

template <class T>
AttentionOutputs<T> additive_attention(const Additive& a, Order order) {
  const size_t rows = a.batch * a.seq_q;
  const std::vector<T> q = linear(as<T>(a.q), as<T>(a.wq), {}, rows, a.query_dim, a.hidden_dim, order);
  const std::vector<T> k = linear(as<T>(a.k), as<T>(a.wk), {}, a.batch * a.seq_k, a.key_dim, a.hidden_dim, order);
  std::vector<T> scores(rows * a.seq_k);
  for (size_t at = 0; at < scores.size(); ++at) {
    const size_t row = at / a.seq_k, key = row / a.seq_q * a.seq_k + at % a.seq_k;
    scores[at] = sum<T>(a.hidden_dim, order, [&](size_t h) {
      return T{a.u[h]} * std::tanh(q[row * a.hidden_dim + h] + k[key * a.hidden_dim + h]);
    });
    if (!a.mask.empty() && a.mask[at] == 0) scores[at] = minus_infinity<T>;
  }
  return weigh(scores, as<T>(a.v), a.seq_q, a.seq_k, a.value_dim, rows, order);
}

}  // namespace plain
