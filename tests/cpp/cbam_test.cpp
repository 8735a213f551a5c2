#include "ops/cbam.h"

#include "draw.h"
#include "outputs.h"
#include "vision.h"

namespace {

struct Case {
  size_t batch, channels, height, width, hidden_dim, kernel_height, kernel_width;
  std::vector<float> x, w1, w2, kernel, bias;
};

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

// maps: mean and maximum over the channels, [2, height, width]
template <class T>
T convolve(const Case& c, const std::vector<T>& maps, size_t row, size_t column, plain::Order order) {
  const size_t size = c.kernel_height * c.kernel_width;
  return plain::sum<T>(2 * size, order, [&](size_t tap) -> T {
    const int32_t r = int32(row + tap % size / c.kernel_width) - (int32(c.kernel_height) - 1) / 2;
    const int32_t s = int32(column + tap % c.kernel_width) - (int32(c.kernel_width) - 1) / 2;
    if (r < 0 || r >= int32(c.height) || s < 0 || s >= int32(c.width)) return 0;
    const size_t pixel = static_cast<size_t>(r) * c.width + static_cast<size_t>(s);
    return T{c.kernel[tap]} * maps[tap / size * c.height * c.width + pixel];
  });
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) {
    using T = decltype(type);
    const size_t pixels = c.height * c.width;
    std::vector<T> y = plain::as<T>(c.x), channel, spatial;
    for (size_t b = 0; b < c.batch; ++b) {
      T* const image = y.data() + b * c.channels * pixels;
      std::vector<T> squeezed(2 * c.channels), maps(2 * pixels);
      for (size_t k = 0; k < c.channels; ++k) {
        std::tie(squeezed[k], squeezed[c.channels + k]) =
            plain::mean_and_maximum<T>(pixels, order, [&](size_t p) { return image[k * pixels + p]; });
      }
      const std::vector<T> excited =
          plain::two_layers(squeezed, c.w1, {}, c.w2, {}, 2, c.channels, c.hidden_dim, order);
      for (size_t k = 0; k < c.channels; ++k) {
        channel.push_back(plain::sigmoid(excited[k] + excited[c.channels + k]));
        for (size_t p = 0; p < pixels; ++p) image[k * pixels + p] *= channel.back();
      }
      for (size_t p = 0; p < pixels; ++p) {
        std::tie(maps[p], maps[pixels + p]) =
            plain::mean_and_maximum<T>(c.channels, order, [&](size_t k) { return image[k * pixels + p]; });
      }
      for (size_t p = 0; p < pixels; ++p) {
        const T bias = c.bias.empty() ? 0 : c.bias[0];
        spatial.push_back(plain::sigmoid(convolve(c, maps, p / c.width, p % c.width, order) + bias));
        for (size_t k = 0; k < c.channels; ++k) image[k * pixels + p] *= spatial.back();
      }
    }
    return Outputs<T>{{"y", y}, {"channel", channel}, {"spatial", spatial}};
  };
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
