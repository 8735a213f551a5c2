// The error of the vectorised elementary functions, over every exponent and sign of a float and densely where the
// function lives. An ulp is the distance of the floats around the true value.
#include "simd/elementary.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <cstring>
#include <limits>
#include <vector>

#include "draw.h"
#include "simd/span.h"

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// 400 000 arguments in [low, high] and, where these lie in it, floats of every magnitude.
std::vector<float> arguments(float low, float high) {
  std::vector<float> x;
  constexpr int steps = 400000;
  for (int i = 0; i <= steps; ++i) {
    const double part = static_cast<double>(i) / steps;
    x.push_back(static_cast<float>(low + part * (static_cast<double>(high) - low)));
  }
  Draw draw(1);
  for (int exponent = -126; exponent < 128; ++exponent) {
    for (int i = 0; i < 200; ++i) {
      const float mantissa = 1.0F + static_cast<float>(draw.below(1U << 23U)) / static_cast<float>(1U << 23U);
      for (const float sign : {-1.0F, 1.0F}) {
        const float value = sign * std::ldexp(mantissa, exponent);
        if (value >= low && value <= high) x.push_back(value);
      }
    }
  }
  return x;
}

double ulp(double value) {
  const int exponent = std::max(std::ilogb(value), -126);
  return std::ldexp(1.0, exponent - 23);
}

// The largest error in ulp, with the argument where it is made. Results below the normal floats may be flushed to 0.
template <class Function, class Truth>
double worst_ulp(const char* name, const std::vector<float>& x, const Function& f, const Truth& truth) {
  std::vector<float> y(x.size());
  dojo::map_span(x.data(), y.data(), x.size(), f);
  double worst = 0;
  float where = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    const double expected = truth(static_cast<double>(x[i]));
    if (expected != 0 && std::abs(expected) < 1.18e-38 && y[i] == 0) continue;
    const double error = expected == 0 ? (y[i] == 0 ? 0 : infinity) : std::abs(y[i] - expected) / ulp(expected);
    if (!(error <= worst)) {
      worst = error;
      where = x[i];
    }
  }
  std::printf("%s: %.2f ulp at %.9g\n", name, worst, static_cast<double>(where));
  return worst;
}

float at(dojo::Batch (*f)(dojo::Batch), float x) {
  float y = 0;
  dojo::map_span(&x, &y, 1, f);
  return y;
}

TEST(elementary, exp) {
  const auto truth = [](double x) { return std::exp(x); };
  EXPECT_LE(worst_ulp("exp", arguments(-110, 88.7F), dojo::exp, truth), 1.3);
  EXPECT_LE(worst_ulp("exp near 0", arguments(-1, 1), dojo::exp, truth), 1.3);
}

TEST(elementary, exp_at_the_ends) {
  constexpr float inf = std::numeric_limits<float>::infinity();
  EXPECT_EQ(at(dojo::exp, -inf), 0.0F);
  EXPECT_EQ(at(dojo::exp, -1e30F), 0.0F);
  EXPECT_EQ(at(dojo::exp, 0.0F), 1.0F);
  EXPECT_EQ(at(dojo::exp, 89.0F), inf);
  EXPECT_EQ(at(dojo::exp, inf), inf);
  EXPECT_TRUE(std::isnan(at(dojo::exp, std::numeric_limits<float>::quiet_NaN())));
}

TEST(elementary, exp2_of_score) {
  const auto truth = [](double x) { return std::exp2(x); };
  EXPECT_LE(worst_ulp("exp2_of_score", arguments(-126, 127.9F), dojo::exp2_of_score, truth), 2.1);
  EXPECT_LE(worst_ulp("exp2_of_score near 0", arguments(-1, 0), dojo::exp2_of_score, truth), 2.1);
}

