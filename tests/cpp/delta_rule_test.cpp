#include "ops/training/delta_rule.h"

#include <cmath>

#include "delta_rule.h"
#include "draw.h"
#include "outputs.h"

namespace {

using Case = plain::DeltaRule;

// The heads as one axis or as two.
Actual run(const Case& c, std::vector<size_t> heads = {}) {
  if (heads.empty()) heads = {1, c.heads};
  std::vector<float> out(c.heads * c.seq * c.value_dim, 7), state(c.heads * c.value_dim * c.head_dim, 7);
  const auto call = [&](float* final_state) {
    return delta_rule(c.q.data(), c.k.data(), c.v.data(), c.beta.data(),
                      c.initial_state.empty() ? nullptr : c.initial_state.data(), out.data(), final_state,
                      int32(heads[0]), int32(heads[1]), int32(c.seq), int32(c.head_dim), int32(c.value_dim));
  };
  EXPECT_EQ(call(state.data()), dojo::Status::ok);
  EXPECT_EQ(call(nullptr), dojo::Status::ok);
  return {{{"out", {heads[0], heads[1], c.seq, c.value_dim}},
           {"final_state", {heads[0], heads[1], c.value_dim, c.head_dim}}},
          {{"out", out}, {"final_state", state}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) { return plain::delta_rule<decltype(type)>(c, order); };
}

// With keys of length 1 and rates between 0 and 1, as layers make them: without that S grows with every token.
Case drawn(Draw& draw, size_t heads, size_t seq, size_t head_dim, size_t value_dim, bool has_state = false) {
  Case c{heads,
         seq,
         head_dim,
         value_dim,
         draw.normal(heads * seq * head_dim),
         draw.normal(heads * seq * head_dim),
         draw.normal(heads * seq * value_dim),
         draw.normal(heads * seq),
         has_state ? draw.normal(heads * value_dim * head_dim) : std::vector<float>{}};
  for (size_t row = 0; row < heads * seq; ++row) {
    float squares = 0;
    for (size_t d = 0; d < head_dim; ++d) squares += c.k[row * head_dim + d] * c.k[row * head_dim + d];
    for (size_t d = 0; d < head_dim; ++d) c.k[row * head_dim + d] /= std::sqrt(squares);
    c.beta[row] = 1 / (1 + std::exp(-c.beta[row]));
  }
  return c;
}

GOLDEN_TEST(delta_rule) {
  const GoldenCase& g = GetParam();
  const std::vector<size_t>&q = g.input("q").shape, &v = g.input("v").shape;
  const Case c{q[0] * q[1],
               q[2],
               q[3],
               v[3],
               g.floats("q"),
               g.floats("k"),
               g.floats("v"),
               g.floats("beta"),
               g.floats("initial_state")};
  expect_outputs(run(c, {q[0], q[1]}), formula(c), &g);
}

TEST(delta_rule, sizes_around_the_width_of_a_batch) {
  Draw draw(1);
  for (const size_t size : edges) {
    for (const bool has_state : {false, true}) {
      const Case wide = drawn(draw, 2, 6, 5 + size % 4, size, has_state);
      expect_outputs(run(wide), formula(wide));
      const Case deep = drawn(draw, 2, 6, size, 3, has_state);
      expect_outputs(run(deep), formula(deep));
    }
  }
}

TEST(delta_rule, sums_over_a_deep_key) {
  Draw draw(2);
  const Case c = drawn(draw, 1, 3, 1000, 5);
  expect_outputs(run(c), formula(c));
}

TEST(delta_rule, a_long_sequence) {
  Draw draw(3);
  const Case c = drawn(draw, 1, 2000, 16, 20);
  expect_outputs(run(c), formula(c));
}

// With beta 1 and keys at right angles the memory gives back what it was given last.
TEST(delta_rule, a_second_value_under_a_key_replaces_the_first) {
  const Case c{1, 3, 2, 1, {1, 0, 0, 1, 1, 0}, {1, 0, 0, 1, 1, 0}, {5, 6, 7}, {1, 1, 1}, {}};
  const Outputs<float> values = run(c).values;
  EXPECT_EQ(values.at("out"), (std::vector<float>{5, 6, 7}));
  EXPECT_EQ(values.at("final_state"), (std::vector<float>{7, 6}));
}

TEST(delta_rule, two_halves_of_a_sequence_are_the_whole) {
  Draw draw(4);
  const Case whole = drawn(draw, 1, 10, 7, 9, true);
  const Outputs<float> expected = run(whole).values;
  Case half = whole;
  half.seq = 5;
  const Outputs<float> first = run(half).values;
  half.initial_state = first.at("final_state");
  for (std::vector<float>* const x : {&half.q, &half.k, &half.v, &half.beta}) {
    x->erase(x->begin(), x->begin() + static_cast<ptrdiff_t>(x->size() / 2));
  }
  const Outputs<float> second = run(half).values;
  std::vector<float> out = first.at("out");
  out.insert(out.end(), second.at("out").begin(), second.at("out").end());
  EXPECT_EQ(out, expected.at("out"));
  EXPECT_EQ(second.at("final_state"), expected.at("final_state"));
}

TEST(delta_rule, what_is_not_finite_stays_in_its_column_and_behind_its_token) {
  Draw draw(5);
  Case c = drawn(draw, 1, 8, 6, 7);
  const std::vector<float> before = run(c).values.at("out");
  c.v[3 * 7 + 2] = std::nanf("");
  const std::vector<float> after = run(c).values.at("out");
  for (size_t i = 0; i < before.size(); ++i) {
    const bool is_reached = i / 7 >= 3 && i % 7 == 2;
    EXPECT_TRUE(is_reached ? std::isnan(after[i]) : after[i] == before[i]) << i;
  }
}

TEST(delta_rule, dimensions_of_zero_and_below) {
  Draw draw(6);
  for (const Case& c : {drawn(draw, 0, 2, 3, 4), drawn(draw, 2, 0, 3, 4), drawn(draw, 2, 0, 3, 4, true),
                        drawn(draw, 2, 2, 0, 4), drawn(draw, 2, 2, 3, 0), drawn(draw, 1, 1, 1, 1)}) {
    expect_outputs(run(c), formula(c));
  }
  EXPECT_EQ(delta_rule(nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, 1, 1, 1, -1, 1),
            dojo::Status::bad_shape);
}

}  // namespace
