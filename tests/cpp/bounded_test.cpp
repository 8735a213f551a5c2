#include "bounded.h"

#include <gtest/gtest.h>

#include "draw.h"

namespace {

using plain::Bounded;

// Formulas in float32, whatever the order of their sums, stay within what they are bounded by, and that is not much.
template <class Formula>
void expect_bounded(const Formula& formula, double most) {
  const std::vector<Bounded> bounds = formula(Bounded(), plain::Order::forward);
  const std::vector<double> exact = formula(double{}, plain::Order::forward);
  for (const plain::Order order : plain::orders) {
    const std::vector<float> values = formula(float{}, order);
    ASSERT_EQ(values.size(), bounds.size());
    for (size_t i = 0; i < values.size(); ++i) {
      ASSERT_NEAR(bounds[i].value, exact[i], 1e-11 * (1 + std::abs(exact[i]))) << i;
      ASSERT_NEAR(double{values[i]}, bounds[i].value, bounds[i].error) << i;
      ASSERT_LE(bounds[i].error, most * std::max(1.0, std::abs(exact[i]))) << i;
    }
  }
}

TEST(bounded, linear) {
  Draw draw(1);
  const std::vector<float> x = draw.normal(3 * 100), weight = draw.normal(5 * 100), bias = draw.normal(5);
  expect_bounded(
      [&](auto type, plain::Order order) {
        using T = decltype(type);
        return plain::linear(plain::as<T>(x), plain::as<T>(weight), plain::as<T>(bias), 3, 100, 5, order);
      },
      3e-4);
}

TEST(bounded, attention) {
  for (const float size : {1.0F, 30.0F, 1e5F}) {
    Draw draw(2);
    plain::Attention a;
    a.seq_q = 4, a.keys = 20, a.head_dim = 8, a.value_dim = 3;
    a.q = draw.normal(4 * 8, size), a.k = draw.normal(20 * 8), a.v = draw.normal(20 * 3);
    a.mask = draw.booleans(4 * 20, 0.8);
    expect_bounded([&](auto type, plain::Order order) { return plain::attention<decltype(type)>(a, order).weights; },
                   size > 1e4F ? 0.51 : 3e-5 * double{size});
    expect_bounded([&](auto type, plain::Order order) { return plain::attention<decltype(type)>(a, order).lse; },
                   3e-5 * double{size});
  }
}

TEST(bounded, what_is_not_finite) {
  const Bounded infinity = Bounded::infinity, nan = Bounded::not_a_number, large(3e38), uncertain(1e-6, 1e-5);
  EXPECT_TRUE(std::isnan((infinity - infinity).value));
  EXPECT_EQ((infinity + large).value, Bounded::infinity);
  EXPECT_FALSE((large + large).is_known());
  EXPECT_FALSE((infinity * uncertain).is_known());
  EXPECT_FALSE((large / uncertain).is_known());
  EXPECT_TRUE(std::isnan((nan * Bounded(0)).value));
  EXPECT_FALSE((nan * (large + large)).is_known());
  EXPECT_EQ(exp(-infinity).value, 0);
  EXPECT_EQ(exp(-infinity).error, 0);
  EXPECT_FALSE(exp(Bounded(100)).is_known());
}

// A row whose mean is all that float32 sees of it.
TEST(bounded, normalization_is_as_good_as_float64) {
  const std::vector<Bounded> row{{1e6, 0}, {1e6 + 1, 0}, {1e6 + 2, 0}};
  const plain::Normal<Bounded> normal = normalize(row.data(), row.size(), 1e-5, plain::Order::forward);
  EXPECT_NEAR(normal.values[2].value, std::sqrt(1.5), 1e-4);
  for (const Bounded& value : normal.values) EXPECT_LT(value.error, 1e-5);
  const std::vector<Bounded> equal(7, Bounded(3e38));
  for (const Bounded& value : normalize(equal.data(), 7, 1e-5, plain::Order::forward).values) EXPECT_EQ(value.value, 0);
}

}  // namespace
