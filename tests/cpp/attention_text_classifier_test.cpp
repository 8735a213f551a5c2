#include "ops/attention_text_classifier.h"

#include <gtest/gtest.h>

#include "closeness.h"
#include "draw.h"
#include "golden.h"
#include "plain.h"

namespace {

using plain::TextClassifier;

constexpr size_t drawn_vocab = 11;

dojo::Status call(const TextClassifier& c, std::vector<float>& logits, float* weights) {
  const plain::MultiHeadAttention& m = c.attention;
  const size_t vocab = m.model_dim == 0 ? drawn_vocab : c.embedding.size() / m.model_dim;
  return attention_text_classifier(c.ids.data(), m.key_mask.data(), c.embedding.data(), m.wq.data(), m.bq.data(),
                                   m.wk.data(), m.bk.data(), m.wv.data(), m.bv.data(), m.wo.data(), m.bo.data(),
                                   c.wc.data(), c.bc.data(), logits.data(), weights, static_cast<int32_t>(m.batch),
                                   static_cast<int32_t>(m.seq_q), static_cast<int32_t>(vocab),
                                   static_cast<int32_t>(m.model_dim), static_cast<int32_t>(c.bc.size()));
}

void expect_agreement(const TextClassifier& c, const plain::AttentionOutputs<double>& expected) {
  const plain::MultiHeadAttention& m = c.attention;
  std::vector<float> logits(m.batch * c.bc.size());
  std::vector<float> weights(m.batch * m.seq_q * m.seq_q);
  const auto formula = [&](auto part) {
    return [&c, part](auto type, plain::Order order) {
      return part(plain::attention_text_classifier<decltype(type)>(c, order));
    };
  };
  ASSERT_EQ(call(c, logits, weights.data()), dojo::Status::ok);
  expect_close("weights", {m.batch, m.seq_q, m.seq_q}, weights,
               reference(expected.weights, formula([](auto r) { return r.weights; })));
  expect_close("logits", {m.batch, c.bc.size()}, logits,
               reference(expected.out, formula([](auto r) { return r.out; })));
  const std::vector<float> before = logits;
  ASSERT_EQ(call(c, logits, nullptr), dojo::Status::ok);
  EXPECT_EQ(logits, before) << "without weights";
}

void set_sizes(TextClassifier& c, size_t batch, size_t seq, size_t dim) {
  plain::MultiHeadAttention& m = c.attention;
  m.batch = batch, m.seq_q = seq, m.seq_k = seq, m.model_dim = dim, m.key_dim = dim, m.value_dim = dim;
}

TextClassifier draw_case(Draw& draw, size_t batch, size_t seq, size_t dim, size_t classes) {
  TextClassifier c;
  set_sizes(c, batch, seq, dim);
  plain::MultiHeadAttention& m = c.attention;
  for (size_t token = 0; token < batch * seq; ++token) c.ids.push_back(static_cast<int32_t>(draw.below(drawn_vocab)));
  m.key_mask = draw.booleans(batch * seq, 0.7);
  c.embedding = draw.normal(drawn_vocab * dim);
  for (auto* const weight : {&m.wq, &m.wk, &m.wv, &m.wo}) *weight = draw.normal(dim * dim);
  for (auto* const bias : {&m.bq, &m.bk, &m.bv, &m.bo}) *bias = draw.normal(dim);
  c.wc = draw.normal(classes * dim);
  c.bc = draw.normal(classes);
  return c;
}

GOLDEN_TEST(attention_text_classifier) {
  const GoldenCase& golden = GetParam();
  const auto floats = [&](const char* name) { return golden.floats(name); };
  TextClassifier c;
  set_sizes(c, golden.input("ids").shape[0], golden.input("ids").shape[1], golden.input("embedding").shape[1]);
  plain::MultiHeadAttention& m = c.attention;
  c.ids = golden.input("ids").ints();
  m.key_mask = golden.input("mask").bools();
  c.embedding = floats("embedding"), c.wc = floats("wc"), c.bc = floats("bc");
  m.wq = floats("wq"), m.bq = floats("bq"), m.wk = floats("wk"), m.bk = floats("bk");
  m.wv = floats("wv"), m.bv = floats("bv"), m.wo = floats("wo"), m.bo = floats("bo");
  const plain::AttentionOutputs<double> expected{golden.output("logits").values, golden.output("weights").values, {}};
  expect_same_formula("logits", plain::attention_text_classifier<double>(c, plain::Order::forward).out, expected.out);
  expect_agreement(c, expected);
}

TEST(attention_text_classifier, many_sizes) {
  Draw draw(1);
  for (const size_t seq : {1U, 5U, 17U, 40U}) {
    for (const size_t dim : {1U, 4U, 9U}) {
      const TextClassifier c = draw_case(draw, 3, seq, dim, 1 + seq % 4);
      expect_agreement(c, plain::attention_text_classifier<double>(c, plain::Order::forward));
    }
  }
}

TEST(attention_text_classifier, a_text_without_tokens_gives_the_bias) {
  Draw draw(2);
  TextClassifier c = draw_case(draw, 1, 5, 4, 3);
  c.attention.key_mask = std::vector<uint8_t>(5, 0);
  std::vector<float> logits(3);
  std::vector<float> weights(25, 7.0F);
  ASSERT_EQ(call(c, logits, weights.data()), dojo::Status::ok);
  EXPECT_EQ(logits, c.bc);
  EXPECT_EQ(weights, std::vector<float>(25, 0.0F));
}

TEST(attention_text_classifier, an_id_outside_the_vocabulary_is_a_bad_index) {
  Draw draw(3);
  TextClassifier c = draw_case(draw, 2, 3, 4, 2);
  std::vector<float> logits(4);
  for (const int32_t id : {-1, 11, std::numeric_limits<int32_t>::max(), std::numeric_limits<int32_t>::min()}) {
    c.ids[4] = id;
    EXPECT_EQ(call(c, logits, nullptr), dojo::Status::bad_index);
  }
}

TEST(attention_text_classifier, dimensions_of_zero) {
  Draw draw(4);
  for (const auto& [batch, seq, dim, classes] :
       {std::array<size_t, 4>{0, 3, 4, 2}, {2, 0, 4, 2}, {2, 3, 0, 2}, {2, 3, 4, 0}}) {
    const TextClassifier c = draw_case(draw, batch, seq, dim, classes);
    expect_agreement(c, plain::attention_text_classifier<double>(c, plain::Order::forward));
  }
}

}  // namespace
