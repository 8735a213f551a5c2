#include "ops/layer_norm.h"

#include <gtest/gtest.h>

#include "closeness.h"
#include "draw.h"
#include "golden.h"
#include "hard_rows.h"
#include "plain.h"

namespace {

struct Case {
  std::vector<float> x, gamma, beta;
  double eps;
};

std::vector<float> run(const Case& c) {
  const size_t dim = c.gamma.size();
  std::vector<float> y(c.x.size());
  EXPECT_EQ(layer_norm(c.x.data(), c.gamma.data(), c.beta.data(), y.data(), static_cast<int32_t>(c.x.size() / dim),
                       static_cast<int32_t>(dim), static_cast<float>(c.eps)),
            dojo::Status::ok);
  return y;
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) {
    using T = decltype(type);
    return plain::layer_norm(plain::as<T>(c.x), plain::as<T>(c.gamma), plain::as<T>(c.beta), c.eps, order);
  };
}

GOLDEN_TEST(layer_norm) {
  const GoldenCase& golden = GetParam();
  const Case c{golden.floats("x"), golden.floats("gamma"), golden.floats("beta"), golden.param<double>("eps")};
  const std::vector<double>& y = golden.output("y").values;
  expect_same_formula("y", formula(c)(double{}, plain::Order::forward), y);
  expect_close("y", golden.output("y").shape, run(c), reference(y, formula(c)));
}

TEST(layer_norm, sizes_around_the_width_of_a_batch) {
  Draw draw(1);
  for (const size_t dim : {1U, 2U, 3U, 4U, 5U, 7U, 8U, 9U, 15U, 16U, 17U, 31U, 32U, 33U, 64U, 65U, 257U}) {
    const Case c{draw.normal(3 * dim, 3), draw.normal(dim), draw.normal(dim), 1e-5};
    expect_close("y", {3, dim}, run(c), reference(formula(c)));
  }
}

TEST(layer_norm, a_mean_much_larger_than_the_deviation) {
  Draw draw(2);
  Case c{draw.normal(100), std::vector<float>(100, 1.0F), std::vector<float>(100, 0.0F), 1e-5};
  for (float& value : c.x) value += 1000;
  expect_close("y", {1, 100}, run(c), reference(formula(c)));
}

TEST(layer_norm, equal_features_give_beta) {
  const Case c{std::vector<float>(13, 5.0F), std::vector<float>(13, 2.0F), std::vector<float>(13, 0.25F), 1e-5};
  EXPECT_EQ(run(c), c.beta);
}

TEST(layer_norm, rows_that_are_hard_for_float32) {
  for (const HardRow& row : hard_rows()) {
    for (const double eps : {1e-5, 0.0}) {
      SCOPED_TRACE(row.name + (eps > 0 ? "" : ", without eps"));
      const size_t dim = row.values.size();
      const Case c{row.values, std::vector<float>(dim, 1.0F), std::vector<float>(dim, 0.0F), eps};
      expect_as_float64(run(c), formula(c)(double{}, plain::Order::interleaved), 1e-5);
    }
  }
}

TEST(layer_norm, works_in_place) {
  Draw draw(3);
  Case c{draw.normal(38), draw.normal(19), draw.normal(19), 1e-5};
  const std::vector<float> expected = run(c);
  ASSERT_EQ(layer_norm(c.x.data(), c.gamma.data(), c.beta.data(), c.x.data(), 2, 19, 1e-5F), dojo::Status::ok);
  EXPECT_EQ(c.x, expected);
}

TEST(layer_norm, dimensions_of_zero_and_below) {
  const std::vector<float> gamma(3);
  EXPECT_EQ(layer_norm(nullptr, gamma.data(), gamma.data(), nullptr, 0, 3, 1e-5F), dojo::Status::ok);
  EXPECT_EQ(layer_norm(nullptr, nullptr, nullptr, nullptr, 3, 0, 1e-5F), dojo::Status::ok);
  EXPECT_EQ(layer_norm(nullptr, nullptr, nullptr, nullptr, -3, 1, 1e-5F), dojo::Status::bad_shape);
}

}  // namespace
