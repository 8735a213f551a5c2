// The plain forms of attention whose keys come in parts, merged afterwards.
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

}  // namespace plain
