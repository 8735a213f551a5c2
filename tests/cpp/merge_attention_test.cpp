#include "ops/merge_attention.h"

#include "draw.h"
#include "outputs.h"
#include "parts.h"

namespace {

using Case = plain::Merge;

constexpr float infinity = std::numeric_limits<float>::infinity();

// The rows as one axis or as three.
Actual run(const Case& c, std::vector<size_t> shape = {}) {
  if (shape.empty()) shape = {c.rows, 1, 1};
  std::vector<float> out(c.rows * c.value_dim, 7), lse(c.rows, 7);
  const auto call = [&](float* own) {
    return merge_attention(c.outs.data(), c.lses.data(), out.data(), own, int32(c.parts), int32(shape[0]),
                           int32(shape[1]), int32(shape[2]), int32(c.value_dim));
  };
  EXPECT_EQ(call(lse.data()), dojo::Status::ok);
  EXPECT_EQ(call(nullptr), dojo::Status::ok);
  std::vector<size_t> out_shape = shape;
  out_shape.push_back(c.value_dim);
  return {{{"out", out_shape}, {"lse", shape}}, {{"out", out}, {"lse", lse}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) { return plain::merge_attention<decltype(type)>(c, order); };
}

GOLDEN_TEST(merge_attention) {
  const GoldenCase& golden = GetParam();
  const std::vector<size_t> shape = golden.input("outs").shape;
  const Case c{shape[0], shape[1] * shape[2] * shape[3], shape[4], golden.floats("outs"), golden.floats("lses")};
  expect_outputs(run(c, {shape[1], shape[2], shape[3]}), formula(c), &golden);
}

TEST(merge_attention, any_number_of_parts) {
  Draw draw(1);
  for (const size_t parts : {1U, 2U, 7U, 40U}) {
    for (const size_t dim : {1U, 3U, 16U}) {
      const Case c{parts, 5, dim, draw.normal(parts * 5 * dim), draw.normal(parts * 5, 4)};
      expect_outputs(run(c), formula(c));
    }
  }
}

TEST(merge_attention, is_attention_over_all_keys) {
  Draw draw(2);
  plain::Attention whole;
  whole.num_heads = whole.num_kv_heads = 1, whole.seq_q = 3, whole.keys = 8, whole.head_dim = 4, whole.value_dim = 4;
  whole.q = draw.normal(12), whole.k = draw.normal(32), whole.v = draw.normal(32);
  Case c{2, 3, 4, {}, {}};
  for (const size_t first : {0U, 4U}) {
    plain::Attention part = whole;
    const auto rows = [&](const std::vector<float>& x) {
      return std::vector<float>(x.begin() + static_cast<ptrdiff_t>(first * 4),
                                x.begin() + static_cast<ptrdiff_t>(first * 4 + 16));
    };
    part.keys = 4, part.k = rows(whole.k), part.v = rows(whole.v);
    const auto result = plain::attention<float>(part, plain::Order::forward);
    c.outs.insert(c.outs.end(), result.out.begin(), result.out.end());
    c.lses.insert(c.lses.end(), result.lse.begin(), result.lse.end());
  }
  const auto expected = plain::attention<double>(whole, plain::Order::forward);
  const Outputs<float> values = run(c).values;
  for (size_t i = 0; i < 12; ++i) EXPECT_NEAR(values.at("out")[i], expected.out[i], 1e-6);
  for (size_t i = 0; i < 3; ++i) EXPECT_NEAR(values.at("lse")[i], expected.lse[i], 1e-6);
}

TEST(merge_attention, a_part_without_keys_counts_for_nothing_whatever_it_holds) {
  const float nan = std::nanf("");
  const Outputs<float> values =
      run({2, 3, 1, {nan, infinity, 5, 2, nan, 6}, {-infinity, -infinity, 1, 3, -infinity, 1}}).values;
  EXPECT_EQ(values.at("out"), (std::vector<float>{2, 0, 5.5F}));
  EXPECT_EQ(values.at("lse")[0], 3);
  EXPECT_EQ(values.at("lse")[1], -infinity);
  EXPECT_NEAR(values.at("lse")[2], 1 + std::log(2.0), 1e-7);
  const Outputs<float> none = run({0, 2, 1, {}, {}}).values;
  EXPECT_EQ(none.at("out"), std::vector<float>(2));
  EXPECT_EQ(none.at("lse"), std::vector<float>(2, -infinity));
}

TEST(merge_attention, is_not_a_number_where_an_lse_is_none) {
  for (const float lse : {std::nanf(""), infinity}) {
    const Outputs<float> values = run({2, 1, 1, {1, 2}, {0, lse}}).values;
    EXPECT_TRUE(std::isnan(values.at("out")[0]));
    EXPECT_TRUE(std::isnan(values.at("lse")[0]));
  }
}

TEST(merge_attention, sizes_below_zero) {
  EXPECT_EQ(merge_attention(nullptr, nullptr, nullptr, nullptr, 1, 1, -1, 1, 1), dojo::Status::bad_shape);
}

}  // namespace
