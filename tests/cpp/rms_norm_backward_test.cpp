#include "ops/training/rms_norm_backward.h"

#include "draw.h"
#include "hard_rows.h"
#include "outputs.h"
#include "training.h"

namespace {

using Case = plain::RmsNormGradient;

Actual run(const Case& c) {
  const size_t dim = c.gamma.size();
  const size_t rows = c.x.size() / dim;
  std::vector<float> dx(c.x.size(), 7), dgamma(dim, 7);
  EXPECT_EQ(rms_norm_backward(c.x.data(), c.gamma.data(), c.dy.data(), dx.data(), dgamma.data(), int32(rows),
                              int32(dim), static_cast<float>(c.eps)),
            dojo::Status::ok);
  return {{{"dx", {rows, dim}}, {"dgamma", {dim}}}, {{"dx", dx}, {"dgamma", dgamma}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) { return plain::rms_norm_backward<decltype(type)>(c, order); };
}

GOLDEN_TEST(rms_norm_backward) {
  const GoldenCase& golden = GetParam();
  const Case c{golden.floats("x"), golden.floats("gamma"), golden.floats("dy"), golden.param<double>("eps")};
  Actual actual = run(c);
  actual.shapes["dx"] = golden.input("x").shape;
  expect_outputs(actual, formula(c), &golden);
}

TEST(rms_norm_backward, sizes_around_the_width_of_a_batch) {
  Draw draw(1);
  for (const size_t dim : edges) {
    if (dim == 1) continue;  // Its gradient is almost 0: see below.
    for (const size_t rows : {1U, 3U, 40U, 300U}) {
      const Case c{draw.normal(rows * dim, 3), draw.normal(dim), draw.normal(rows * dim)};
      expect_outputs(run(c), formula(c));
    }
  }
}

TEST(rms_norm_backward, one_feature_has_no_gradient_but_rounding) {
  Draw draw(4);
  const Case c{draw.normal(9), draw.normal(1), draw.normal(9)};
  const Outputs<float> values = run(c).values;
  const Outputs<double> expected = formula(c)(double{}, plain::Order::forward);
  for (size_t i = 0; i < 9; ++i) {
    EXPECT_NEAR(values.at("dx")[i], expected.at("dx")[i], std::abs(c.gamma[0] * c.dy[i] / c.x[i]) * 4e-7);
  }
  EXPECT_NEAR(values.at("dgamma")[0], expected.at("dgamma")[0], 1e-6);
}

TEST(rms_norm_backward, is_the_slope_of_rms_norm) {
  Draw draw(2);
  const size_t dim = 11, rows = 3;
  for (const double eps : {1e-6, 0.5}) {
    const Case c{draw.normal(rows * dim), draw.normal(dim), draw.normal(rows * dim), eps};
    const std::vector<double> x = plain::as<double>(c.x), gamma = plain::as<double>(c.gamma);
    const auto loss = [&](const std::vector<double>& at, const std::vector<double>& scale) {
      const std::vector<double> y = plain::rms_norm(at, scale, c.eps, plain::Order::forward);
      return plain::sum<double>(y.size(), plain::Order::forward, [&](size_t i) { return double{c.dy[i]} * y[i]; });
    };
    const Outputs<double> slopes{{"dx", central_differences([&](const auto& at) { return loss(at, gamma); }, x)},
                                 {"dgamma", central_differences([&](const auto& at) { return loss(x, at); }, gamma)}};
    for (const auto& [name, values] : run(c).values) {
      for (size_t i = 0; i < values.size(); ++i) EXPECT_NEAR(values[i], slopes.at(name)[i], 3e-6) << name << " " << i;
    }
  }
}

TEST(rms_norm_backward, rows_that_are_hard_for_float32) {
  Draw draw(5);
  for (const HardRow& row : hard_rows()) {
    for (const double eps : {1e-6, 0.0}) {
      SCOPED_TRACE(row.name + (eps > 0 ? "" : ", without eps"));
      const size_t dim = row.values.size();
      if (dim == 1) continue;  // Its gradient is almost 0: see above.
      const Case c{row.values, std::vector<float>(dim, 1.0F), draw.normal(dim), eps};
      const Outputs<double> expected = formula(c)(double{}, plain::Order::interleaved);
      for (const auto& [name, values] : run(c).values) {
        SCOPED_TRACE(name);
        expect_as_float64(values, expected.at(name));
      }
    }
  }
}

TEST(rms_norm_backward, a_row_of_zeros) {
  const Case c{std::vector<float>(13), std::vector<float>(13, 2), std::vector<float>(13, 3)};
  const Outputs<float> values = run(c).values;
  EXPECT_EQ(values.at("dgamma"), std::vector<float>(13));
  for (const float dx : values.at("dx")) EXPECT_NEAR(dx, 6e3F, 1e-3);
}

TEST(rms_norm_backward, sums_over_a_hundred_thousand_rows) {
  const size_t rows = 100003, dim = 3;
  const Case c{row_of(rows * dim, [&](double i) { return 1 + std::fmod(i, dim); }),
               {1, 1, 1},
               row_of(rows * dim, [&](double i) { return 0.1 + std::fmod(i, dim); })};
  const std::vector<double> expected = formula(c)(double{}, plain::Order::interleaved).at("dgamma");
  expect_as_float64(run(c).values.at("dgamma"), expected);
}

TEST(rms_norm_backward, works_in_place) {
  Draw draw(3);
  Case c{draw.normal(38), draw.normal(19), draw.normal(38)};
  const std::vector<float> expected = run(c).values.at("dx");
  std::vector<float> sums(19), x = c.x;
  ASSERT_EQ(rms_norm_backward(x.data(), c.gamma.data(), c.dy.data(), x.data(), sums.data(), 2, 19, 1e-6F),
            dojo::Status::ok);
  ASSERT_EQ(rms_norm_backward(c.x.data(), c.gamma.data(), c.dy.data(), c.dy.data(), sums.data(), 2, 19, 1e-6F),
            dojo::Status::ok);
  EXPECT_EQ(x, expected);
  EXPECT_EQ(c.dy, expected);
}

TEST(rms_norm_backward, dimensions_of_zero_and_below) {
  const std::vector<float> gamma(3);
  std::vector<float> dgamma(3, 7);
  EXPECT_EQ(rms_norm_backward(nullptr, gamma.data(), nullptr, nullptr, dgamma.data(), 0, 3, 1e-6F), dojo::Status::ok);
  EXPECT_EQ(dgamma, std::vector<float>(3));
  EXPECT_EQ(rms_norm_backward(nullptr, nullptr, nullptr, nullptr, nullptr, 3, 0, 1e-6F), dojo::Status::ok);
  EXPECT_EQ(rms_norm_backward(nullptr, nullptr, nullptr, nullptr, nullptr, -3, 1, 1e-6F), dojo::Status::bad_shape);
  EXPECT_EQ(rms_norm_backward(nullptr, nullptr, nullptr, nullptr, nullptr, 1, -3, 1e-6F), dojo::Status::bad_shape);
}

}  // namespace
