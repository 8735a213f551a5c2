#include "ops/cbam.h"

#include "draw.h"
#include "outputs.h"
#include "vision.h"

namespace {

using Case = plain::Cbam;

Actual run(const Case& c) {
  std::vector<float> y(c.x.size()), channel(c.batch * c.channels), spatial(c.batch * c.height * c.width);
  EXPECT_EQ(cbam(c.x.data(), c.w1.data(), c.w2.data(), c.kernel.data(), c.bias.empty() ? nullptr : c.bias.data(),
                 y.data(), channel.data(), spatial.data(), int32(c.batch), int32(c.channels), int32(c.height),
                 int32(c.width), int32(c.hidden_dim), int32(c.kernel_height), int32(c.kernel_width)),
            dojo::Status::ok);
  return {{{"y", {c.batch, c.channels, c.height, c.width}},
           {"channel", {c.batch, c.channels}},
           {"spatial", {c.batch, 1, c.height, c.width}}},
          {{"y", y}, {"channel", channel}, {"spatial", spatial}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) { return plain::cbam<decltype(type)>(c, order); };
}

Case drawn(Draw& draw, size_t batch, size_t channels, size_t height, size_t width, size_t hidden_dim,
           size_t kernel_height, size_t kernel_width) {
  return {batch,
          channels,
          height,
          width,
          hidden_dim,
          kernel_height,
          kernel_width,
          draw.normal(batch * channels * height * width),
          draw.normal(hidden_dim * channels),
          draw.normal(channels * hidden_dim),
          draw.normal(2 * kernel_height * kernel_width),
          draw.normal(kernel_height % 2)};
}

GOLDEN_TEST(cbam) {
  const GoldenCase& g = GetParam();
  const std::vector<size_t>& x = g.input("x").shape;
  const Case c{x[0], x[1],          x[2],           x[3],           g.input("w1").shape[0], 7,
               7,    g.floats("x"), g.floats("w1"), g.floats("w2"), g.floats("kernel"),     g.floats("bias")};
  expect_outputs(run(c), formula(c), &g);
}

TEST(cbam, sizes_around_the_width_of_a_batch) {
  Draw draw(1);
  for (const size_t size : edges) {
    const Case c = drawn(draw, 2, 1 + size / 3, 4, size, 2, 3, 7);
    expect_outputs(run(c), formula(c));
  }
}

TEST(cbam, kernels_of_any_size_keep_the_size_of_the_map) {
  Draw draw(2);
  for (const size_t height : {1U, 2U, 3U, 4U, 9U, 12U}) {
    for (const size_t width : {1U, 2U, 5U, 8U, 13U}) {
      const Case c = drawn(draw, 1, 3, 4, 5, 2, height, width);
      expect_outputs(run(c), formula(c));
    }
  }
}

TEST(cbam, works_in_place) {
  Draw draw(3);
  Case c = drawn(draw, 2, 5, 3, 7, 2, 3, 3);
  const std::vector<float> expected = run(c).values.at("y");
  std::vector<float> channel(10), spatial(42);
  ASSERT_EQ(cbam(c.x.data(), c.w1.data(), c.w2.data(), c.kernel.data(), c.bias.data(), c.x.data(), channel.data(),
                 spatial.data(), 2, 5, 3, 7, 2, 3, 3),
            dojo::Status::ok);
  EXPECT_EQ(c.x, expected);
}

TEST(cbam, dimensions_of_zero_and_below) {
  Draw draw(4);
  for (const Case& c :
       {drawn(draw, 0, 3, 4, 5, 2, 3, 3), drawn(draw, 2, 0, 4, 5, 2, 3, 3), drawn(draw, 2, 3, 0, 5, 2, 3, 3),
        drawn(draw, 2, 3, 4, 0, 2, 3, 3), drawn(draw, 2, 3, 4, 5, 0, 3, 3), drawn(draw, 2, 3, 4, 5, 2, 0, 3),
        drawn(draw, 2, 3, 4, 5, 2, 3, 0), drawn(draw, 1, 1, 1, 1, 1, 1, 1)}) {
    expect_outputs(run(c), formula(c));
  }
  EXPECT_EQ(cbam(nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, 1, 1, 1, 1, 1, -1, 1),
            dojo::Status::bad_shape);
}

}  // namespace
