#include "ops/alibi_bias.h"

#include "outputs.h"
#include "positions.h"

namespace {

using Case = plain::Alibi;

Actual run(const Case& c) {
  std::vector<float> slopes(c.num_heads), bias(c.num_heads * c.seq_q * c.seq_k);
  EXPECT_EQ(alibi_bias(slopes.data(), bias.data(), int32(c.num_heads), int32(c.seq_q), int32(c.seq_k)),
            dojo::Status::ok);
  return {{{"slopes", {c.num_heads}}, {"bias", {c.num_heads, c.seq_q, c.seq_k}}}, {{"slopes", slopes}, {"bias", bias}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order) { return plain::alibi_bias<decltype(type)>(c); };
}

GOLDEN_TEST(alibi_bias) {
  const GoldenCase& g = GetParam();
  const Case c{g.param<size_t>("num_heads"), g.param<size_t>("seq_q"), g.param<size_t>("seq_k")};
  expect_outputs(run(c), formula(c), &g);
}

TEST(alibi_bias, many_sizes) {
  for (size_t num_heads = 1; num_heads <= 33; ++num_heads) {
    const Case c{num_heads, num_heads % 5 + 1, num_heads % 7 + 1};
    expect_outputs(run(c), formula(c));
  }
}

TEST(alibi_bias, the_last_query_is_at_the_last_key) {
  const std::vector<float> bias = run({1, 2, 4}).values.at("bias");
  EXPECT_EQ(bias[2], 0);
  EXPECT_EQ(bias[4 + 3], 0);
}

TEST(alibi_bias, dimensions_of_zero_and_below) {
  std::vector<float> slopes(3);
  EXPECT_EQ(alibi_bias(nullptr, nullptr, 0, 2, 2), dojo::Status::ok);
  EXPECT_EQ(alibi_bias(slopes.data(), nullptr, 3, 0, 2), dojo::Status::ok);
  EXPECT_EQ(alibi_bias(slopes.data(), nullptr, 3, 2, 0), dojo::Status::ok);
  EXPECT_EQ(alibi_bias(nullptr, nullptr, 1, -2, 2), dojo::Status::bad_shape);
}

}  // namespace
