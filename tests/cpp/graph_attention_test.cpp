#include "ops/graph_attention.h"

#include <cmath>
#include <limits>

#include "additive.h"
#include "draw.h"
#include "outputs.h"

namespace {

using Case = plain::GraphAttention;

Actual run(const Case& c) {
  std::vector<float> out(c.nodes * c.num_heads * c.out_features, 7), weights(c.num_heads * c.nodes * c.nodes, 7);
  const auto call = [&](float* wanted_weights) {
    return graph_attention(c.x.data(), c.adjacency.data(), c.w.data(), c.a_dst.data(), c.a_src.data(), out.data(),
                           wanted_weights, int32(c.nodes), int32(c.in_features), int32(c.num_heads),
                           int32(c.out_features), static_cast<float>(c.negative_slope));
  };
  EXPECT_EQ(call(nullptr), dojo::Status::ok);
  const std::vector<float> without = out;
  EXPECT_EQ(call(weights.data()), dojo::Status::ok);
  EXPECT_EQ(out, without) << "without weights";
  return {{{"out", {c.nodes, c.num_heads * c.out_features}}, {"weights", {c.num_heads, c.nodes, c.nodes}}},
          {{"out", out}, {"weights", weights}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) { return plain::graph_attention<decltype(type)>(c, order); };
}

Case drawn(Draw& draw, size_t nodes, size_t in_features, size_t num_heads, size_t out_features) {
  return {nodes,
          in_features,
          num_heads,
          out_features,
          draw.normal(nodes * in_features),
          draw.booleans(nodes * nodes, 0.4),
          draw.normal(num_heads * out_features * in_features),
          draw.normal(num_heads * out_features),
          draw.normal(num_heads * out_features)};
}

GOLDEN_TEST(graph_attention) {
  const GoldenCase& g = GetParam();
  const std::vector<size_t>& w = g.input("w").shape;
  const Case c{g.input("x").shape[0],
               w[2],
               w[0],
               w[1],
               g.floats("x"),
               g.input("adjacency").bools(),
               g.floats("w"),
               g.floats("a_dst"),
               g.floats("a_src")};
  expect_outputs(run(c), formula(c), &g);
}

TEST(graph_attention, sizes_around_the_width_of_a_batch) {
  Draw draw(1);
  for (const size_t size : {1U, 2U, 4U, 5U, 8U, 9U, 17U, 33U}) {
    Case c = drawn(draw, size, 3, 2, size + 1);
    c.negative_slope = 0.01 * static_cast<double>(size);
    expect_outputs(run(c), formula(c));
  }
}

TEST(graph_attention, a_node_without_neighbours_gets_zeros) {
  Draw draw(2);
  Case c = drawn(draw, 5, 4, 2, 3);
  std::fill_n(c.adjacency.begin() + 10, 5, 0);
  const Actual actual = run(c);
  expect_outputs(actual, formula(c));
  for (size_t d = 0; d < 6; ++d) EXPECT_EQ(actual.values.at("out")[2 * 6 + d], 0);
}

TEST(graph_attention, what_is_no_neighbour_weighs_nothing_beside_nan) {
  Draw draw(4);
  Case c = drawn(draw, 9, 4, 1, 3);
  std::fill(c.adjacency.begin(), c.adjacency.end(), uint8_t{1});
  c.adjacency[2] = c.adjacency[7] = 0;
  c.x[5 * 4] = std::numeric_limits<float>::quiet_NaN();
  std::vector<float> out(9 * 3), weights(9 * 9);
  ASSERT_EQ(graph_attention(c.x.data(), c.adjacency.data(), c.w.data(), c.a_dst.data(), c.a_src.data(), out.data(),
                            weights.data(), 9, 4, 1, 3, 0.2F),
            dojo::Status::ok);
  for (size_t j = 0; j < 9; ++j) {
    const float weight = weights[j];
    EXPECT_TRUE(c.adjacency[j] != 0 ? std::isnan(weight) : weight == 0) << j << " " << weight;
  }
}

TEST(graph_attention, dimensions_of_zero_and_below) {
  Draw draw(3);
  for (const Case& c : {drawn(draw, 0, 3, 2, 4), drawn(draw, 5, 0, 2, 4), drawn(draw, 5, 3, 0, 4),
                        drawn(draw, 5, 3, 2, 0), drawn(draw, 1, 1, 1, 1)}) {
    expect_outputs(run(c), formula(c));
  }
  EXPECT_EQ(graph_attention(nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, 1, 1, 1, -1, 0.2F),
            dojo::Status::bad_shape);
}

}  // namespace
