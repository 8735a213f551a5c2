// Gradients as their formulas read: see plain.h.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "plain.h"

namespace plain {

/// What the forward pass gave, and the gradient of a loss by `out`.
template <class T>
struct Forward {
  std::vector<T> out, lse, dout;
};

/// What attention takes, in T: of q, k and v that were computed there are no floats.
template <class T>
struct Projections {
  std::vector<T> q, k, v;
};

template <class T>
struct AttentionGradients {
  std::vector<T> dq, dk, dv;
};

/// p and ds of every query and key; of what is not visible neither is looked at.
template <class T>
struct ScoreGradients {
  std::vector<T> p, ds;
  std::vector<bool> visible;
};

/// The logarithm of the sum that the forward pass gave, or where that is no number, the query's own.
template <class T>
T lse_of(const Attention& a, const Forward<T>& f, const std::vector<T>& q, const std::vector<T>& k, size_t query,
         Order order) {
  if (isfinite(f.lse[query])) return f.lse[query];
  std::vector<T> scores;
  for (size_t j = 0; j < a.keys; ++j) {
    if (a.sees(query, j)) scores.push_back(score_of(a, q, k, query, j, order).value);
  }
  return softmax_run(scores.data(), scores.size(), 1, order);
}

template <class T>
ScoreGradients<T> score_gradients(const Attention& a, const Projections<T>& given, const Forward<T>& f, Order order) {
  const std::vector<T>&q = given.q, &k = given.k, &v = given.v;
  const size_t queries = a.batch * a.num_heads * a.seq_q;
  ScoreGradients<T> result{std::vector<T>(queries * a.keys), std::vector<T>(queries * a.keys),
                           std::vector<bool>(queries * a.keys)};
  for (size_t i = 0; i < queries; ++i) {
    const T lse = lse_of(a, f, q, k, i, order);
    if (lse == minus_infinity<T>) continue;
    const T* const dout = f.dout.data() + i * a.value_dim;
    const T* const out = f.out.data() + i * a.value_dim;
    std::vector<T> dp(a.keys), slope(a.keys);
    for (size_t j = 0; j < a.keys; ++j) {
      if (!a.sees(i, j)) continue;
      result.visible[i * a.keys + j] = true;
      const Score<T> s = score_of(a, q, k, i, j, order);
      const T* const value = v.data() + a.key_of(i, j) * a.value_dim;
      result.p[i * a.keys + j] = exp(s.value - lse);
      dp[j] = sum<T>(a.value_dim, order, [&](size_t e) { return dout[e] * value[e]; });
      slope[j] = s.slope;
    }
    // Where out is no number, from what it is made of.
    const bool has_out = std::all_of(out, out + a.value_dim, [](const T& value) { return isfinite(value); });
    const T delta = has_out ? sum<T>(a.value_dim, order, [&](size_t e) { return dout[e] * out[e]; })
                            : sum<T>(a.keys, order, [&](size_t j) {
                                const size_t at = i * a.keys + j;
                                return result.visible[at] ? result.p[at] * dp[j] : T{0};
                              });
    for (size_t j = 0; j < a.keys; ++j) {
      const size_t at = i * a.keys + j;
      if (result.visible[at]) result.ds[at] = result.p[at] * (dp[j] - delta) * slope[j];
    }
  }
  return result;
}

/// Of `a` everything but q, k and v.
template <class T>
AttentionGradients<T> attention_backward(const Attention& a, const Projections<T>& given, const Forward<T>& f,
                                         Order order) {
  const std::vector<T>&q = given.q, &k = given.k;
  const size_t queries = a.batch * a.num_heads * a.seq_q;
  const size_t group = a.num_kv_heads == 0 ? 1 : a.num_heads / a.num_kv_heads;
  const ScoreGradients<T> scores = score_gradients(a, given, f, order);
  const auto term = [&](size_t at, const T& weight, const T& value) {
    return scores.visible[at] ? weight * value : T{0};
  };
  AttentionGradients<T> result;
  for (size_t i = 0; i < queries; ++i) {
    for (size_t d = 0; d < a.head_dim; ++d) {
      result.dq.push_back(static_cast<T>(a.scale) * sum<T>(a.keys, order, [&](size_t j) {
                            return term(i * a.keys + j, scores.ds[i * a.keys + j], k[a.key_of(i, j) * a.head_dim + d]);
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
                              return term(at, scores.ds[at], q[(first + i) * a.head_dim + d]);
                            }));
      }
      for (size_t e = 0; e < a.value_dim; ++e) {
        result.dv.push_back(sum<T>(count, order, [&](size_t i) {
          const size_t at = (first + i) * a.keys + j;
          return term(at, scores.p[at], f.dout[(first + i) * a.value_dim + e]);
        }));
      }
    }
  }
  return result;
}

