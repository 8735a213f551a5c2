#include "ops/training/relative_scores.h"

#include <cmath>

#include "draw.h"
#include "outputs.h"
#include "positions.h"

namespace {

using Case = plain::RelativeScores;

// The heads as one axis or as two.
Actual run(const Case& c, std::vector<size_t> heads = {}) {
  if (heads.empty()) heads = {1, c.heads};
  std::vector<float> scores(c.heads * c.seq * c.seq, 7);
  EXPECT_EQ(relative_scores(c.q.data(), c.r.data(), scores.data(), int32(heads[0]), int32(heads[1]), int32(c.seq),
                            int32(c.head_dim)),
            dojo::Status::ok);
  return {{{"scores", {heads[0], heads[1], c.seq, c.seq}}}, {{"scores", scores}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) { return plain::relative_scores<decltype(type)>(c, order); };
}

Case drawn(Draw& draw, size_t heads, size_t seq, size_t head_dim) {
  return {heads, seq, head_dim, draw.normal(heads * seq * head_dim),
          draw.normal(seq == 0 ? 0 : (2 * seq - 1) * head_dim)};
}

GOLDEN_TEST(relative_scores) {
  const GoldenCase& g = GetParam();
  const std::vector<size_t>& q = g.input("q").shape;
  expect_outputs(run({q[0] * q[1], q[2], q[3], g.floats("q"), g.floats("r")}, {q[0], q[1]}),
                 formula({q[0] * q[1], q[2], q[3], g.floats("q"), g.floats("r")}), &g);
}

TEST(relative_scores, sizes_around_the_width_of_a_panel) {
  Draw draw(1);
  for (const size_t size : edges) {
    const Case wide = drawn(draw, 2, size, 3 + size % 5);
    expect_outputs(run(wide), formula(wide));
    const Case deep = drawn(draw, 1, 7, size);
    expect_outputs(run(deep), formula(deep));
  }
}

TEST(relative_scores, sums_over_a_deep_query) {
  Draw draw(2);
  const Case c = drawn(draw, 1, 9, 1000);
  expect_outputs(run(c), formula(c));
}

TEST(relative_scores, scores_of_one_distance_lie_on_a_diagonal) {
  Draw draw(3);
  Case c = drawn(draw, 1, 20, 4);
  for (size_t i = 4; i < c.q.size(); ++i) c.q[i] = c.q[i % 4];
  const std::vector<float> scores = run(c).values.at("scores");
  for (size_t i = 1; i < 20; ++i) {
    for (size_t j = 1; j < 20; ++j) EXPECT_EQ(scores[i * 20 + j], scores[(i - 1) * 20 + j - 1]) << i << " " << j;
  }
}

TEST(relative_scores, what_is_not_finite_stays_with_its_distance) {
  Draw draw(4);
  Case c = drawn(draw, 1, 20, 4);
  const std::vector<float> before = run(c).values.at("scores");
  c.r[size_t{19 + 3} * 4] = std::nanf("");  // three ahead
  const std::vector<float> after = run(c).values.at("scores");
  for (size_t i = 0; i < 20; ++i) {
    for (size_t j = 0; j < 20; ++j) {
      const float value = after[i * 20 + j];
      EXPECT_TRUE(j == i + 3 ? std::isnan(value) : value == before[i * 20 + j]) << i << " " << j;
    }
  }
}

TEST(relative_scores, dimensions_of_zero_and_below) {
  Draw draw(5);
  for (const Case& c : {drawn(draw, 0, 2, 3), drawn(draw, 2, 0, 3), drawn(draw, 2, 3, 0), drawn(draw, 1, 1, 1)}) {
    expect_outputs(run(c), formula(c));
  }
  EXPECT_EQ(relative_scores(nullptr, nullptr, nullptr, 1, 1, -1, 1), dojo::Status::bad_shape);
}

}  // namespace
