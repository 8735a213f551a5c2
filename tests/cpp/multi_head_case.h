// Calls of multi-head attention, for its tests and those of its gradients.
#pragma once

#include <cstdint>
#include <vector>

#include "draw.h"
#include "golden.h"
#include "plain.h"

template <class T>
const T* optional(const std::vector<T>& values) {
  return values.empty() ? nullptr : values.data();
}

/// Fills what the sizes ask for.
inline plain::MultiHeadAttention draw_case(Draw& draw, plain::MultiHeadAttention m, float deviation = 0.5F) {
  const size_t dim = m.model_dim;
  m.query = draw.normal(m.batch * m.seq_q * dim);
  m.key = draw.normal(m.batch * m.seq_k * m.key_dim);
  m.value = draw.normal(m.batch * m.seq_k * m.value_dim);
  m.wq = draw.normal(dim * dim, deviation);
  m.wk = draw.normal(dim * m.key_dim, deviation);
  m.wv = draw.normal(dim * m.value_dim, deviation);
  m.wo = draw.normal(dim * dim, deviation);
  for (std::vector<float>* const bias : {&m.bq, &m.bk, &m.bv, &m.bo}) *bias = draw.normal(dim);
  return m;
}

inline plain::MultiHeadAttention multi_head_of(const GoldenCase& golden) {
  const auto shape = [&](const char* tensor) { return golden.input(tensor).shape; };
  plain::MultiHeadAttention m;
  m.batch = shape("query")[0], m.seq_q = shape("query")[1], m.seq_k = shape("key")[1];
  m.model_dim = shape("query")[2], m.key_dim = shape("key")[2], m.value_dim = shape("value")[2];
  m.num_heads = golden.param<size_t>("num_heads");
  m.causal = golden.param<bool>("causal");
  if (golden.numbers.count("query_offset") > 0) {
    // One for all entries of the batch, or one for each.
    const std::vector<double>& offsets = golden.numbers.at("query_offset");
    for (size_t b = 0; b < m.batch; ++b) m.query_offset.push_back(static_cast<int32_t>(offsets[b % offsets.size()]));
  }
  m.query = golden.floats("query"), m.key = golden.floats("key"), m.value = golden.floats("value");
  m.wq = golden.floats("wq"), m.bq = golden.floats("bq"), m.wk = golden.floats("wk"), m.bk = golden.floats("bk");
  m.wv = golden.floats("wv"), m.bv = golden.floats("bv"), m.wo = golden.floats("wo"), m.bo = golden.floats("bo");
  if (golden.has("key_mask")) m.key_mask = golden.input("key_mask").bools();
  return m;
}
