#include "ops/transformer_encoder_layer.h"

#include <gtest/gtest.h>

#include "closeness.h"
#include "draw.h"
#include "golden.h"
#include "plain.h"

namespace {

using plain::EncoderLayer;

std::vector<float> run(const EncoderLayer& e) {
  const plain::MultiHeadAttention& m = e.attention;
  std::vector<float> y(e.x.size());
  EXPECT_EQ(transformer_encoder_layer(
                e.x.data(), m.wq.data(), m.bq.data(), m.wk.data(), m.bk.data(), m.wv.data(), m.bv.data(), m.wo.data(),
                m.bo.data(), e.w1.data(), e.b1.data(), e.w2.data(), e.b2.data(), e.gamma1.data(), e.beta1.data(),
                e.gamma2.data(), e.beta2.data(), y.data(), static_cast<int32_t>(m.batch), static_cast<int32_t>(m.seq_q),
                static_cast<int32_t>(m.model_dim), static_cast<int32_t>(e.hidden_dim),
                static_cast<int32_t>(m.num_heads), e.norm_first ? 1 : 0, e.gelu ? 1 : 0, static_cast<float>(e.eps)),
            dojo::Status::ok);
  return y;
}

auto formula(const EncoderLayer& e) {
  return [e](auto type, plain::Order order) { return plain::transformer_encoder_layer<decltype(type)>(e, order); };
}

void set_sizes(EncoderLayer& e, size_t batch, size_t seq, size_t model_dim, size_t num_heads, size_t hidden_dim) {
  plain::MultiHeadAttention& m = e.attention;
  m.batch = batch, m.seq_q = seq, m.seq_k = seq, m.num_heads = num_heads;
  m.model_dim = model_dim, m.key_dim = model_dim, m.value_dim = model_dim;
  e.hidden_dim = hidden_dim;
}

EncoderLayer draw_case(Draw& draw, size_t batch, size_t seq, size_t dim, size_t num_heads, size_t hidden) {
  EncoderLayer e;
  set_sizes(e, batch, seq, dim, num_heads, hidden);
  plain::MultiHeadAttention& m = e.attention;
  e.x = draw.normal(batch * seq * dim);
  for (auto* const weight : {&m.wq, &m.wk, &m.wv, &m.wo}) *weight = draw.normal(dim * dim, 0.5F);
  for (auto* const vector : {&m.bq, &m.bk, &m.bv, &m.bo, &e.b2, &e.gamma1, &e.beta1, &e.gamma2, &e.beta2}) {
    *vector = draw.normal(dim);
  }
  e.w1 = draw.normal(hidden * dim, 0.5F);
  e.b1 = draw.normal(hidden);
  e.w2 = draw.normal(dim * hidden, 0.5F);
  return e;
}

GOLDEN_TEST(transformer_encoder_layer) {
  const GoldenCase& golden = GetParam();
  const auto floats = [&](const char* name) { return golden.floats(name); };
  const std::vector<size_t>& shape = golden.input("x").shape;
  EncoderLayer e;
  set_sizes(e, shape[0], shape[1], shape[2], golden.param<size_t>("num_heads"), golden.input("w1").shape[0]);
  plain::MultiHeadAttention& m = e.attention;
  e.x = floats("x");
  m.wq = floats("wq"), m.bq = floats("bq"), m.wk = floats("wk"), m.bk = floats("bk");
  m.wv = floats("wv"), m.bv = floats("bv"), m.wo = floats("wo"), m.bo = floats("bo");
  e.w1 = floats("w1"), e.b1 = floats("b1"), e.w2 = floats("w2"), e.b2 = floats("b2");
  e.gamma1 = floats("gamma1"), e.beta1 = floats("beta1"), e.gamma2 = floats("gamma2"), e.beta2 = floats("beta2");
  e.norm_first = golden.param<bool>("norm_first");
  e.gelu = golden.words.at("activation") == "gelu";
  const std::vector<double>& y = golden.output("y").values;
  expect_same_formula("y", formula(e)(double{}, plain::Order::forward), y);
  expect_close("y", shape, run(e), reference(y, formula(e)));
}

TEST(transformer_encoder_layer, many_sizes) {
  Draw draw(1);
  for (const size_t seq : {1U, 6U, 33U}) {
    for (const size_t hidden : {1U, 9U, 40U}) {
      EncoderLayer e = draw_case(draw, 2, seq, 12, 4, hidden);
      for (const bool norm_first : {false, true}) {
        e.norm_first = norm_first;
        e.gelu = seq == 6;
        expect_close("y", {2, seq, 12}, run(e), reference(formula(e)));
      }
    }
  }
}

TEST(transformer_encoder_layer, dimensions_of_zero_and_below) {
  Draw draw(2);
  EXPECT_TRUE(run(draw_case(draw, 0, 3, 4, 2, 5)).empty());
  EXPECT_TRUE(run(draw_case(draw, 2, 0, 4, 2, 5)).empty());
  EXPECT_TRUE(run(draw_case(draw, 2, 3, 0, 2, 5)).empty());
  const EncoderLayer e = draw_case(draw, 2, 3, 4, 2, 0);
  expect_close("y", {2, 3, 4}, run(e), reference(formula(e)));
  const float* const x = nullptr;
  const auto status = [x](int32_t batch, int32_t num_heads, int32_t activation) {
    return transformer_encoder_layer(x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, nullptr, batch, 1, 4, 4,
                                     num_heads, 0, activation, 1e-5F);
  };
  EXPECT_EQ(status(-1, 1, 0), dojo::Status::bad_shape);
  EXPECT_EQ(status(0, 3, 0), dojo::Status::bad_shape);
  EXPECT_EQ(status(0, 1, 2), dojo::Status::bad_shape);
}

}  // namespace
