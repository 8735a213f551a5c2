#include "ops/training/gelu_backward.h"

#include "draw.h"
#include "outputs.h"
#include "training.h"

namespace {

struct Case {
  std::vector<float> x, dy;
  bool approximate = false;
};

Actual run(const Case& c) {
  std::vector<float> dx(c.x.size(), 7);
  EXPECT_EQ(gelu_backward(c.x.data(), c.dy.data(), dx.data(), int32(c.x.size()), c.approximate ? 1 : 0),
            dojo::Status::ok);
  return {{{"dx", {c.x.size()}}}, {{"dx", dx}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order) { return plain::gelu_backward<decltype(type)>(c.x, c.dy, c.approximate); };
}

GOLDEN_TEST(gelu_backward) {
  const Case c{GetParam().floats("x"), GetParam().floats("dy"), GetParam().param<bool>("approximate")};
  Actual actual = run(c);
  actual.shapes["dx"] = GetParam().input("x").shape;
  expect_outputs(actual, formula(c), &GetParam());
}

TEST(gelu_backward, counts_around_the_width_of_a_batch) {
  Draw draw(1);
  for (size_t count = 0; count < 40; ++count) {
    for (const bool approximate : {false, true}) {
      const Case c{draw.normal(count, 3), draw.normal(count), approximate};
      expect_outputs(run(c), formula(c));
    }
  }
}

TEST(gelu_backward, is_the_slope_of_gelu) {
  Draw draw(2);
  for (const bool approximate : {false, true}) {
    const Case c{draw.normal(50, 3), draw.normal(50), approximate};
    const auto loss = [&](const std::vector<double>& at) {
      const std::vector<double> y = plain::gelu(at, approximate);
      return plain::sum<double>(y.size(), plain::Order::forward, [&](size_t i) { return double{c.dy[i]} * y[i]; });
    };
    const std::vector<double> slopes = central_differences(loss, plain::as<double>(c.x));
    const std::vector<float> dx = run(c).values.at("dx");
    for (size_t i = 0; i < slopes.size(); ++i) EXPECT_NEAR(dx[i], slopes[i], 1e-6) << i;
  }
}

/// In float64, and written so that nothing cancels.
double slope(double x, bool approximate) {
  if (!approximate) {
    return std::erfc(-x / std::sqrt(2.0)) / 2 + x * std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi);
  }
  const double factor = 2 * std::sqrt(2 / std::numbers::pi), u = factor * (x + 0.044715 * x * x * x);
  const double share = 1 / (1 + std::exp(-u)), rest = 1 / (1 + std::exp(u));
  return share + x * share * rest * factor * (1 + 3 * 0.044715 * x * x);
}

// Relative to the slope itself, however small: to the left of its root near -0.75 as far as its exponential is a normal
// float, and to the right where it approaches 1.
TEST(gelu_backward, has_its_digits_in_both_tails) {
  for (const bool approximate : {false, true}) {
    Case c{{}, {}, approximate};
    const double left = approximate ? -9.9 : -13.1;
    for (int i = 0; i < 7000; ++i) {
      const double x = left + i * 0.0037;
      if (x < -1.2 || x > -0.4) c.x.push_back(static_cast<float>(x));
    }
    c.dy.assign(c.x.size(), 1);
    const std::vector<float> dx = run(c).values.at("dx");
    for (size_t i = 0; i < dx.size(); ++i) {
      const double x = double{c.x[i]}, expected = slope(x, approximate);
      // The exponent of the approximation is rounded before the exponential is taken.
      const double exponent = approximate && x < 0 ? -2 * x * (1 + 0.044715 * x * x) : 0;
      ASSERT_NEAR(dx[i], expected, (1e-6 + 2e-7 * exponent) * std::abs(expected)) << x;
    }
  }
}

TEST(gelu_backward, far_from_zero_it_is_that_of_the_ramp) {
  const float large = std::numeric_limits<float>::max();
  for (const bool approximate : {false, true}) {
    const Case c{{-large, -1e30F, -100, -20, 0, 20, 100, 1e30F, large}, std::vector<float>(9, 2), approximate};
    EXPECT_EQ(run(c).values.at("dx"), (std::vector<float>{0, 0, 0, 0, 1, 2, 2, 2, 2}));
  }
}

// As PyTorch 2.14 answers.
TEST(gelu_backward, what_is_no_number) {
  const float infinity = std::numeric_limits<float>::infinity();
  for (const bool approximate : {false, true}) {
    for (const float x : {std::nanf(""), infinity, -infinity}) {
      EXPECT_TRUE(std::isnan(run({{x}, {1}, approximate}).values.at("dx")[0])) << x;
    }
  }
}

TEST(gelu_backward, works_in_place) {
  Draw draw(3);
  for (const bool approximate : {false, true}) {
    Case c{draw.normal(19), draw.normal(19), approximate};
    const std::vector<float> expected = run(c).values.at("dx");
    std::vector<float> x = c.x;
    ASSERT_EQ(gelu_backward(x.data(), c.dy.data(), x.data(), 19, approximate ? 1 : 0), dojo::Status::ok);
    ASSERT_EQ(gelu_backward(c.x.data(), c.dy.data(), c.dy.data(), 19, approximate ? 1 : 0), dojo::Status::ok);
    EXPECT_EQ(x, expected);
    EXPECT_EQ(c.dy, expected);
  }
}

TEST(gelu_backward, negative_count) {
  EXPECT_EQ(gelu_backward(nullptr, nullptr, nullptr, -1, 0), dojo::Status::bad_shape);
}

}  // namespace