TEST(elementary, exp2_of_score_at_the_ends) {
  constexpr float inf = std::numeric_limits<float>::infinity();
  EXPECT_EQ(at(dojo::exp2_of_score, 0.0F), 1.0F);
  EXPECT_EQ(at(dojo::exp2_of_score, -127.0F), 0.0F);
  EXPECT_EQ(at(dojo::exp2_of_score, -1e30F), 0.0F);
  EXPECT_EQ(at(dojo::exp2_of_score, -inf), 0.0F);
  EXPECT_LT(at(dojo::exp2_of_score, -126.5F), 1.18e-38F);
  EXPECT_TRUE(std::isnan(at(dojo::exp2_of_score, std::numeric_limits<float>::quiet_NaN())));
}

TEST(elementary, tanh) {
  const auto truth = [](double x) { return std::tanh(x); };
  EXPECT_LE(worst_ulp("tanh", arguments(-1e38F, 1e38F), dojo::tanh, truth), 1.5);
  EXPECT_LE(worst_ulp("tanh where it bends", arguments(-10, 10), dojo::tanh, truth), 1.5);
}

TEST(elementary, erf) {
  const auto truth = [](double x) { return std::erf(x); };
  EXPECT_LE(worst_ulp("erf", arguments(-1e38F, 1e38F), dojo::erf, truth), 1.5);
  EXPECT_LE(worst_ulp("erf where it bends", arguments(-5, 5), dojo::erf, truth), 1.5);
}

TEST(elementary, normal_cdf) {
  const auto truth = [](double x) { return std::erfc(-x / std::sqrt(2.0)) / 2; };
  EXPECT_LE(worst_ulp("normal_cdf", arguments(-1e38F, 1e38F), dojo::normal_cdf, truth), 7);
  EXPECT_LE(worst_ulp("normal_cdf where it bends", arguments(-13, 7), dojo::normal_cdf, truth), 7);
  EXPECT_LE(worst_ulp("normal_cdf near 0", arguments(-1, 7), dojo::normal_cdf, truth), 3.5);
}

TEST(elementary, normal_density) {
  const auto density = [](dojo::Batch x) { return dojo::normal_distribution(x).density; };
  const auto truth = [](double x) { return std::exp(-x * x / 2); };
  EXPECT_LE(worst_ulp("normal_density", arguments(-1e38F, 1e38F), density, truth), 2);
  EXPECT_LE(worst_ulp("normal_density where it bends", arguments(-13, 13), density, truth), 2);
}

TEST(elementary, sigmoid) {
  const auto truth = [](double x) { return 1 / (1 + std::exp(-x)); };
  EXPECT_LE(worst_ulp("sigmoid", arguments(-1e38F, 1e38F), dojo::sigmoid, truth), 2.5);
  EXPECT_LE(worst_ulp("sigmoid where it bends", arguments(-88, 20), dojo::sigmoid, truth), 2.5);
}

TEST(elementary, silu) {
  const auto truth = [](double x) { return x / (1 + std::exp(-x)); };
  EXPECT_LE(worst_ulp("silu", arguments(-88, 1e38F), dojo::silu, truth), 3.5);
  EXPECT_LE(worst_ulp("silu where it bends", arguments(-20, 20), dojo::silu, truth), 3.5);
}

TEST(elementary, ends_of_the_sigmoids) {
  constexpr float inf = std::numeric_limits<float>::infinity();
  EXPECT_EQ(at(dojo::silu, -1e30F), 0.0F);
  EXPECT_EQ(at(dojo::silu, inf), inf);
  EXPECT_EQ(at(dojo::tanh, -inf), -1.0F);
  EXPECT_EQ(at(dojo::tanh, inf), 1.0F);
  EXPECT_EQ(at(dojo::erf, -inf), -1.0F);
  EXPECT_EQ(at(dojo::erf, inf), 1.0F);
  EXPECT_EQ(at(dojo::normal_cdf, -inf), 0.0F);
  EXPECT_EQ(at(dojo::normal_cdf, inf), 1.0F);
  EXPECT_EQ(at(dojo::sigmoid, -inf), 0.0F);
  EXPECT_EQ(at(dojo::sigmoid, inf), 1.0F);
  for (const auto f : {dojo::tanh, dojo::erf, dojo::normal_cdf, dojo::sigmoid, dojo::silu, dojo::relu}) {
    EXPECT_TRUE(std::isnan(at(f, std::numeric_limits<float>::quiet_NaN())));
  }
}

}  // namespace
