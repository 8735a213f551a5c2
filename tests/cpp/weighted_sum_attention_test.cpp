#include "ops/weighted_sum_attention.h"

#include <gtest/gtest.h>

#include <numeric>

#include "closeness.h"
#include "draw.h"
#include "golden.h"
#include "plain.h"

namespace {

struct Case {
  std::vector<float> x, w;
  size_t n;
};

void expect_agreement(const Case& c, const plain::AttentionOutputs<double>& expected) {
  std::vector<float> out(c.w.size());
  std::vector<float> weights(c.n);
  const auto call = [&](float* wanted_weights) {
    return weighted_sum_attention(c.x.data(), c.w.data(), out.data(), wanted_weights, static_cast<int32_t>(c.n),
                                  static_cast<int32_t>(c.w.size()));
  };
  const auto formula = [&](auto part) {
    return [&c, part](auto type, plain::Order order) {
      using T = decltype(type);
      return part(plain::weighted_sum_attention(plain::as<T>(c.x), plain::as<T>(c.w), c.n, order));
    };
  };
  ASSERT_EQ(call(weights.data()), dojo::Status::ok);
  expect_close("weights", {c.n}, weights, reference(expected.weights, formula([](auto r) { return r.weights; })));
  expect_close("out", {c.w.size()}, out, reference(expected.out, formula([](auto r) { return r.out; })));
  const std::vector<float> before = out;
  ASSERT_EQ(call(nullptr), dojo::Status::ok);
  EXPECT_EQ(out, before) << "without weights";
}

plain::AttentionOutputs<double> plainly(const Case& c) {
  return plain::weighted_sum_attention(plain::as<double>(c.x), plain::as<double>(c.w), c.n, plain::Order::forward);
}

GOLDEN_TEST(weighted_sum_attention) {
  const GoldenCase& golden = GetParam();
  const Case c{golden.floats("x"), golden.floats("w"), golden.input("x").shape[0]};
  const plain::AttentionOutputs<double> expected{golden.output("out").values, golden.output("weights").values, {}};
  expect_same_formula("out", plainly(c).out, expected.out);
  expect_agreement(c, expected);
}

TEST(weighted_sum_attention, many_sizes) {
  Draw draw(1);
  for (const size_t n : {1U, 2U, 7U, 8U, 9U, 33U, 200U}) {
    for (const size_t dim : {1U, 3U, 4U, 5U, 17U}) {
      const Case c{draw.normal(n * dim), draw.normal(dim), n};
      expect_agreement(c, plainly(c));
    }
  }
}

TEST(weighted_sum_attention, dimensions_of_zero_and_below) {
  std::vector<float> out{7, 7};
  const std::vector<float> w{1, 2};
  EXPECT_EQ(weighted_sum_attention(nullptr, w.data(), out.data(), nullptr, 0, 2), dojo::Status::ok);
  EXPECT_EQ(out, (std::vector<float>{0, 0}));
  std::vector<float> weights(4);
  EXPECT_EQ(weighted_sum_attention(nullptr, nullptr, nullptr, weights.data(), 4, 0), dojo::Status::ok);
  EXPECT_EQ(weights, std::vector<float>(4, 0.25F));
  EXPECT_EQ(weighted_sum_attention(nullptr, nullptr, nullptr, nullptr, -1, 0), dojo::Status::bad_shape);
}

}  // namespace
