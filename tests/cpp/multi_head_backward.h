// The plain form of the gradients of multi-head attention.
#pragma once

#include <cmath>
#include <vector>

#include "plain.h"
#include "plain_backward.h"

namespace plain {

/// What multi_head_attention_backward takes beside the inputs and weights of the layer: what the forward pass gave, and
/// the gradient by out.
template <class T>
struct MultiHeadSaved {
  std::vector<T> q, k, v, context, lse, dout;
};

/// [batch, seq, num_heads * head_dim] -> [batch, num_heads, seq, head_dim], and with seq and num_heads exchanged back.
template <class T>
std::vector<T> exchange(const std::vector<T>& x, size_t batch, size_t seq, size_t num_heads) {
  const size_t head_dim = x.empty() ? 0 : x.size() / batch / seq / num_heads;
  std::vector<T> result;
  for (size_t b = 0; b < batch && !x.empty(); ++b) {
    for (size_t h = 0; h < num_heads; ++h) {
      for (size_t i = 0; i < seq; ++i) {
        const T* const row = x.data() + ((b * seq + i) * num_heads + h) * head_dim;
        result.insert(result.end(), row, row + head_dim);
      }
    }
  }
  return result;
}

/// Between the projections, without q, k and v.
inline Attention heads_of(const MultiHeadAttention& m) {
  Attention a;
  a.batch = m.batch, a.num_heads = a.num_kv_heads = m.num_heads, a.seq_q = m.seq_q, a.keys = m.seq_k;
  a.head_dim = a.value_dim = m.model_dim / m.num_heads;
  a.query_offset = m.query_offset, a.causal = m.causal;
  a.scale = a.head_dim == 0 ? 1 : 1 / std::sqrt(static_cast<double>(a.head_dim));
  for (size_t at = 0; !m.key_mask.empty() && at < m.batch * m.num_heads * m.seq_q * m.seq_k; ++at) {
    a.mask.push_back(m.key_mask[at / m.seq_k / m.seq_q / m.num_heads * m.seq_k + at % m.seq_k]);
  }
  return a;
}

template <class T>
Outputs<T> multi_head_attention_backward(const MultiHeadAttention& m, const MultiHeadSaved<T>& saved, Order order) {
  const size_t dim = m.model_dim, rows_q = m.batch * m.seq_q, rows_k = m.batch * m.seq_k;
  const auto split = [&m](const std::vector<T>& x, size_t seq) { return exchange(x, m.batch, seq, m.num_heads); };
  const auto join = [&m](const std::vector<T>& x, size_t seq) { return exchange(x, m.batch, m.num_heads, seq); };
  const Outputs<T> last = linear_gradients(saved.context, as<T>(m.wo), saved.dout, rows_q, dim, dim, order);
  const Projections<T> projections{split(saved.q, m.seq_q), split(saved.k, m.seq_k), split(saved.v, m.seq_k)};
  const AttentionGradients<T> heads = attention_backward(
      heads_of(m), projections, {split(saved.context, m.seq_q), saved.lse, split(last.at("dx"), m.seq_q)}, order);
  const auto project = [&](const std::vector<float>& x, const std::vector<float>& w, const std::vector<T>& dy,
                           size_t rows,
                           size_t in) { return linear_gradients(as<T>(x), as<T>(w), dy, rows, in, dim, order); };
  const Outputs<T> q = project(m.query, m.wq, join(heads.dq, m.seq_q), rows_q, dim);
  const Outputs<T> k = project(m.key, m.wk, join(heads.dk, m.seq_k), rows_k, m.key_dim);
  const Outputs<T> v = project(m.value, m.wv, join(heads.dv, m.seq_k), rows_k, m.value_dim);
  return {{"dquery", q.at("dx")}, {"dkey", k.at("dx")}, {"dvalue", v.at("dx")}, {"dwq", q.at("dw")},
          {"dwk", k.at("dw")},    {"dwv", v.at("dw")},  {"dwo", last.at("dw")}, {"dbq", q.at("db")},
          {"dbk", k.at("db")},    {"dbv", v.at("db")},  {"dbo", last.at("db")}};
}

template <class T>
Outputs<T> multi_head_attention_forward(const MultiHeadAttention& m, Order order) {
  const MultiHeadForward<T> f = multi_head_forward(m, as<T>(m.query), as<T>(m.key), as<T>(m.value), order);
  return {{"out", f.outputs.out}, {"q", f.q}, {"k", f.k}, {"v", f.v}, {"context", f.context}, {"lse", f.outputs.lse}};
}

}  // namespace plain
