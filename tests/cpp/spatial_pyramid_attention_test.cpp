#include "ops/spatial_pyramid_attention.h"

#include "draw.h"
#include "outputs.h"

namespace {

struct Case {
  size_t batch, channels, height, width;
  std::vector<int32_t> levels;
  std::vector<float> x, q;

  size_t regions() const {
    size_t total = 0;
    for (const int32_t level : levels) total += static_cast<size_t>(level * level);
    return total;
  }
};

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

template <class T>
std::vector<T> pool(const Case& c, const T* image, plain::Order order) {
  std::vector<T> pooled;
  for (const int32_t level : c.levels) {
    const auto n = static_cast<size_t>(level);
    for (size_t region = 0; region < n * n; ++region) {
      const size_t top = region / n * c.height / n, bottom = ((region / n + 1) * c.height + n - 1) / n;
      const size_t left = region % n * c.width / n, right = ((region % n + 1) * c.width + n - 1) / n;
      const size_t count = (bottom - top) * (right - left);
      for (size_t channel = 0; channel < c.channels; ++channel) {
        const T total = plain::sum<T>(count, order, [&](size_t p) {
          const size_t row = top + p / (right - left), column = left + p % (right - left);
          return image[(channel * c.height + row) * c.width + column];
        });
        pooled.push_back(count == 0 ? T{0} : total / static_cast<T>(count));
      }
    }
  }
  return pooled;
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) {
    using T = decltype(type);
    const std::vector<T> x = plain::as<T>(c.x);
    const T scale = 1 / std::sqrt(static_cast<T>(std::max(c.channels, size_t{1})));
    std::vector<T> out, weights;
    for (size_t b = 0; b < c.batch; ++b) {
      const std::vector<T> pooled = pool(c, x.data() + b * c.channels * c.height * c.width, order);
      std::vector<T> s = plain::linear(pooled, plain::as<T>(c.q), {}, c.regions(), c.channels, 1, order);
      for (T& score : s) score *= scale;
      plain::softmax_run(s.data(), s.size(), 1, order);
      for (size_t d = 0; d < c.channels; ++d) {
        out.push_back(plain::sum<T>(s.size(), order, [&](size_t r) { return s[r] * pooled[r * c.channels + d]; }));
      }
      weights.insert(weights.end(), s.begin(), s.end());
    }
    return Outputs<T>{{"out", out}, {"weights", weights}};
  };
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
