#include "ops/training/multi_head_attention_forward.h"

#include <limits>

#include "multi_head_backward.h"
#include "multi_head_case.h"
#include "outputs.h"

namespace {

using plain::MultiHeadAttention;

dojo::Status call(const MultiHeadAttention& m, Outputs<float>& result) {
  constexpr float unwritten = std::numeric_limits<float>::quiet_NaN();
  const size_t queries = m.batch * m.seq_q * m.model_dim, keys = m.batch * m.seq_k * m.model_dim;
  for (const char* const name : {"out", "q", "context"}) result[name].assign(queries, unwritten);
  for (const char* const name : {"k", "v"}) result[name].assign(keys, unwritten);
  result["lse"].assign(m.batch * m.num_heads * m.seq_q, unwritten);
  return multi_head_attention_forward(
      m.query.data(), m.key.data(), m.value.data(), m.wq.data(), optional(m.bq), m.wk.data(), optional(m.bk),
      m.wv.data(), optional(m.bv), m.wo.data(), optional(m.bo), optional(m.key_mask), optional(m.query_offset),
      result["out"].data(), result["q"].data(), result["k"].data(), result["v"].data(), result["context"].data(),
      result["lse"].data(), int32(m.batch), int32(m.seq_q), int32(m.seq_k), int32(m.model_dim), int32(m.key_dim),
      int32(m.value_dim), int32(m.num_heads), m.causal ? 1 : 0);
}

Actual run(const MultiHeadAttention& m) {
  Actual actual;
  EXPECT_EQ(call(m, actual.values), dojo::Status::ok);
  const std::vector<size_t> queries{m.batch, m.seq_q, m.model_dim}, keys{m.batch, m.seq_k, m.model_dim};
  actual.shapes = {{"out", queries}, {"q", queries},       {"k", keys},
                   {"v", keys},      {"context", queries}, {"lse", {m.batch, m.num_heads, m.seq_q}}};
  return actual;
}

auto formula(const MultiHeadAttention& m) {
  return [m](auto type, plain::Order order) { return plain::multi_head_attention_forward<decltype(type)>(m, order); };
}

GOLDEN_TEST(multi_head_attention_forward) {
  const MultiHeadAttention m = multi_head_of(GetParam());
  expect_outputs(run(m), formula(m), &GetParam());
}

TEST(multi_head_attention_forward, many_sizes) {
  Draw draw(1);
  for (const size_t seq_q : {1U, 7U, 33U}) {
    for (const size_t seq_k : {1U, 9U, 130U}) {
      for (const size_t head_dim : {1U, 5U, 8U}) {
        MultiHeadAttention m;
        m.batch = 2, m.seq_q = seq_q, m.seq_k = seq_k, m.num_heads = 3, m.model_dim = 3 * head_dim;
        m.key_dim = 6, m.value_dim = 5, m.causal = head_dim == 5;
        m = draw_case(draw, m);
        if (head_dim == 8) m.key_mask = draw.booleans(m.batch * seq_k, 0.5);
        expect_outputs(run(m), formula(m));
      }
    }
  }
}

TEST(multi_head_attention_forward, a_query_that_may_attend_nothing) {
  Draw draw(2);
  MultiHeadAttention m;
  m.seq_q = 3, m.seq_k = 5, m.num_heads = 2, m.model_dim = 4, m.key_dim = 4, m.value_dim = 4;
  m = draw_case(draw, m);
  m.key_mask = std::vector<uint8_t>(5, 0);
  const Outputs<float> values = run(m).values;
  EXPECT_EQ(values.at("lse"), std::vector<float>(6, -std::numeric_limits<float>::infinity()));
  EXPECT_EQ(values.at("context"), std::vector<float>(12, 0.0F));
  for (size_t i = 0; i < 12; ++i) EXPECT_EQ(values.at("out")[i], m.bo[i % 4]);
}

TEST(multi_head_attention_forward, dimensions_of_zero_and_below) {
  Draw draw(3);
  for (size_t zero = 0; zero < 6; ++zero) {
    MultiHeadAttention m;
    m.batch = 2, m.seq_q = 3, m.seq_k = 5, m.num_heads = 2, m.model_dim = 4, m.key_dim = 6, m.value_dim = 8;
    size_t* const dimensions[] = {&m.batch, &m.seq_q, &m.seq_k, &m.model_dim, &m.key_dim, &m.value_dim};
    *dimensions[zero] = 0;
    m = draw_case(draw, m);
    expect_outputs(run(m), formula(m));
  }
  Outputs<float> result;
  MultiHeadAttention m;
  for (const size_t num_heads : {0U, 3U}) {
    m.model_dim = 4, m.num_heads = num_heads;
    EXPECT_EQ(call(m, result), dojo::Status::bad_shape);
  }
  const auto negative = [](int32_t seq_q, int32_t value_dim) {
    return multi_head_attention_forward(nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,
                                        nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,
                                        nullptr, 1, seq_q, 1, 1, 1, value_dim, 1, 0);
  };
  EXPECT_EQ(negative(-1, 1), dojo::Status::bad_shape);
  EXPECT_EQ(negative(1, -1), dojo::Status::bad_shape);
}

}  // namespace