template <class T>
AttentionGradients<T> attention_backward(const Attention& a, const Forward<T>& f, Order order) {
  return attention_backward(a, {as<T>(a.q), as<T>(a.k), as<T>(a.v)}, f, order);
}

/// The arguments of softmax_backward: [outer, length, inner]
template <class T>
struct SoftmaxGradient {
  std::vector<T> y, dy;
  size_t outer, length, inner;
};

template <class T>
Outputs<T> softmax_backward(const SoftmaxGradient<T>& s, Order order) {
  std::vector<T> dx(s.y.size());
  for (size_t column = 0; column < s.outer * s.inner; ++column) {
    const size_t first = column / s.inner * s.length * s.inner + column % s.inner;
    const T total =
        sum<T>(s.length, order, [&](size_t l) { return s.y[first + l * s.inner] * s.dy[first + l * s.inner]; });
    for (size_t l = 0; l < s.length; ++l) {
      const size_t at = first + l * s.inner;
      dx[at] = s.y[at] * (s.dy[at] - total);
    }
  }
  return {{"dx", dx}};
}

/// The arguments of layer_norm_backward.
struct LayerNormGradient {
  std::vector<float> x, gamma, dy;
  double eps = 1e-5;
};

template <class T>
Outputs<T> layer_norm_backward(const LayerNormGradient& l, Order order) {
  const std::vector<T> x = as<T>(l.x), gamma = as<T>(l.gamma), dy = as<T>(l.dy);
  const size_t dim = gamma.size(), rows = dim == 0 ? 0 : x.size() / dim;
  std::vector<T> dx(x.size()), n(x.size()), dgamma(dim), dbeta(dim);
  for (size_t first = 0; first < x.size(); first += dim) {
    const Normal<T> normal = normalize(x.data() + first, dim, l.eps, order);
    std::copy(normal.values.begin(), normal.values.end(), n.begin() + static_cast<ptrdiff_t>(first));
    const auto gradient = [&](size_t d) { return gamma[d] * dy[first + d]; };
    const T mean_gradient = sum<T>(dim, order, gradient) / static_cast<T>(dim);
    const T mean_product =
        sum<T>(dim, order, [&](size_t d) { return gradient(d) * n[first + d]; }) / static_cast<T>(dim);
    for (size_t d = 0; d < dim; ++d) {
      dx[first + d] = (gradient(d) - mean_gradient - n[first + d] * mean_product) / normal.deviation;
    }
  }
  for (size_t d = 0; d < dim; ++d) {
    dgamma[d] = sum<T>(rows, order, [&](size_t r) { return dy[r * dim + d] * n[r * dim + d]; });
    dbeta[d] = sum<T>(rows, order, [&](size_t r) { return dy[r * dim + d]; });
  }
  return {{"dx", dx}, {"dgamma", dgamma}, {"dbeta", dbeta}};
}

/// x: [rows, in], w: [out, in], dy: [rows, out]
template <class T>
Outputs<T> linear_gradients(const std::vector<T>& x, const std::vector<T>& w, const std::vector<T>& dy, size_t rows,
                            size_t in, size_t out, Order order) {
  std::vector<T> dx(rows * in), dw(out * in), db(out);
  for (size_t at = 0; at < dx.size(); ++at) {
    const size_t row = at / in, i = at % in;
    dx[at] = sum<T>(out, order, [&](size_t o) { return dy[row * out + o] * w[o * in + i]; });
  }
  for (size_t o = 0; o < out; ++o) {
    for (size_t i = 0; i < in; ++i) {
      dw[o * in + i] = sum<T>(rows, order, [&](size_t r) { return dy[r * out + o] * x[r * in + i]; });
    }
    db[o] = sum<T>(rows, order, [&](size_t r) { return dy[r * out + o]; });
  }
  return {{"dx", dx}, {"dw", dw}, {"db", db}};
}

/// The arguments of linear_backward.
struct LinearGradient {
  size_t rows = 1, in = 1, out = 1;
  std::vector<float> x, w, dy;
};

template <class T>
Outputs<T> linear_backward(const LinearGradient& l, Order order) {
  return linear_gradients(as<T>(l.x), as<T>(l.w), as<T>(l.dy), l.rows, l.in, l.out, order);
}

}  // namespace plain
