#include "ops/multi_head_attention.h"

#include <gtest/gtest.h>

#include <limits>

#include "closeness.h"
#include "draw.h"
#include "multi_head_case.h"

namespace {

using plain::MultiHeadAttention;

dojo::Status call(const MultiHeadAttention& m, std::vector<float>& out, float* weights) {
  return multi_head_attention(
      m.query.data(), m.key.data(), m.value.data(), m.wq.data(), optional(m.bq), m.wk.data(), optional(m.bk),
      m.wv.data(), optional(m.bv), m.wo.data(), optional(m.bo), optional(m.key_mask), optional(m.query_offset),
      out.data(), weights, static_cast<int32_t>(m.batch), static_cast<int32_t>(m.seq_q), static_cast<int32_t>(m.seq_k),
      static_cast<int32_t>(m.model_dim), static_cast<int32_t>(m.key_dim), static_cast<int32_t>(m.value_dim),
      static_cast<int32_t>(m.num_heads), m.causal ? 1 : 0);
}

template <class T>
plain::AttentionOutputs<T> plainly(const MultiHeadAttention& m, plain::Order order) {
  return plain::multi_head_attention(m, plain::as<T>(m.query), plain::as<T>(m.key), plain::as<T>(m.value), order);
}

void expect_agreement(const MultiHeadAttention& m, const plain::AttentionOutputs<double>& expected) {
  std::vector<float> out(m.batch * m.seq_q * m.model_dim);
  std::vector<float> weights(m.batch * m.num_heads * m.seq_q * m.seq_k);
  const auto formula = [&](auto part) {
    return [&m, part](auto type, plain::Order order) { return part(plainly<decltype(type)>(m, order)); };
  };
  ASSERT_EQ(call(m, out, weights.data()), dojo::Status::ok);
  expect_close("weights", {m.batch, m.num_heads, m.seq_q, m.seq_k}, weights,
               reference(expected.weights, formula([](auto r) { return r.weights; })));
  expect_close("out", {m.batch, m.seq_q, m.model_dim}, out,
               reference(expected.out, formula([](auto r) { return r.out; })));
  const std::vector<float> before = out;
  ASSERT_EQ(call(m, out, nullptr), dojo::Status::ok);
  EXPECT_EQ(out, before) << "without weights";
}

GOLDEN_TEST(multi_head_attention) {
  const GoldenCase& golden = GetParam();
  const MultiHeadAttention m = multi_head_of(golden);
  const plain::AttentionOutputs<double> expected{golden.output("out").values, golden.output("weights").values, {}};
  expect_same_formula("out", plainly<double>(m, plain::Order::forward).out, expected.out);
  expect_agreement(m, expected);
}

TEST(multi_head_attention, many_sizes) {
  Draw draw(1);
  for (const size_t seq_q : {1U, 7U, 33U}) {
    for (const size_t seq_k : {1U, 9U, 130U}) {
      for (const size_t head_dim : {1U, 5U, 8U}) {
        MultiHeadAttention m;
        m.batch = 2, m.seq_q = seq_q, m.seq_k = seq_k, m.num_heads = 3, m.model_dim = 3 * head_dim;
        m.key_dim = 6, m.value_dim = 5, m.causal = head_dim == 5;
        m = draw_case(draw, m);
        expect_agreement(m, plainly<double>(m, plain::Order::forward));
      }
    }
  }
}

TEST(multi_head_attention, queries_may_stand_anywhere_among_the_keys) {
  Draw draw(5);
  MultiHeadAttention m;
  m.batch = 3, m.seq_q = 4, m.seq_k = 9, m.num_heads = 2, m.model_dim = 6, m.key_dim = 6, m.value_dim = 6;
  m.causal = true;
  m = draw_case(draw, m);
  m.query_offset = {5, 0, -2};
  expect_agreement(m, plainly<double>(m, plain::Order::forward));
}

TEST(multi_head_attention, heads_of_nothing_take_no_time) {
  MultiHeadAttention m;
  m.model_dim = 0, m.num_heads = std::numeric_limits<int32_t>::max();
  std::vector<float> out;
  EXPECT_EQ(call(m, out, nullptr), dojo::Status::ok);
}

TEST(multi_head_attention, what_padding_hides_does_not_matter) {
  Draw draw(6);
  MultiHeadAttention m;
  m.batch = 2, m.seq_q = 5, m.seq_k = 30, m.num_heads = 2, m.model_dim = 8, m.key_dim = 3, m.value_dim = 3;
  m = draw_case(draw, m);
  m.key_mask = draw.booleans(m.batch * m.seq_k, 0.6);
  std::vector<float> before(m.batch * m.seq_q * m.model_dim), after = before;
  ASSERT_EQ(call(m, before, nullptr), dojo::Status::ok);
  for (size_t j = 0; j < m.key_mask.size(); ++j) {
    if (m.key_mask[j] != 0) continue;
    m.key[j * m.key_dim] = std::numeric_limits<float>::quiet_NaN();
    m.value[j * m.value_dim] = std::numeric_limits<float>::infinity();
  }
  ASSERT_EQ(call(m, after, nullptr), dojo::Status::ok);
  EXPECT_EQ(before, after);
}

TEST(multi_head_attention, biases_may_be_absent) {
  Draw draw(2);
  MultiHeadAttention m;
  m.seq_q = 4, m.seq_k = 6, m.num_heads = 2, m.model_dim = 8, m.key_dim = 8, m.value_dim = 8;
  m = draw_case(draw, m);
  m.bq = m.bk = m.bv = m.bo = {};
  expect_agreement(m, plainly<double>(m, plain::Order::forward));
}

TEST(multi_head_attention, a_text_without_keys_gives_the_output_bias) {
  Draw draw(3);
  MultiHeadAttention m;
  m.seq_q = 3, m.seq_k = 5, m.num_heads = 2, m.model_dim = 4, m.key_dim = 4, m.value_dim = 4;
  m = draw_case(draw, m);
  m.key_mask = std::vector<uint8_t>(5, 0);
  std::vector<float> out(12);
  std::vector<float> weights(size_t{2} * 3 * 5, 7.0F);
  ASSERT_EQ(call(m, out, weights.data()), dojo::Status::ok);
  EXPECT_EQ(weights, std::vector<float>(30, 0.0F));
  for (size_t i = 0; i < out.size(); ++i) EXPECT_EQ(out[i], m.bo[i % 4]);
}

TEST(multi_head_attention, dimensions_of_zero_and_below) {
  Draw draw(4);
  for (size_t zero = 0; zero < 6; ++zero) {
    MultiHeadAttention m;
    m.batch = 2, m.seq_q = 3, m.seq_k = 5, m.num_heads = 2, m.model_dim = 4, m.key_dim = 6, m.value_dim = 8;
    size_t* const dimensions[] = {&m.batch, &m.seq_q, &m.seq_k, &m.model_dim, &m.key_dim, &m.value_dim};
    *dimensions[zero] = 0;
    m = draw_case(draw, m);
    expect_agreement(m, plainly<double>(m, plain::Order::forward));
  }
  MultiHeadAttention m;
  std::vector<float> out(100);
  for (const size_t num_heads : {0U, 3U}) {
    m.model_dim = 4, m.num_heads = num_heads;
    EXPECT_EQ(call(m, out, nullptr), dojo::Status::bad_shape);
  }
}

}  // namespace
