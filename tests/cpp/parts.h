// The plain forms of attention whose keys come in parts: merged afterwards, or in pages.
#pragma once

#include <vector>

#include "plain.h"

namespace plain {

/// outs: [parts, rows, value_dim], lses: [parts, rows]
struct Merge {
  size_t parts = 1, rows = 1, value_dim = 1;
  std::vector<float> outs, lses;
};

template <class T>
Outputs<T> merge_attention(const Merge& m, Order order) {
  AttentionOutputs<T> result;
  for (size_t row = 0; row < m.rows; ++row) {
    std::vector<size_t> seen;
    std::vector<T> lses;
    for (size_t p = 0; p < m.parts; ++p) {
      if (m.lses[p * m.rows + row] == minus_infinity<float>) continue;
      seen.push_back(p);
      lses.push_back(m.lses[p * m.rows + row]);
    }
    std::vector<T> outs;
    for (size_t p = 0; p < m.parts; ++p) {
      const float* const out = m.outs.data() + (p * m.rows + row) * m.value_dim;
      outs.insert(outs.end(), out, out + m.value_dim);
    }
    attend(
        lses, seen, m.parts, m.value_dim, [&](size_t p) { return outs.data() + p * m.value_dim; }, order, result);
  }
  return {{"out", result.out}, {"lse", result.lse}};
}

/// k_pages: [pages, page_size, num_kv_heads, head_dim], table: [lengths.size(), max_pages]
struct Paged {
  size_t num_heads = 1, num_kv_heads = 1, head_dim = 1, value_dim = 1, page_size = 1, max_pages = 1;
  std::vector<float> q, k_pages, v_pages;
  std::vector<int32_t> lengths, table;
  double scale = 1;

  /// The keys or values of sequence b: [num_kv_heads, length, width]
  std::vector<float> gather(const std::vector<float>& pages, size_t b, size_t width) const {
    const auto length = static_cast<size_t>(lengths[b]);
    std::vector<float> rows;
    for (size_t head = 0; head < num_kv_heads; ++head) {
      for (size_t p = 0; p < length; ++p) {
        const auto page = static_cast<size_t>(table[b * max_pages + p / page_size]);
        const float* const row = pages.data() + ((page * page_size + p % page_size) * num_kv_heads + head) * width;
        rows.insert(rows.end(), row, row + width);
      }
    }
    return rows;
  }
};

template <class T>
Outputs<T> paged_attention(const Paged& p, Order order) {
  std::vector<T> out;
  for (size_t b = 0; b < p.lengths.size(); ++b) {
    Attention a;
    a.num_heads = p.num_heads, a.num_kv_heads = p.num_kv_heads, a.head_dim = p.head_dim, a.value_dim = p.value_dim;
    a.keys = static_cast<size_t>(p.lengths[b]);
    const auto q = p.q.begin() + static_cast<ptrdiff_t>(b * p.num_heads * p.head_dim);
    a.q = {q, q + static_cast<ptrdiff_t>(p.num_heads * p.head_dim)};
    a.k = p.gather(p.k_pages, b, p.head_dim);
    a.v = p.gather(p.v_pages, b, p.value_dim);
    a.scale = p.scale;
    const std::vector<T> own = attention<T>(a, order).out;
    out.insert(out.end(), own.begin(), own.end());
  }
  return {{"out", out}};
}

}  // namespace plain
