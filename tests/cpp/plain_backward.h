// The gradients of scaled dot-product attention as their formulas read: see plain.h.
#pragma once

#include <cmath>
#include <vector>

#include "plain.h"

namespace plain {

/// What the forward pass gave, and the gradient of a loss by `out`.
template <class T>
struct Forward {
  std::vector<T> out, lse, dout;
};

template <class T>
struct AttentionGradients {
  std::vector<T> dq, dk, dv;
};

template <class T>
AttentionGradients<T> attention_backward(const Attention& a, const Forward<T>& f, Order order) {
  const std::vector<T> q = as<T>(a.q), k = as<T>(a.k), v = as<T>(a.v);
  const size_t queries = a.batch * a.num_heads * a.seq_q;
  const size_t group = a.num_kv_heads == 0 ? 1 : a.num_heads / a.num_kv_heads;
  const auto dot = [order](const T* x, const T* y, size_t dim) {
    return sum<T>(dim, order, [&](size_t d) { return x[d] * y[d]; });
  };
  // p and ds of every query and key.
  std::vector<T> p(queries * a.keys), ds(queries * a.keys);
  std::vector<bool> visible(queries * a.keys);
  // What belongs to nothing visible is not looked at: it may be NaN.
  const auto term = [&](size_t at, const T& weight, const T& value) { return visible[at] ? weight * value : T{0}; };
  const auto key_of = [&](size_t query, size_t j) {
    const size_t head = query / a.seq_q % a.num_heads, batch = query / a.seq_q / a.num_heads;
    return (batch * a.num_kv_heads + head / group) * a.keys + j;
  };
  for (size_t i = 0; i < queries; ++i) {
    if (f.lse[i] == minus_infinity<T>) continue;
    const T* const dout = f.dout.data() + i * a.value_dim;
    const T delta = dot(dout, f.out.data() + i * a.value_dim, a.value_dim);
    for (size_t j = 0; j < a.keys; ++j) {
      const bool hidden = (!a.mask.empty() && a.mask[i * a.keys + j] == 0) ||
                          (!a.bias.empty() && a.bias[i * a.keys + j] == minus_infinity<float>);
      if (hidden || !a.may_attend(i / a.seq_q / a.num_heads, i % a.seq_q, j)) continue;
      visible[i * a.keys + j] = true;
      T s = dot(q.data() + i * a.head_dim, k.data() + key_of(i, j) * a.head_dim, a.head_dim) * static_cast<T>(a.scale);
      const T bent = a.softcap > 0 ? std::tanh(s / static_cast<T>(a.softcap)) : T{0};
      if (a.softcap > 0) s = static_cast<T>(a.softcap) * bent;
      if (!a.bias.empty()) s += T{a.bias[i * a.keys + j]};
      p[i * a.keys + j] = std::exp(s - f.lse[i]);
      const T dp = dot(dout, v.data() + key_of(i, j) * a.value_dim, a.value_dim);
      ds[i * a.keys + j] = p[i * a.keys + j] * (dp - delta) * (1 - bent * bent);
    }
  }
  AttentionGradients<T> result;
  for (size_t i = 0; i < queries; ++i) {
    for (size_t d = 0; d < a.head_dim; ++d) {
      result.dq.push_back(static_cast<T>(a.scale) * sum<T>(a.keys, order, [&](size_t j) {
                            return term(i * a.keys + j, ds[i * a.keys + j], k[key_of(i, j) * a.head_dim + d]);
                          }));
    }
  }
  for (size_t kv = 0; kv < a.batch * a.num_kv_heads; ++kv) {
    // The queries of the heads that read one key head follow each other.
    const size_t first = kv * group * a.seq_q, count = group * a.seq_q;
    for (size_t j = 0; j < a.keys; ++j) {
      for (size_t d = 0; d < a.head_dim; ++d) {
        result.dk.push_back(static_cast<T>(a.scale) * sum<T>(count, order, [&](size_t i) {
                              const size_t at = (first + i) * a.keys + j;
                              return term(at, ds[at], q[(first + i) * a.head_dim + d]);
                            }));
      }
      for (size_t e = 0; e < a.value_dim; ++e) {
        result.dv.push_back(sum<T>(count, order, [&](size_t i) {
          const size_t at = (first + i) * a.keys + j;
          return term(at, p[at], f.dout[(first + i) * a.value_dim + e]);
        }));
      }
    }
  }
  return result;
}

}  // namespace plain
