#include "ops/linear_attention.h"

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
    EXPECT_EQ(run(prefix).values.at("out"), row);
  }
}

TEST(linear_attention, nothing_to_divide_by_gives_zeros) {
  const Case c{1, 1, 2, 1, 1, 2, false, {-200, 1}, {-200}, {3, 4}};
  EXPECT_EQ(run(c).values.at("out"), std::vector<float>(4));
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
