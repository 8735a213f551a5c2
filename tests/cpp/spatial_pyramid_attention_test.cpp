#include "ops/spatial_pyramid_attention.h"

#include "draw.h"
#include "outputs.h"
#include "vision.h"

namespace {

using Case = plain::SpatialPyramid;

Actual run(const Case& c) {
  std::vector<float> out(c.batch * c.channels, 7), weights(c.batch * c.regions(), 7);
  const auto call = [&](float* wanted_weights) {
    return spatial_pyramid_attention(c.x.data(), c.q.data(), c.levels.data(), out.data(), wanted_weights,
                                     int32(c.batch), int32(c.channels), int32(c.height), int32(c.width),
                                     int32(c.levels.size()), int32(c.regions()));
  };
  EXPECT_EQ(call(nullptr), dojo::Status::ok);
  const std::vector<float> without = out;
  EXPECT_EQ(call(weights.data()), dojo::Status::ok);
  EXPECT_EQ(out, without) << "without weights";
  return {{{"out", {c.batch, c.channels}}, {"weights", {c.batch, c.regions()}}}, {{"out", out}, {"weights", weights}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) { return plain::spatial_pyramid_attention<decltype(type)>(c, order); };
}

Case drawn(Draw& draw, size_t batch, size_t channels, size_t height, size_t width, std::vector<int32_t> levels) {
  return {batch,
          channels,
          height,
          width,
          std::move(levels),
          draw.normal(batch * channels * height * width),
          draw.normal(channels)};
}

GOLDEN_TEST(spatial_pyramid_attention) {
  const GoldenCase& g = GetParam();
  const std::vector<size_t>& x = g.input("x").shape;
  const std::vector<double>& levels = g.numbers.at("levels");
  const Case c{x[0], x[1], x[2], x[3], {levels.begin(), levels.end()}, g.floats("x"), g.floats("q")};
  expect_outputs(run(c), formula(c), &g);
}

TEST(spatial_pyramid_attention, regions_overlap_where_a_level_does_not_divide_the_image) {
  Draw draw(1);
  for (const size_t size : edges) {
    const Case c = drawn(draw, 2, 1 + size / 2, 5, size, {3, 1, 7});
    expect_outputs(run(c), formula(c));
  }
}

TEST(spatial_pyramid_attention, dimensions_of_zero_and_below) {
  Draw draw(2);
  for (const Case& c :
       {drawn(draw, 0, 3, 4, 5, {1, 2}), drawn(draw, 2, 0, 4, 5, {1, 2}), drawn(draw, 2, 3, 0, 5, {1, 2}),
        drawn(draw, 2, 3, 4, 0, {1, 2}), drawn(draw, 2, 3, 4, 5, {}), drawn(draw, 1, 1, 1, 1, {1})}) {
    expect_outputs(run(c), formula(c));
  }
  const int32_t levels[] = {1, 2};
  EXPECT_EQ(spatial_pyramid_attention(nullptr, nullptr, levels, nullptr, nullptr, 1, 1, -1, 1, 2, 5),
            dojo::Status::bad_shape);
  EXPECT_EQ(spatial_pyramid_attention(nullptr, nullptr, levels, nullptr, nullptr, 1, 1, 1, 1, 2, 4),
            dojo::Status::bad_shape);
}

}  // namespace
