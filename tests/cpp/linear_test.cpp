#include "ops/linear.h"

#include <gtest/gtest.h>

#include "closeness.h"
#include "draw.h"
#include "golden.h"
#include "hard_rows.h"
#include "plain.h"
#include "simd/matmul.h"

namespace {

struct Case {
  size_t rows, in, out;
  std::vector<float> x, weight, bias;
};

std::vector<float> run(const Case& c) {
  // NaN, so that an element that is read before it is written, or never written, shows.
  std::vector<float> y(c.rows * c.out, std::numeric_limits<float>::quiet_NaN());
  EXPECT_EQ(linear(c.x.data(), c.weight.data(), c.bias.empty() ? nullptr : c.bias.data(), y.data(),
                   static_cast<int32_t>(c.rows), static_cast<int32_t>(c.in), static_cast<int32_t>(c.out)),
            dojo::Status::ok);
  return y;
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) {
    using T = decltype(type);
    return plain::linear(plain::as<T>(c.x), plain::as<T>(c.weight), plain::as<T>(c.bias), c.rows, c.in, c.out, order);
  };
}

GOLDEN_TEST(linear) {
  const GoldenCase& golden = GetParam();
  const Tensor& weight = golden.input("weight");
  const Case c{golden.input("x").values.size() / weight.shape[1],
               weight.shape[1],
               weight.shape[0],
               golden.floats("x"),
               golden.floats("weight"),
               golden.floats("bias")};
  const std::vector<double>& y = golden.output("y").values;
  expect_same_formula("y", formula(c)(double{}, plain::Order::forward), y);
  expect_close("y", golden.output("y").shape, run(c), reference(y, formula(c)));
}

TEST(linear, sums_over_any_number_of_features) {
  for (const size_t in : {129U, 257U, 1000U, 4097U, 100003U, 1000003U}) {
    for (const size_t rows : {1U, 9U}) {
      SCOPED_TRACE(std::to_string(rows) + " rows of " + std::to_string(in));
      const Case c{rows,
                   in,
                   2,
                   row_of(rows * in, [](double i) { return 0.1 + std::fmod(i, 7) / 100; }),
                   row_of(2 * in, [](double i) { return 0.3 + std::fmod(i, 5) / 100; }),
                   {0.5F, 0.25F}};
      expect_as_float64(run(c), formula(c)(double{}, plain::Order::interleaved));
    }
  }
}

TEST(linear, many_small_terms_beside_a_large_bias) {
  for (const float term : {0.51F, 0.62F, 0.73F, 0.84F, 0.95F}) {
    for (const float bias : {75.0F, 130.0F, 260.0F}) {
      for (const size_t rows : {size_t{1}, dojo::tile_rows + 1}) {
        SCOPED_TRACE(std::to_string(term) + " beside " + std::to_string(bias));
        const Case c{rows, 128, 1, std::vector<float>(rows * 128, term), std::vector<float>(128, 0.7F), {bias}};
        expect_as_float64(run(c), formula(c)(double{}, plain::Order::forward));
      }
    }
  }
}

TEST(linear, sizes_around_every_tile_edge) {
  using dojo::panel_width;
  using dojo::tile_rows;
  Draw draw(1);
  for (const size_t rows : {size_t{1}, tile_rows - 1, tile_rows, tile_rows + 1, size_t{63}, size_t{64}, size_t{65}}) {
    for (const size_t out : {size_t{1}, dojo::batch_width - 1, dojo::batch_width, dojo::batch_width + 1,
                             panel_width - 1, panel_width, panel_width + 1, 2 * panel_width + 3}) {
      for (const size_t in : {1U, 3U, 8U, 17U}) {
        const Case c{rows, in, out, draw.normal(rows * in), draw.normal(out * in), draw.normal(in % 2 * out)};
        expect_close("y", {rows, out}, run(c), reference(formula(c)));
      }
    }
  }
}

TEST(linear, depths_around_the_depth_of_a_block) {
  Draw draw(2);
  for (const size_t in : {255U, 256U, 257U, 511U, 512U, 513U}) {
    const Case c{5, in, 7, draw.normal(5 * in), draw.normal(7 * in), draw.normal(7)};
    expect_close("y", {5, 7}, run(c), reference(formula(c)));
  }
}

TEST(linear, without_input_features_the_result_is_the_bias) {
  EXPECT_EQ(run({2, 0, 3, {}, {}, {1, 2, 3}}), (std::vector<float>{1, 2, 3, 1, 2, 3}));
  EXPECT_EQ(run({2, 0, 3, {}, {}, {}}), std::vector<float>(6, 0.0F));
}

TEST(linear, dimensions_of_zero_and_below) {
  EXPECT_TRUE(run({0, 4, 3, {}, std::vector<float>(12), {}}).empty());
  EXPECT_TRUE(run({4, 3, 0, std::vector<float>(12), {}, {}}).empty());
  EXPECT_EQ(linear(nullptr, nullptr, nullptr, nullptr, 1, -1, 1), dojo::Status::bad_shape);
}

TEST(linear, says_when_memory_is_exhausted) {
  constexpr int32_t most = std::numeric_limits<int32_t>::max();
  float nothing = 0;
  EXPECT_EQ(linear(&nothing, &nothing, nullptr, &nothing, most, most, most), dojo::Status::out_of_memory);
}

}  // namespace
