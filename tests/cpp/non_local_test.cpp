#include "ops/non_local.h"

#include "draw.h"
#include "outputs.h"
#include "vision.h"

namespace {

using Case = plain::NonLocal;

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
  return [c](auto type, plain::Order order) { return plain::non_local<decltype(type)>(c, order); };
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
