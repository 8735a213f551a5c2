#include "ops/linear_attention.h"

#include <cmath>
#include <limits>

#include "draw.h"
#include "linear_attention.h"
#include "outputs.h"

namespace {

using Case = plain::LinearAttention;

Actual run(const Case& c) {
  std::vector<float> out(c.batch * c.num_heads * c.seq_q * c.value_dim, 7);
  EXPECT_EQ(linear_attention(c.q.data(), c.k.data(), c.v.data(), out.data(), int32(c.batch), int32(c.num_heads),
                             int32(c.seq_q), int32(c.head_dim), int32(c.seq_k), int32(c.value_dim), c.causal ? 1 : 0),
            dojo::Status::ok);
  return {{{"out", {c.batch, c.num_heads, c.seq_q, c.value_dim}}}, {{"out", out}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) { return plain::linear_attention<decltype(type)>(c, order); };
}

Case drawn(Draw& draw, size_t batch, size_t num_heads, size_t seq_q, size_t head_dim, size_t seq_k, size_t value_dim,
           bool causal) {
  const size_t heads = batch * num_heads;
  return {batch,
          num_heads,
          seq_q,
          head_dim,
          seq_k,
          value_dim,
          causal,
          draw.normal(heads * seq_q * head_dim),
          draw.normal(heads * seq_k * head_dim),
          draw.normal(heads * seq_k * value_dim)};
}

GOLDEN_TEST(linear_attention) {
  const GoldenCase& g = GetParam();
  const std::vector<size_t>&q = g.input("q").shape, &v = g.input("v").shape;
  const Case c{q[0],          q[1],          q[2],         q[3], v[2], v[3], g.param<bool>("causal"),
               g.floats("q"), g.floats("k"), g.floats("v")};
  expect_outputs(run(c), formula(c), &g);
}

TEST(linear_attention, sizes_around_the_width_of_a_batch) {
  Draw draw(1);
  for (const size_t size : edges) {
    for (const bool causal : {false, true}) {
      const Case c = drawn(draw, 2, 2, 6, size, 5 + size % 4, size + 1, causal);
      expect_outputs(run(c), formula(c));
    }
  }
}

TEST(linear_attention, a_causal_query_sees_its_prefix_only) {
  Draw draw(2);
  const Case whole = drawn(draw, 1, 1, 9, 6, 9, 5, true);
  const std::vector<float> out = run(whole).values.at("out");
  for (size_t n = 1; n <= 9; ++n) {
    // The last query of a shorter sequence, and without causal order all the same.
    Case prefix{1, 1, 1, 6, n, 5, false, {}, {}, {}};
    prefix.q.assign(whole.q.begin() + int32(6 * (n - 1)), whole.q.begin() + int32(6 * n));
    prefix.k.assign(whole.k.begin(), whole.k.begin() + int32(6 * n));
    prefix.v.assign(whole.v.begin(), whole.v.begin() + int32(5 * n));
    const std::vector<float> row(out.begin() + int32(5 * (n - 1)), out.begin() + int32(5 * n));
    const std::vector<float> alone = run(prefix).values.at("out");
    for (size_t e = 0; e < 5; ++e) EXPECT_NEAR(alone[e], row[e], 1e-6F);
  }
}

void expect_logarithms(const Case& c) {
  const std::vector<float> out = run(c).values.at("out");
  const std::vector<double> expected = plain::linear_attention_by_logarithms(c);
  float largest = 0;
  for (const float value : c.v) largest = std::max(largest, std::abs(value));
  for (size_t i = 0; i < out.size(); ++i) ASSERT_NEAR(out[i], expected[i], 2e-6 * double{largest}) << i;
}

TEST(linear_attention, features_of_any_size) {
  Draw draw(4);
  for (const float deviation : {1.0F, 30.0F, 80.0F, 300.0F, 1e5F, 1e20F, 1e38F}) {
    for (const bool causal : {false, true}) {
      SCOPED_TRACE(deviation);
      Case c = drawn(draw, 1, 2, 40, 7, 45, 5, causal);
      for (float& value : c.q) value *= deviation / (draw.below(2) == 0 ? 1.0F : 10.0F);
      for (float& value : c.k) value *= deviation / (draw.below(2) == 0 ? 1.0F : 10.0F);
      expect_logarithms(c);
      for (std::vector<float>* const x : {&c.q, &c.k}) {
        for (float& value : *x) value = -std::abs(value);
      }
      expect_logarithms(c);
      for (float& value : c.v) value *= 1e37F;
      expect_logarithms(c);
    }
  }
}

TEST(linear_attention, a_small_feature_times_a_huge_one) {
  Case c{1, 1, 1, 3, 2, 1, false};
  c.q = {-89.3F, 84.4F, -6.12F};
  c.k = {std::numeric_limits<float>::max(), -118.0F, -105.0F, -45.9F, -30.0F, -27.4F};
  c.v = {-141.0F, -89.0F};
  expect_logarithms(c);
}

TEST(linear_attention, what_a_causal_query_does_not_see_does_not_matter) {
  Draw draw(6);
  for (const float anything : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    for (size_t hidden = 1; hidden < 40; ++hidden) {
      Case c = drawn(draw, 1, 1, 40, 6, 40, 5, true);
      const std::vector<float> before = run(c).values.at("out");
      std::fill_n(c.k.begin() + int32(hidden * 6), 6, anything);
      std::fill_n(c.v.begin() + int32(hidden * 5), 5, anything);
      const std::vector<float> after = run(c).values.at("out");
      for (size_t i = 0; i < hidden * 5; ++i) ASSERT_EQ(after[i], before[i]) << hidden << " " << i;
      ASSERT_FALSE(std::isfinite(after[hidden * 5]));
    }
  }
}

TEST(linear_attention, values_that_are_not_finite_stay_in_their_column) {
  Draw draw(7);
  Case c = drawn(draw, 1, 1, 3, 6, 20, 2, false);
  c.q[2] = std::numeric_limits<float>::max();
  const std::vector<float> before = run(c).values.at("out");
  c.v[9] = std::numeric_limits<float>::quiet_NaN();
  const std::vector<float> after = run(c).values.at("out");
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(after[2 * i], before[2 * i], 2e-6) << i;
    EXPECT_TRUE(std::isnan(after[2 * i + 1])) << i;
  }
}

TEST(linear_attention, sums_over_a_hundred_thousand_keys) {
  Draw draw(5);
  for (const bool causal : {false, true}) {
    Case c = drawn(draw, 1, 1, causal ? 100003 : 1, 1, 100003, 1, causal);
    std::fill(c.q.begin(), c.q.end(), 1.0F);
    for (size_t j = 0; j < c.seq_k; ++j) {
      c.k[j] = static_cast<float>(j % 3) / 10;
      c.v[j] = static_cast<float>(j % 7) / 3;
    }
    const std::vector<float> out = run(c).values.at("out");
    double weighted = 0, total = 0;
    for (size_t j = 0; j < c.seq_k; ++j) {
      const double phi = c.k[j] > 0 ? double{c.k[j]} + 1 : 1;
      weighted += phi * double{c.v[j]};
      total += phi;
      if (causal) ASSERT_NEAR(out[j], weighted / total, 2e-6 * weighted / total) << j;
    }
    EXPECT_NEAR(out.back(), weighted / total, 2e-6 * weighted / total);
  }
}

TEST(linear_attention, dimensions_of_zero_and_below) {
  Draw draw(3);
  for (const bool causal : {false, true}) {
    for (const Case& c : {drawn(draw, 0, 2, 3, 4, 5, 6, causal), drawn(draw, 1, 0, 3, 4, 5, 6, causal),
                          drawn(draw, 1, 2, 0, 4, 5, 6, causal), drawn(draw, 1, 2, 3, 0, 5, 6, causal),
                          drawn(draw, 1, 2, 3, 4, 0, 6, causal), drawn(draw, 1, 2, 3, 4, 5, 0, causal),
                          drawn(draw, 1, 1, 1, 1, 1, 1, causal)}) {
      expect_outputs(run(c), formula(c));
    }
  }
  EXPECT_EQ(linear_attention(nullptr, nullptr, nullptr, nullptr, 1, 1, 1, 1, -1, 1, 0), dojo::Status::bad_shape);
}

}  // namespace
