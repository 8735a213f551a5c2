// The plain forms of linear attention.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "plain.h"

namespace plain {

struct LinearAttention {
  size_t batch, num_heads, seq_q, head_dim, seq_k, value_dim;
  bool causal;
  std::vector<float> q, k, v;

  size_t rows() const { return batch * num_heads * seq_q; }
  /// How many keys of its head a row of q attends, the first ones.
  size_t attended(size_t row) const { return causal ? std::min(row % seq_q + 1, seq_k) : seq_k; }
  const float* key(size_t row, size_t j) const { return k.data() + (row / seq_q * seq_k + j) * head_dim; }
  const float* value(size_t row, size_t j) const { return v.data() + (row / seq_q * seq_k + j) * value_dim; }
};

/// With the matrix of weights, quadratic and independent of the kernel's recurrence.
template <class T>
Outputs<T> linear_attention(const LinearAttention& l, Order order) {
  const auto feature = [](float x) { return x > 0 ? T{x} + 1 : exp(T{x}); };
  std::vector<T> out;
  for (size_t row = 0; row < l.rows(); ++row) {
    std::vector<T> a(l.attended(row));
    for (size_t j = 0; j < a.size(); ++j) {
      const float *const q = l.q.data() + row * l.head_dim, *const k = l.key(row, j);
      a[j] = sum<T>(l.head_dim, order, [&](size_t d) { return feature(q[d]) * feature(k[d]); });
    }
    const T total = sum<T>(a.size(), order, [&](size_t j) { return a[j]; });
    for (size_t e = 0; e < l.value_dim; ++e) {
      const T weighted = sum<T>(a.size(), order, [&](size_t j) { return a[j] * T{l.value(row, j)[e]}; });
      out.push_back(total == 0 ? T{0} : weighted / total);
    }
  }
  return {{"out", out}};
}

/// The same with logarithms of features, which no finite number takes out of float64. Not finite are only those
/// elements of the result that see such a value; of what sees such a query or key there is nothing to tell.
inline std::vector<double> linear_attention_by_logarithms(const LinearAttention& l) {
  const auto log_phi = [](float x) { return x > 0 ? std::log1p(double{x}) : double{x}; };
  std::vector<double> out;
  for (size_t row = 0; row < l.rows(); ++row) {
    std::vector<double> a(l.attended(row));
    if (a.empty() || l.head_dim == 0) {
      out.resize(out.size() + l.value_dim);
      continue;
    }
    const float *const q = l.q.data() + row * l.head_dim, *const k = l.key(row, 0);
    // A factor that all share, which must not swallow the rest.
    const double common_q = log_phi(*std::max_element(q, q + l.head_dim));
    const double common_k = log_phi(*std::max_element(k, k + a.size() * l.head_dim));
    for (size_t j = 0; j < a.size(); ++j) {
      std::vector<double> products;
      for (size_t d = 0; d < l.head_dim; ++d) {
        products.push_back((log_phi(q[d]) - common_q) + (log_phi(l.key(row, j)[d]) - common_k));
      }
      a[j] = softmax_run(products.data(), products.size(), 1, Order::forward);
    }
    softmax_run(a.data(), a.size(), 1, Order::forward);
    for (size_t e = 0; e < l.value_dim; ++e) {
      out.push_back(sum<double>(a.size(), Order::forward, [&](size_t j) { return a[j] * double{l.value(row, j)[e]}; }));
    }
  }
  return out;
}

}  // namespace plain
