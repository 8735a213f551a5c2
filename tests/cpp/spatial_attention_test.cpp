#include "ops/spatial_attention.h"

#include <gtest/gtest.h>

#include "closeness.h"
#include "draw.h"
#include "golden.h"
#include "plain.h"

namespace {

struct Case {
  std::vector<float> features, position;
  size_t batch, height, width, channels;
};

plain::AttentionOutputs<double> plainly(const Case& c) {
  return plain::spatial_attention(plain::as<double>(c.features), plain::as<double>(c.position), c.batch,
                                  c.height * c.width, c.channels, plain::Order::forward);
}

void expect_agreement(const Case& c, const plain::AttentionOutputs<double>& expected) {
  std::vector<float> out(c.batch * c.channels);
  std::vector<float> weights(c.batch * c.height * c.width);
  const auto call = [&](float* wanted_weights) {
    return spatial_attention(c.features.data(), c.position.data(), out.data(), wanted_weights,
                             static_cast<int32_t>(c.batch), static_cast<int32_t>(c.height),
                             static_cast<int32_t>(c.width), static_cast<int32_t>(c.channels));
  };
  const auto formula = [&](auto part) {
    return [&c, part](auto type, plain::Order order) {
      using T = decltype(type);
      return part(plain::spatial_attention(plain::as<T>(c.features), plain::as<T>(c.position), c.batch,
                                           c.height * c.width, c.channels, order));
    };
  };
  ASSERT_EQ(call(weights.data()), dojo::Status::ok);
  expect_close("weights", {c.batch, c.height, c.width}, weights,
               reference(expected.weights, formula([](auto r) { return r.weights; })));
  expect_close("out", {c.batch, c.channels}, out, reference(expected.out, formula([](auto r) { return r.out; })));
  const std::vector<float> before = out;
  ASSERT_EQ(call(nullptr), dojo::Status::ok);
  EXPECT_EQ(out, before) << "without weights";
}

GOLDEN_TEST(spatial_attention) {
  const GoldenCase& golden = GetParam();
  const std::vector<size_t>& shape = golden.input("features").shape;
  const Case c{golden.floats("features"), golden.floats("position"), shape[0], shape[1], shape[2], shape[3]};
  const plain::AttentionOutputs<double> expected{golden.output("out").values, golden.output("weights").values, {}};
  expect_same_formula("out", plainly(c).out, expected.out);
  expect_agreement(c, expected);
}

TEST(spatial_attention, many_sizes) {
  Draw draw(1);
  for (const size_t height : {1U, 2U, 7U}) {
    for (const size_t width : {1U, 3U, 16U}) {
      for (const size_t channels : {1U, 4U, 5U, 17U}) {
        const size_t size = height * width * channels;
        const Case c{draw.normal(3 * size), draw.normal(size), 3, height, width, channels};
        expect_agreement(c, plainly(c));
      }
    }
  }
}

TEST(spatial_attention, dimensions_of_zero_and_below) {
  std::vector<float> out{7, 7};
  EXPECT_EQ(spatial_attention(nullptr, nullptr, out.data(), nullptr, 1, 0, 3, 2), dojo::Status::ok);
  EXPECT_EQ(out, (std::vector<float>{0, 0}));
  std::vector<float> weights(4);
  EXPECT_EQ(spatial_attention(nullptr, nullptr, nullptr, weights.data(), 1, 2, 2, 0), dojo::Status::ok);
  EXPECT_EQ(weights, std::vector<float>(4, 0.25F));
  EXPECT_EQ(spatial_attention(nullptr, nullptr, nullptr, nullptr, 0, 2, 2, 3), dojo::Status::ok);
  EXPECT_EQ(spatial_attention(nullptr, nullptr, nullptr, nullptr, 1, -1, 1, 1), dojo::Status::bad_shape);
  EXPECT_EQ(spatial_attention(nullptr, nullptr, nullptr, nullptr, 1, 1 << 20, 1 << 20, 0), dojo::Status::bad_shape);
}

}  // namespace
