#include "ops/luong_attention.h"

#include "additive.h"
#include "draw.h"
#include "outputs.h"

namespace {

using Case = plain::Luong;
using Score = plain::Luong::Score;
using enum plain::Luong::Score;

Actual run(const Case& c) {
  std::vector<float> out(c.h.size(), 7), weights(c.batch * c.seq_q * c.seq_k, 7);
  const auto call = [&](float* wanted_weights) {
    return luong_attention(c.h.data(), c.memory.data(), c.w.data(), c.u.data(), out.data(), wanted_weights,
                           int32(c.batch), int32(c.seq_q), int32(c.dim), int32(c.seq_k), int32(c.hidden_dim), c.score);
  };
  EXPECT_EQ(call(nullptr), dojo::Status::ok);
  const std::vector<float> without = out;
  EXPECT_EQ(call(weights.data()), dojo::Status::ok);
  EXPECT_EQ(out.size(), without.size());
  // Online and with the weights held, softmax rounds differently.
  for (size_t i = 0; i < out.size(); ++i) EXPECT_NEAR(out[i], without[i], 1e-5) << "without weights";
  return {{{"out", {c.batch, c.seq_q, c.dim}}, {"weights", {c.batch, c.seq_q, c.seq_k}}},
          {{"out", out}, {"weights", weights}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) {
    const auto result = plain::luong_attention<decltype(type)>(c, order);
    return Outputs<decltype(type)>{{"out", result.out}, {"weights", result.weights}};
  };
}

Case drawn(Draw& draw, Score score, size_t batch, size_t seq_q, size_t seq_k, size_t dim, size_t hidden_dim) {
  Case c{batch, seq_q, seq_k, dim, hidden_dim, score, {}, {}, {}, {}};
  c.h = draw.normal(batch * seq_q * dim);
  c.memory = draw.normal(batch * seq_k * dim);
  if (score == general) c.w = draw.normal(dim * dim);
  if (score == concat) c.w = draw.normal(hidden_dim * 2 * dim), c.u = draw.normal(hidden_dim);
  return c;
}

GOLDEN_TEST(luong_attention) {
  const GoldenCase& g = GetParam();
  const std::vector<size_t>&h = g.input("h").shape, &memory = g.input("memory").shape;
  const std::string& name = g.words.at("score");
  const Score score = name == "dot" ? dot : name == "general" ? general : concat;
  const Case c{h[0],  h[1],          memory[1],          h[2],          g.has("u") ? g.input("u").shape[0] : 0,
               score, g.floats("h"), g.floats("memory"), g.floats("w"), g.floats("u")};
  expect_outputs(run(c), formula(c), &g);
}

TEST(luong_attention, sizes_around_the_width_of_a_batch) {
  Draw draw(1);
  for (const size_t size : edges) {
    for (const Score score : {dot, general, concat}) {
      const Case c = drawn(draw, score, 2, 3, size + 1, size, 6);
      expect_outputs(run(c), formula(c));
    }
  }
}

TEST(luong_attention, dimensions_of_zero_and_below) {
  Draw draw(2);
  for (const Score score : {dot, general, concat}) {
    for (const Case& c :
         {drawn(draw, score, 0, 3, 4, 5, 6), drawn(draw, score, 2, 0, 4, 5, 6), drawn(draw, score, 2, 3, 0, 5, 6),
          drawn(draw, score, 2, 3, 4, 0, 6), drawn(draw, score, 2, 3, 4, 5, 0), drawn(draw, score, 1, 1, 1, 1, 1)}) {
      expect_outputs(run(c), formula(c));
    }
  }
  EXPECT_EQ(luong_attention(nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, 1, -1, 1, 1, 1, 0),
            dojo::Status::bad_shape);
  EXPECT_EQ(luong_attention(nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, 1, 1, 1, 1, 1, 3),
            dojo::Status::bad_shape);
}

}  // namespace
