// The plain forms of attention whose scores are no dot products, and of what shares its parts.
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

/// Softmax of scores [batch * seq_q, seq_k] where the mask lets a query see a key, and the values [batch, seq_k,
/// value_dim] weighted by it.
template <class T>
AttentionOutputs<T> weigh(const std::vector<T>& scores, const std::vector<uint8_t>& mask, const std::vector<T>& v,
                          size_t seq_q, size_t seq_k, size_t value_dim, size_t rows, Order order) {
  AttentionOutputs<T> result;
  for (size_t row = 0; row < rows; ++row) {
    std::vector<size_t> seen;
    std::vector<T> s;
    for (size_t j = 0; j < seq_k; ++j) {
      if (!mask.empty() && mask[row * seq_k + j] == 0) continue;
      seen.push_back(j);
      s.push_back(scores[row * seq_k + j]);
    }
    const auto value = [&](size_t j) { return v.data() + (row / seq_q * seq_k + j) * value_dim; };
    attend(s, seen, seq_k, value_dim, value, order, result);
  }
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
      return T{a.u[h]} * tanh(q[row * a.hidden_dim + h] + k[key * a.hidden_dim + h]);
    });
  }
  return weigh(scores, a.mask, as<T>(a.v), a.seq_q, a.seq_k, a.value_dim, rows, order);
}

struct Luong {
  enum Score : int32_t { dot, general, concat };

  size_t batch = 1, seq_q = 1, seq_k = 1, dim = 1, hidden_dim = 0;
  Score score = dot;
  std::vector<float> h, memory, w, u;
};

template <class T>
AttentionOutputs<T> luong_attention(const Luong& l, Order order) {
  const std::vector<T> h = as<T>(l.h), memory = as<T>(l.memory);
  std::vector<T> keys = memory;
  if (l.score == Luong::concat) {
    Additive a{l.batch, l.seq_q, l.seq_k, l.dim, l.dim, l.dim, l.hidden_dim, l.h, l.memory, l.memory, {}, {}, l.u, {}};
    for (size_t row = 0; row < l.hidden_dim; ++row) {
      const float* const w = l.w.data() + row * 2 * l.dim;
      a.wq.insert(a.wq.end(), w, w + l.dim);
      a.wk.insert(a.wk.end(), w + l.dim, w + 2 * l.dim);
    }
    return additive_attention<T>(a, order);
  }
  if (l.score == Luong::general) {
    keys = linear(memory, as<T>(l.w), {}, l.batch * l.seq_k, l.dim, l.dim, order);
  }
  std::vector<T> scores(l.batch * l.seq_q * l.seq_k);
  for (size_t at = 0; at < scores.size(); ++at) {
    const size_t row = at / l.seq_k, key = row / l.seq_q * l.seq_k + at % l.seq_k;
    scores[at] = score(h.data() + row * l.dim, keys.data() + key * l.dim, l.dim, {}, order).value;
  }
  return weigh(scores, {}, memory, l.seq_q, l.seq_k, l.dim, l.batch * l.seq_q, order);
}

struct GraphAttention {
  size_t nodes, in_features, num_heads, out_features;
  std::vector<float> x;
  std::vector<uint8_t> adjacency;
  std::vector<float> w, a_dst, a_src;
  double negative_slope = 0.2;
};

template <class T>
T leaky_relu(T x, double slope) {
  return x < 0 ? x * static_cast<T>(slope) : x;
}

template <class T>
Outputs<T> graph_attention(const GraphAttention& g, Order order) {
  const size_t width = g.out_features, row = g.num_heads * width;
  const std::vector<T> z = linear(as<T>(g.x), as<T>(g.w), {}, g.nodes, g.in_features, row, order);
  std::vector<T> out(g.nodes * row), weights;
  for (size_t h = 0; h < g.num_heads; ++h) {
    std::vector<T> own(g.nodes * width), scores(g.nodes * g.nodes);
    for (size_t at = 0; at < own.size(); ++at) own[at] = z[at / width * row + h * width + at % width];
    const auto given = [&](const std::vector<float>& a) {
      std::vector<T> products(g.nodes);
      for (size_t node = 0; node < g.nodes; ++node) {
        products[node] = sum<T>(width, order, [&](size_t d) { return T{a[h * width + d]} * own[node * width + d]; });
      }
      return products;
    };
    const std::vector<T> dst = given(g.a_dst), src = given(g.a_src);
    for (size_t at = 0; at < scores.size(); ++at) {
      scores[at] = leaky_relu(dst[at / g.nodes] + src[at % g.nodes], g.negative_slope);
    }
    const AttentionOutputs<T> head = weigh(scores, g.adjacency, own, g.nodes, g.nodes, width, g.nodes, order);
    for (size_t at = 0; at < own.size(); ++at) out[at / width * row + h * width + at % width] = head.out[at];
    weights.insert(weights.end(), head.weights.begin(), head.weights.end());
  }
  return {{"out", out}, {"weights", weights}};
}

}  // namespace plain
