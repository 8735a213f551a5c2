#include "ops/additive_attention.h"

#include <cmath>
#include <limits>

#include "additive.h"
#include "draw.h"
#include "outputs.h"

namespace {

struct Case {
  plain::Additive plain;
  /// Toward batch, query and key; plain.mask is the same spread out.
  std::vector<uint8_t> mask;
  std::vector<int32_t> strides{0, 0, 0};
};

Actual run(const Case& c) {
  const plain::Additive& a = c.plain;
  std::vector<float> out(a.batch * a.seq_q * a.value_dim, 7), weights(a.batch * a.seq_q * a.seq_k, 7);
  const auto call = [&](float* wanted_weights) {
    return additive_attention(a.q.data(), a.k.data(), a.v.data(), a.wq.data(), a.wk.data(), a.u.data(),
                              a.mask.empty() ? nullptr : c.mask.data(), out.data(), wanted_weights, int32(a.batch),
                              int32(a.seq_q), int32(a.query_dim), int32(a.seq_k), int32(a.key_dim), int32(a.value_dim),
                              int32(a.hidden_dim), c.strides[0], c.strides[1], c.strides[2]);
  };
  EXPECT_EQ(call(nullptr), dojo::Status::ok);
  const std::vector<float> without = out;
  EXPECT_EQ(call(weights.data()), dojo::Status::ok);
  EXPECT_EQ(out, without) << "without weights";
  return {{{"out", {a.batch, a.seq_q, a.value_dim}}, {"weights", {a.batch, a.seq_q, a.seq_k}}},
          {{"out", out}, {"weights", weights}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) {
    const auto result = plain::additive_attention<decltype(type)>(c.plain, order);
    return Outputs<decltype(type)>{{"out", result.out}, {"weights", result.weights}};
  };
}

Case drawn(Draw& draw, size_t batch, size_t seq_q, size_t seq_k, size_t hidden_dim) {
  plain::Additive a{batch, seq_q, seq_k, 5, 3, seq_k + 1, hidden_dim, {}, {}, {}, {}, {}, {}, {}};
  a.q = draw.normal(batch * seq_q * a.query_dim);
  a.k = draw.normal(batch * seq_k * a.key_dim);
  a.v = draw.normal(batch * seq_k * a.value_dim);
  a.wq = draw.normal(hidden_dim * a.query_dim);
  a.wk = draw.normal(hidden_dim * a.key_dim);
  a.u = draw.normal(hidden_dim);
  return {a, {}};
}

GOLDEN_TEST(additive_attention) {
  const GoldenCase& g = GetParam();
  const std::vector<size_t>&q = g.input("q").shape, &k = g.input("k").shape;
  Case c;
  c.plain = {q[0],
             q[1],
             k[1],
             q[2],
             k[2],
             g.input("v").shape[2],
             g.input("u").shape[0],
             g.floats("q"),
             g.floats("k"),
             g.floats("v"),
             g.floats("wq"),
             g.floats("wk"),
             g.floats("u"),
             {}};
  if (g.has("mask")) {
    c.mask = c.plain.mask = g.input("mask").bools();
    c.strides = {int32(q[1] * k[1]), int32(k[1]), 1};
  }
  expect_outputs(run(c), formula(c), &g);
}

TEST(additive_attention, sizes_around_the_width_of_a_batch) {
  Draw draw(1);
  for (const size_t size : edges) {
    const Case c = drawn(draw, 2, 3, size, size + 1);
    expect_outputs(run(c), formula(c));
  }
}

TEST(additive_attention, a_padding_mask_broadcasts_over_queries) {
  Draw draw(2);
  Case c = drawn(draw, 3, 4, 9, 6);
  c.mask = draw.booleans(27, 0.5);
  std::fill_n(c.mask.begin() + 9, 9, 0);
  c.strides = {9, 0, 1};
  for (size_t row = 0; row < 12; ++row) {
    c.plain.mask.insert(c.plain.mask.end(), c.mask.begin() + int32(row / 4 * 9),
                        c.mask.begin() + int32(row / 4 * 9 + 9));
  }
  const Actual actual = run(c);
  expect_outputs(actual, formula(c));
  // The second text has no key at all.
  for (size_t i = 0; i < 4 * c.plain.value_dim; ++i) {
    EXPECT_EQ(actual.values.at("out")[4 * c.plain.value_dim + i], 0);
  }
}

TEST(additive_attention, what_is_hidden_weighs_nothing_beside_nan) {
  Draw draw(4);
  Case c = drawn(draw, 1, 1, 9, 6);
  c.plain.mask = c.mask = {1, 0, 1, 1, 0, 1, 1, 1, 0};
  c.strides = {0, 0, 1};
  c.plain.k[5 * c.plain.key_dim] = std::numeric_limits<float>::quiet_NaN();
  // What is NaN would differ from itself.
  c.plain.value_dim = 0, c.plain.v.clear();
  const Actual actual = run(c);
  for (size_t j = 0; j < 9; ++j) {
    const float weight = actual.values.at("weights")[j];
    EXPECT_TRUE(c.mask[j] != 0 ? std::isnan(weight) : weight == 0) << j << " " << weight;
  }
}

TEST(additive_attention, keys_that_all_weigh_nothing_give_zeros) {
  Draw draw(5);
  Case c = drawn(draw, 1, 1, 9, 6);
  std::fill(c.plain.u.begin(), c.plain.u.end(), -std::numeric_limits<float>::infinity());
  std::fill(c.plain.wq.begin(), c.plain.wq.end(), 0.0F);
  std::fill(c.plain.wk.begin(), c.plain.wk.end(), 1.0F);
  std::fill(c.plain.k.begin(), c.plain.k.end(), 1.0F);
  c.plain.v[4] = std::numeric_limits<float>::quiet_NaN();
  const Actual actual = run(c);
  EXPECT_EQ(actual.values.at("weights"), std::vector<float>(9));
  EXPECT_EQ(actual.values.at("out"), std::vector<float>(c.plain.value_dim));
}

TEST(additive_attention, dimensions_of_zero_and_below) {
  Draw draw(3);
  for (const Case& c : {drawn(draw, 0, 3, 4, 5), drawn(draw, 2, 0, 4, 5), drawn(draw, 2, 3, 0, 5),
                        drawn(draw, 2, 3, 4, 0), drawn(draw, 1, 1, 1, 1)}) {
    expect_outputs(run(c), formula(c));
  }
  EXPECT_EQ(additive_attention(nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, 1, 1, 1,
                               -1, 1, 1, 1, 0, 0, 0),
            dojo::Status::bad_shape);
}

}  // namespace
