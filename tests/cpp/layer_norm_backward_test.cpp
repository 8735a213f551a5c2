#include "ops/layer_norm_backward.h"

#include "draw.h"
#include "hard_rows.h"
#include "outputs.h"
#include "plain_backward.h"

namespace {

using Case = plain::LayerNormGradient;

Actual run(const Case& c) {
  const size_t dim = c.gamma.size();
  const size_t rows = c.x.size() / dim;
  // Not zeros: what the kernel finds there must not matter.
  std::vector<float> dx(c.x.size(), 7), dgamma(dim, 7), dbeta(dim, 7);
  EXPECT_EQ(layer_norm_backward(c.x.data(), c.gamma.data(), c.dy.data(), dx.data(), dgamma.data(), dbeta.data(),
                                int32(rows), int32(dim), static_cast<float>(c.eps)),
            dojo::Status::ok);
  return {{{"dx", {rows, dim}}, {"dgamma", {dim}}, {"dbeta", {dim}}},
          {{"dx", dx}, {"dgamma", dgamma}, {"dbeta", dbeta}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) { return plain::layer_norm_backward<decltype(type)>(c, order); };
}

GOLDEN_TEST(layer_norm_backward) {
  const GoldenCase& golden = GetParam();
  const Case c{golden.floats("x"), golden.floats("gamma"), golden.floats("dy"), golden.param<double>("eps")};
  Actual actual = run(c);
  actual.shapes["dx"] = golden.input("x").shape;
  expect_outputs(actual, formula(c), &golden);
}

TEST(layer_norm_backward, sizes_around_the_width_of_a_batch) {
  Draw draw(1);
  for (const size_t dim : edges) {
    if (dim == 1) continue;  // Its gradient is 0: see below.
    for (const size_t rows : {1U, 3U, 40U}) {
      const Case c{draw.normal(rows * dim, 3), draw.normal(dim), draw.normal(rows * dim)};
      expect_outputs(run(c), formula(c));
    }
  }
}

TEST(layer_norm_backward, one_feature_has_no_gradient_but_rounding) {
  Draw draw(4);
  const Case c{draw.normal(9), draw.normal(1), draw.normal(9)};
  const Outputs<float> values = run(c).values;
  // A rounding of gamma dy, over sqrt(eps).
  for (size_t i = 0; i < 9; ++i) {
    EXPECT_NEAR(values.at("dx")[i], 0, std::abs(c.gamma[0] * c.dy[i]) * 1.2e-7 / std::sqrt(c.eps));
  }
  EXPECT_EQ(values.at("dgamma"), std::vector<float>(1));
}

TEST(layer_norm_backward, is_the_slope_of_layer_norm) {
  Draw draw(2);
  const size_t dim = 11, rows = 3;
  const Case c{draw.normal(rows * dim), draw.normal(dim), draw.normal(rows * dim)};
  const std::vector<double> x = plain::as<double>(c.x), gamma = plain::as<double>(c.gamma);
  const std::vector<double> beta(dim, 0.5);
  const auto loss = [&](const std::vector<double>& at, const std::vector<double>& scale,
                        const std::vector<double>& shift) {
    const std::vector<double> y = plain::layer_norm(at, scale, shift, c.eps, plain::Order::forward);
    return plain::sum<double>(y.size(), plain::Order::forward, [&](size_t i) { return double{c.dy[i]} * y[i]; });
  };
  const Outputs<double> slopes{
      {"dx", central_differences([&](const auto& at) { return loss(at, gamma, beta); }, x)},
      {"dgamma", central_differences([&](const auto& at) { return loss(x, at, beta); }, gamma)},
      {"dbeta", central_differences([&](const auto& at) { return loss(x, gamma, at); }, beta)}};
  for (const auto& [name, values] : run(c).values) {
    for (size_t i = 0; i < values.size(); ++i) EXPECT_NEAR(values[i], slopes.at(name)[i], 3e-6) << name << " " << i;
  }
}

TEST(layer_norm_backward, rows_that_are_hard_for_float32) {
  Draw draw(5);
  for (const HardRow& row : hard_rows()) {
    SCOPED_TRACE(row.name);
    const size_t dim = row.values.size();
    if (dim == 1) continue;  // Its gradient is 0: see above.
    const Case c{row.values, std::vector<float>(dim, 1.0F), draw.normal(dim)};
    const Outputs<double> expected = formula(c)(double{}, plain::Order::interleaved);
    for (const auto& [name, values] : run(c).values) {
      SCOPED_TRACE(name);
      // What is left of x after its mean was taken away may be nothing: then dgamma is 0, of dy times that.
      expect_as_float64(values, expected.at(name), name == "dgamma" ? 1e-3 : 0);
    }
  }
}

TEST(layer_norm_backward, sums_over_a_hundred_thousand_rows) {
  const size_t rows = 100003, dim = 3;
  const Case c{row_of(rows * dim, [&](double i) { return std::fmod(i, dim); }),
               {1, 1, 1},
               row_of(rows * dim, [&](double i) { return 0.1 + std::fmod(i, dim); })};
  const Outputs<double> expected = formula(c)(double{}, plain::Order::interleaved);
  for (const auto& [name, values] : run(c).values) {
    if (name != "dx") expect_as_float64(values, expected.at(name));
  }
}

TEST(layer_norm_backward, works_in_place) {
  Draw draw(3);
  Case c{draw.normal(38), draw.normal(19), draw.normal(38)};
  const std::vector<float> expected = run(c).values.at("dx");
  std::vector<float> sums(38);
  ASSERT_EQ(layer_norm_backward(c.x.data(), c.gamma.data(), c.dy.data(), c.dy.data(), sums.data(), sums.data() + 19, 2,
                                19, 1e-5F),
            dojo::Status::ok);
  EXPECT_EQ(c.dy, expected);
}

TEST(layer_norm_backward, dimensions_of_zero_and_below) {
  const std::vector<float> gamma(3);
  std::vector<float> dgamma(3, 7), dbeta(3, 7);
  EXPECT_EQ(layer_norm_backward(nullptr, gamma.data(), nullptr, nullptr, dgamma.data(), dbeta.data(), 0, 3, 1e-5F),
            dojo::Status::ok);
  EXPECT_EQ(dgamma, std::vector<float>(3));
  EXPECT_EQ(dbeta, std::vector<float>(3));
  EXPECT_EQ(layer_norm_backward(nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, 3, 0, 1e-5F), dojo::Status::ok);
  EXPECT_EQ(layer_norm_backward(nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, -3, 1, 1e-5F),
            dojo::Status::bad_shape);
}

}  // namespace
