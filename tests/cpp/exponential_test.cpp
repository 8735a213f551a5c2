#include "exponential.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "logarithm.h"

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void expect_close(double actual, double expected, double relative, double x) {
  EXPECT_LE(std::abs(actual - expected), relative * std::abs(expected)) << "at " << x;
}

TEST(exponential, is_that_of_the_standard_library) {
  for (int i = -40900; i < 41000; ++i)
    expect_close(dojo::exponential(i * 0.0173), std::exp(i * 0.0173), 4.5e-16, i * 0.0173);
  for (int i = -1000; i < 0; ++i) {
    const double x = std::exp2(i);
    expect_close(dojo::exponential(x), std::exp(x), 4.5e-16, x);
    expect_close(dojo::exponential(-x), std::exp(-x), 4.5e-16, -x);
  }
}

TEST(exponential, goes_to_the_ends_of_doubles) {
  EXPECT_EQ(dojo::exponential(0.0), 1.0);
  EXPECT_EQ(dojo::exponential(710.0), infinity);
  EXPECT_EQ(dojo::exponential(infinity), infinity);
  EXPECT_EQ(dojo::exponential(-746.0), 0.0);
  EXPECT_EQ(dojo::exponential(-infinity), 0.0);
  EXPECT_TRUE(std::isnan(dojo::exponential(std::numeric_limits<double>::quiet_NaN())));
  for (int i = 0; i < 120; ++i) {
    const double x = -745.0 + i * 0.31;
    EXPECT_NEAR(dojo::exponential(x), std::exp(x), std::numeric_limits<double>::denorm_min()) << "at " << x;
  }
}

TEST(exponential, undoes_the_logarithm) {
  for (int i = -400; i < 400; ++i) {
    const double x = std::exp2(i / 3.7);
    EXPECT_NEAR(dojo::logarithm(x), std::log(x), 4e-16 + 4e-16 * std::abs(std::log(x))) << "at " << x;
  }
}

}  // namespace
