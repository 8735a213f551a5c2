#include "ops/squeeze_excitation.h"

#include "draw.h"
#include "outputs.h"
#include "vision.h"

namespace {

using Case = plain::SqueezeExcitation;

const float* data_of(const std::vector<float>& optional) { return optional.empty() ? nullptr : optional.data(); }

Actual run(const Case& c) {
  std::vector<float> y(c.x.size()), gate(c.batch * c.channels);
  EXPECT_EQ(
      squeeze_excitation(c.x.data(), c.w1.data(), data_of(c.b1), c.w2.data(), data_of(c.b2), y.data(), gate.data(),
                         int32(c.batch), int32(c.channels), int32(c.height), int32(c.width), int32(c.hidden_dim)),
      dojo::Status::ok);
  return {{{"y", {c.batch, c.channels, c.height, c.width}}, {"gate", {c.batch, c.channels}}},
          {{"y", y}, {"gate", gate}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) { return plain::squeeze_excitation<decltype(type)>(c, order); };
}

Case drawn(Draw& draw, size_t batch, size_t channels, size_t height, size_t width, size_t hidden_dim, bool biases) {
  Case c{batch,
         channels,
         height,
         width,
         hidden_dim,
         draw.normal(batch * channels * height * width),
         draw.normal(hidden_dim * channels),
         {},
         draw.normal(channels * hidden_dim),
         {}};
  if (biases) c.b1 = draw.normal(hidden_dim), c.b2 = draw.normal(channels);
  return c;
}

GOLDEN_TEST(squeeze_excitation) {
  const GoldenCase& g = GetParam();
  const std::vector<size_t>& x = g.input("x").shape;
  const Case c{x[0],          x[1],           x[2],           x[3],           g.input("w1").shape[0],
               g.floats("x"), g.floats("w1"), g.floats("b1"), g.floats("w2"), g.floats("b2")};
  expect_outputs(run(c), formula(c), &g);
}

TEST(squeeze_excitation, sizes_around_the_width_of_a_batch) {
  Draw draw(1);
  for (const size_t size : edges) {
    const Case c = drawn(draw, 2, size, 3, size, 1 + size / 4, size % 2 == 0);
    expect_outputs(run(c), formula(c));
  }
}

TEST(squeeze_excitation, works_in_place) {
  Draw draw(2);
  Case c = drawn(draw, 2, 5, 3, 7, 2, true);
  const std::vector<float> expected = run(c).values.at("y");
  std::vector<float> gate(10);
  ASSERT_EQ(squeeze_excitation(c.x.data(), c.w1.data(), c.b1.data(), c.w2.data(), c.b2.data(), c.x.data(), gate.data(),
                               2, 5, 3, 7, 2),
            dojo::Status::ok);
  EXPECT_EQ(c.x, expected);
}

TEST(squeeze_excitation, dimensions_of_zero_and_below) {
  Draw draw(3);
  for (const Case& c :
       {drawn(draw, 0, 3, 4, 5, 2, true), drawn(draw, 2, 0, 4, 5, 2, true), drawn(draw, 2, 3, 0, 5, 2, true),
        drawn(draw, 2, 3, 4, 0, 2, false), drawn(draw, 2, 3, 4, 5, 0, true), drawn(draw, 1, 1, 1, 1, 1, false)}) {
    expect_outputs(run(c), formula(c));
  }
  EXPECT_EQ(squeeze_excitation(nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, 1, 1, -1, 1, 1),
            dojo::Status::bad_shape);
}

}  // namespace
