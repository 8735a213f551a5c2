#include "ops/linear_attention.h"

#include <cmath>
#include <limits>

#include "draw.h"
#include "outputs.h"

namespace {

struct Case {
  size_t batch, num_heads, seq_q, head_dim, seq_k, value_dim;
  bool causal;
  std::vector<float> q, k, v;
};

Actual run(const Case& c) {
  std::vector<float> out(c.batch * c.num_heads * c.seq_q * c.value_dim, 7);
  EXPECT_EQ(linear_attention(c.q.data(), c.k.data(), c.v.data(), out.data(), int32(c.batch), int32(c.num_heads),
                             int32(c.seq_q), int32(c.head_dim), int32(c.seq_k), int32(c.value_dim), c.causal ? 1 : 0),
            dojo::Status::ok);
  return {{{"out", {c.batch, c.num_heads, c.seq_q, c.value_dim}}}, {{"out", out}}};
}

// With the matrix of weights, quadratic and independent of the kernel's recurrence.
auto formula(const Case& c) {
  return [c](auto type, plain::Order order) {
    using T = decltype(type);
    const auto features = [](const std::vector<float>& x) {
      std::vector<T> phi = plain::as<T>(x);
      for (T& value : phi) value = value > 0 ? value + 1 : std::exp(value);
      return phi;
    };
    const std::vector<T> q = features(c.q), k = features(c.k);
    std::vector<T> out;
    for (size_t row = 0; row < c.batch * c.num_heads * c.seq_q; ++row) {
      const size_t head = row / c.seq_q, i = row % c.seq_q;
      std::vector<T> a(c.causal ? std::min(i + 1, c.seq_k) : c.seq_k);
      for (size_t j = 0; j < a.size(); ++j) {
        const T* const key = k.data() + (head * c.seq_k + j) * c.head_dim;
        a[j] = plain::sum<T>(c.head_dim, order, [&](size_t d) { return q[row * c.head_dim + d] * key[d]; });
      }
      const T total = plain::sum<T>(a.size(), order, [&](size_t j) { return a[j]; });
      for (size_t e = 0; e < c.value_dim; ++e) {
        const T weighted = plain::sum<T>(
            a.size(), order, [&](size_t j) { return a[j] * T{c.v[(head * c.seq_k + j) * c.value_dim + e]}; });
        out.push_back(total == 0 ? T{0} : weighted / total);
      }
    }
    return Outputs<T>{{"out", out}};
  };
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

// The formula with logarithms of features, which no finite number takes out of float64.
std::vector<double> formula_of_logarithms(const Case& c) {
  const auto log_phi = [](float x) { return x > 0 ? std::log1p(double{x}) : double{x}; };
  std::vector<double> out;
  for (size_t row = 0; row < c.batch * c.num_heads * c.seq_q; ++row) {
    const size_t head = row / c.seq_q, i = row % c.seq_q;
    std::vector<double> a(c.causal ? std::min(i + 1, c.seq_k) : c.seq_k);
    const float* const q = c.q.data() + row * c.head_dim;
    const float* const k = c.k.data() + head * c.seq_k * c.head_dim;
    // A factor that all share, which must not swallow the rest.
    const double common_q = log_phi(*std::max_element(q, q + c.head_dim));
    const double common_k = log_phi(*std::max_element(k, k + a.size() * c.head_dim));
    for (size_t j = 0; j < a.size(); ++j) {
      std::vector<double> products;
      for (size_t d = 0; d < c.head_dim; ++d) {
        products.push_back((log_phi(q[d]) - common_q) + (log_phi(k[j * c.head_dim + d]) - common_k));
      }
      a[j] = plain::softmax_run(products.data(), products.size(), 1, plain::Order::forward);
    }
    plain::softmax_run(a.data(), a.size(), 1, plain::Order::forward);
    for (size_t e = 0; e < c.value_dim; ++e) {
      out.push_back(plain::sum<double>(a.size(), plain::Order::forward, [&](size_t j) {
        return a[j] * double{c.v[(head * c.seq_k + j) * c.value_dim + e]};
      }));
    }
  }
  return out;
}

void expect_logarithms(const Case& c) {
  const std::vector<float> out = run(c).values.at("out");
  const std::vector<double> expected = formula_of_logarithms(c);
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
