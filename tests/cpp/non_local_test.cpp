#include "ops/non_local.h"

#include "additive.h"
#include "draw.h"
#include "outputs.h"

namespace {

struct Case {
  size_t batch, channels, height, width, inner_dim;
  std::vector<float> x, theta, phi, g, wz;
};

Actual run(const Case& c) {
  const size_t pixels = c.height * c.width;
  std::vector<float> y(c.x.size()), weights(c.batch * pixels * pixels);
  const auto call = [&](float* wanted_weights) {
    return non_local(c.x.data(), c.theta.data(), c.phi.data(), c.g.data(), c.wz.data(), y.data(), wanted_weights,
                     int32(c.batch), int32(c.channels), int32(c.height), int32(c.width), int32(c.inner_dim));
  };
  EXPECT_EQ(call(nullptr), dojo::Status::ok);
  const std::vector<float> without = y;
  EXPECT_EQ(call(weights.data()), dojo::Status::ok);
  // Online and with the weights held, softmax rounds differently.
  for (size_t i = 0; i < y.size(); ++i) EXPECT_NEAR(y[i], without[i], 1e-4) << "without weights";
  return {{{"y", {c.batch, c.channels, c.height, c.width}}, {"weights", {c.batch, pixels, pixels}}},
          {{"y", y}, {"weights", weights}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) {
    using T = decltype(type);
    const size_t pixels = c.height * c.width, rows = c.batch * pixels;
    std::vector<T> f(c.x.size());
    const auto at = [&](size_t row, size_t k) { return (row / pixels * c.channels + k) * pixels + row % pixels; };
    for (size_t row = 0; row < rows; ++row) {
      for (size_t k = 0; k < c.channels; ++k) f[row * c.channels + k] = c.x[at(row, k)];
    }
    const auto project = [&](const std::vector<float>& w) {
      return plain::linear(f, plain::as<T>(w), {}, rows, c.channels, c.inner_dim, order);
    };
    const std::vector<T> q = project(c.theta), k = project(c.phi), v = project(c.g);
    std::vector<T> scores(rows * pixels);
    for (size_t i = 0; i < scores.size(); ++i) {
      const size_t row = i / pixels, key = row / pixels * pixels + i % pixels;
      scores[i] = plain::sum<T>(c.inner_dim, order,
                                [&](size_t d) { return q[row * c.inner_dim + d] * k[key * c.inner_dim + d]; });
    }
    const auto attended = plain::weigh(scores, v, pixels, pixels, c.inner_dim, rows, order);
    const std::vector<T> z = plain::linear(attended.out, plain::as<T>(c.wz), {}, rows, c.inner_dim, c.channels, order);
    std::vector<T> y = plain::as<T>(c.x);
    for (size_t row = 0; row < rows; ++row) {
      for (size_t channel = 0; channel < c.channels; ++channel) y[at(row, channel)] += z[row * c.channels + channel];
    }
    return Outputs<T>{{"y", y}, {"weights", attended.weights}};
  };
}

Case drawn(Draw& draw, size_t batch, size_t channels, size_t height, size_t width, size_t inner_dim) {
  const auto weight = [&] { return draw.normal(inner_dim * channels, 0.5); };
  return {batch,    channels, height,   width,   inner_dim, draw.normal(batch * channels * height * width),
          weight(), weight(), weight(), weight()};
}

GOLDEN_TEST(non_local) {
  const GoldenCase& g = GetParam();
  const std::vector<size_t>& x = g.input("x").shape;
  const Case c{x[0],
               x[1],
               x[2],
               x[3],
               g.input("g").shape[0],
               g.floats("x"),
               g.floats("theta"),
               g.floats("phi"),
               g.floats("g"),
               g.floats("wz")};
  expect_outputs(run(c), formula(c), &g);
}

TEST(non_local, sizes_around_the_width_of_a_batch) {
  Draw draw(1);
  for (const size_t size : edges) {
    const Case c = drawn(draw, 2, 1 + size / 2, 2, size, 1 + size / 5);
    expect_outputs(run(c), formula(c));
  }
}

TEST(non_local, a_projection_of_zero_is_the_identity) {
  Draw draw(2);
  Case c = drawn(draw, 2, 5, 3, 4, 3);
  std::fill(c.wz.begin(), c.wz.end(), 0.0F);
  EXPECT_EQ(run(c).values.at("y"), c.x);
}

TEST(non_local, dimensions_of_zero_and_below) {
  Draw draw(3);
  for (const Case& c : {drawn(draw, 0, 3, 4, 5, 2), drawn(draw, 2, 0, 4, 5, 2), drawn(draw, 2, 3, 0, 5, 2),
                        drawn(draw, 2, 3, 4, 0, 2), drawn(draw, 2, 3, 4, 5, 0), drawn(draw, 1, 1, 1, 1, 1)}) {
    expect_outputs(run(c), formula(c));
  }
  EXPECT_EQ(non_local(nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, 1, 1, 1, -1, 1),
            dojo::Status::bad_shape);
}

}  // namespace
