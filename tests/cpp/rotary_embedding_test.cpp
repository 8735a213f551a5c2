#include "ops/rotary_embedding.h"

#include "draw.h"
#include "outputs.h"
#include "positions.h"

namespace {

using Case = plain::Rotary;

Actual run(const Case& c) {
  std::vector<float> y(c.x.size());
  EXPECT_EQ(rotary_embedding(c.x.data(), c.positions.empty() ? nullptr : c.positions.data(), y.data(), int32(c.batch),
                             int32(c.num_heads), int32(c.seq), int32(c.head_dim), int32(c.batch_stride()), 1,
                             static_cast<float>(c.base), c.interleaved ? 1 : 0),
            dojo::Status::ok);
  return {{{"y", {c.batch, c.num_heads, c.seq, c.head_dim}}}, {{"y", y}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order) { return plain::rotary_embedding<decltype(type)>(c); };
}

GOLDEN_TEST(rotary_embedding) {
  const GoldenCase& g = GetParam();
  const std::vector<size_t>& x = g.input("x").shape;
  const Case c{x[0],
               x[1],
               x[2],
               x[3],
               g.param<bool>("interleaved"),
               g.floats("x"),
               g.input("positions").ints(),
               g.param<double>("base")};
  expect_outputs(run(c), formula(c), &g);
}

TEST(rotary_embedding, many_sizes_and_positions) {
  Draw draw(1);
  for (const size_t head_dim : {2U, 4U, 6U, 8U, 10U, 16U, 34U, 128U}) {
    for (const bool interleaved : {false, true}) {
      Case c{2, 3, 4, head_dim, interleaved, draw.normal(24 * head_dim), {}};
      expect_outputs(run(c), formula(c));
      c.positions = {0, 1, 1000000, -5};
      expect_outputs(run(c), formula(c));
      c.positions = {0, 1, 2, 3, 2147483647, 8, 7, 6};
      c.base = 500000;
      expect_outputs(run(c), formula(c));
    }
  }
}

TEST(rotary_embedding, keeps_the_length_of_every_vector) {
  Draw draw(2);
  const Case c{1, 2, 5, 16, true, draw.normal(160), {0, 3, 70, 5000, 123456}};
  const std::vector<float> y = run(c).values.at("y");
  for (size_t row = 0; row < 10; ++row) {
    const auto length = [row](const std::vector<float>& v) {
      return plain::sum<double>(16, plain::Order::forward,
                                [&](size_t d) { return double{v[row * 16 + d]} * v[row * 16 + d]; });
    };
    EXPECT_NEAR(length(y), length(c.x), 1e-5 * length(c.x));
  }
}

TEST(rotary_embedding, scores_depend_on_the_distance_only) {
  Draw draw(3);
  for (const bool interleaved : {false, true}) {
    const std::vector<float> q = draw.normal(8), k = draw.normal(8);
    const auto score = [&](int32_t at_q, int32_t at_k) {
      const std::vector<float> a = run({1, 1, 1, 8, interleaved, q, {at_q}}).values.at("y");
      const std::vector<float> b = run({1, 1, 1, 8, interleaved, k, {at_k}}).values.at("y");
      return plain::sum<double>(8, plain::Order::forward, [&](size_t d) { return double{a[d]} * b[d]; });
    };
    for (const int32_t shift : {1, 50, 4000}) EXPECT_NEAR(score(7 + shift, 3 + shift), score(7, 3), 1e-5);
  }
}

TEST(rotary_embedding, works_in_place) {
  Draw draw(4);
  for (const bool interleaved : {false, true}) {
    Case c{2, 3, 5, 6, interleaved, draw.normal(180), {}};
    const std::vector<float> expected = run(c).values.at("y");
    ASSERT_EQ(rotary_embedding(c.x.data(), nullptr, c.x.data(), 2, 3, 5, 6, 0, 0, 1e4F, interleaved ? 1 : 0),
              dojo::Status::ok);
    EXPECT_EQ(c.x, expected);
  }
}

TEST(rotary_embedding, dimensions_of_zero_and_below) {
  EXPECT_EQ(rotary_embedding(nullptr, nullptr, nullptr, 0, 2, 3, 4, 0, 0, 1e4F, 0), dojo::Status::ok);
  EXPECT_EQ(rotary_embedding(nullptr, nullptr, nullptr, 2, 0, 3, 4, 0, 0, 1e4F, 0), dojo::Status::ok);
  EXPECT_EQ(rotary_embedding(nullptr, nullptr, nullptr, 2, 3, 0, 4, 0, 0, 1e4F, 0), dojo::Status::ok);
  EXPECT_EQ(rotary_embedding(nullptr, nullptr, nullptr, 2, 3, 4, 0, 0, 0, 1e4F, 0), dojo::Status::ok);
  EXPECT_EQ(rotary_embedding(nullptr, nullptr, nullptr, 1, 1, 1, 3, 0, 0, 1e4F, 0), dojo::Status::bad_shape);
  EXPECT_EQ(rotary_embedding(nullptr, nullptr, nullptr, 1, -1, 1, 2, 0, 0, 1e4F, 0), dojo::Status::bad_shape);
}

}  // namespace
