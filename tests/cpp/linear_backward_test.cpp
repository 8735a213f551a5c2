#include "ops/linear_backward.h"

#include <array>

#include "draw.h"
#include "hard_rows.h"
#include "outputs.h"
#include "plain_backward.h"
#include "simd/matmul.h"

namespace {

using Case = plain::LinearGradient;

Actual run(const Case& c) {
  // Not zeros: what the kernel finds there must not matter.
  std::vector<float> dx(c.x.size(), 7), dw(c.w.size(), 7), db(c.out, 7);
  EXPECT_EQ(linear_backward(c.x.data(), c.w.data(), c.dy.data(), dx.data(), dw.data(), db.data(), int32(c.rows),
                            int32(c.in), int32(c.out)),
            dojo::Status::ok);
  return {{{"dx", {c.rows, c.in}}, {"dw", {c.out, c.in}}, {"db", {c.out}}}, {{"dx", dx}, {"dw", dw}, {"db", db}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) { return plain::linear_backward<decltype(type)>(c, order); };
}

Case draw_case(Draw& draw, size_t rows, size_t in, size_t out) {
  return {rows, in, out, draw.normal(rows * in), draw.normal(out * in), draw.normal(rows * out)};
}

GOLDEN_TEST(linear_backward) {
  const GoldenCase& golden = GetParam();
  const Tensor& w = golden.input("w");
  const Case c{golden.input("x").values.size() / w.shape[1],
               w.shape[1],
               w.shape[0],
               golden.floats("x"),
               w.floats(),
               golden.floats("dy")};
  Actual actual = run(c);
  actual.shapes["dx"] = golden.input("x").shape;
  expect_outputs(actual, formula(c), &golden);
}

TEST(linear_backward, many_sizes) {
  Draw draw(1);
  for (const size_t rows : {1U, 5U, 40U}) {
    for (const size_t in : {1U, 7U, 33U}) {
      for (const size_t out : {1U, 6U, 19U}) {
        const Case c = draw_case(draw, rows, in, out);
        expect_outputs(run(c), formula(c));
      }
    }
  }
}

TEST(linear_backward, sizes_around_every_tile_edge) {
  Draw draw(4);
  const auto around = [](size_t edge) { return std::array{edge - 1, edge, edge + 1}; };
  for (const size_t edge : {dojo::tile_rows, dojo::panel_width, size_t{128}, size_t{256}}) {
    for (const size_t size : around(edge)) {
      for (const Case& c : {draw_case(draw, size, 9, 11), draw_case(draw, 9, size, 11), draw_case(draw, 9, 11, size)}) {
        SCOPED_TRACE(size);
        expect_outputs(run(c), formula(c));
      }
    }
  }
}

TEST(linear_backward, is_the_slope_of_linear) {
  Draw draw(2);
  const Case c = draw_case(draw, 3, 5, 4);
  const std::vector<double> x = plain::as<double>(c.x), w = plain::as<double>(c.w), b(4, 0.5);
  const auto loss = [&](const std::vector<double>& at, const std::vector<double>& weight,
                        const std::vector<double>& bias) {
    const std::vector<double> y = plain::linear(at, weight, bias, 3, 5, 4, plain::Order::forward);
    return plain::sum<double>(y.size(), plain::Order::forward, [&](size_t i) { return double{c.dy[i]} * y[i]; });
  };
  const Outputs<double> slopes{{"dx", central_differences([&](const auto& at) { return loss(at, w, b); }, x)},
                               {"dw", central_differences([&](const auto& at) { return loss(x, at, b); }, w)},
                               {"db", central_differences([&](const auto& at) { return loss(x, w, at); }, b)}};
  for (const auto& [name, values] : run(c).values) {
    for (size_t i = 0; i < values.size(); ++i) EXPECT_NEAR(values[i], slopes.at(name)[i], 2e-6) << name << " " << i;
  }
}

TEST(linear_backward, sums_over_a_hundred_thousand_rows) {
  const size_t rows = 100003;
  const Case c{rows,   2,
               1,      row_of(rows * 2, [](double i) { return 0.1 + std::fmod(i, 7) / 100; }),
               {1, 2}, row_of(rows, [](double i) { return 0.3 + std::fmod(i, 5) / 100; })};
  const Outputs<double> expected = formula(c)(double{}, plain::Order::interleaved);
  for (const auto& [name, values] : run(c).values) expect_as_float64(values, expected.at(name));
}

TEST(linear_backward, dimensions_of_zero_and_below) {
  Draw draw(3);
  for (const Case& c : {draw_case(draw, 0, 3, 20), draw_case(draw, 4, 0, 3), draw_case(draw, 4, 3, 0)}) {
    const Outputs<float> values = run(c).values;
    for (const auto& [name, expected] : formula(c)(float{}, plain::Order::forward)) {
      EXPECT_EQ(values.at(name).size(), expected.size());
      if (c.in > 0) EXPECT_EQ(values.at(name), expected) << name;
    }
  }
  EXPECT_EQ(linear_backward(nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, 1, -1, 1), dojo::Status::bad_shape);
}

}  // namespace
