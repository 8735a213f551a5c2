#include "ops/cross_entropy.h"

#include <algorithm>
#include <cmath>

#include "draw.h"
#include "hard_rows.h"
#include "loss.h"
#include "outputs.h"

namespace {

using Case = plain::CrossEntropy;

constexpr float infinity = std::numeric_limits<float>::infinity();

Actual run(const Case& c) {
  const size_t rows = c.targets.size();
  std::vector<float> loss(1, 7), losses(rows, 7);
  const auto call = [&](float* own) {
    return cross_entropy(c.logits.data(), c.targets.data(), loss.data(), own, int32(rows), int32(c.vocab),
                         c.ignore_index);
  };
  EXPECT_EQ(call(nullptr), dojo::Status::ok);
  const float alone = loss[0];
  EXPECT_EQ(call(losses.data()), dojo::Status::ok);
  EXPECT_TRUE(loss[0] == alone || std::isnan(alone)) << "without losses";
  return {{{"loss", {1}}, {"losses", {rows}}}, {{"loss", loss}, {"losses", losses}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) { return plain::cross_entropy<decltype(type)>(c, order); };
}

std::vector<int32_t> targets(Draw& draw, size_t rows, size_t vocab) {
  std::vector<int32_t> result;
  for (size_t row = 0; row < rows; ++row) result.push_back(int32(draw.below(vocab)));
  return result;
}

GOLDEN_TEST(cross_entropy) {
  const Tensor &logits = GetParam().input("logits"), &given = GetParam().input("targets");
  const Case c{logits.shape.back(), logits.floats(), given.ints(), GetParam().param<int32_t>("ignore_index", -100)};
  Actual actual = run(c);
  actual.shapes["losses"] = given.shape;
  expect_outputs(actual, formula(c), &GetParam());
}

TEST(cross_entropy, any_number_of_classes) {
  Draw draw(1);
  for (const size_t vocab : edges) {
    Case c{vocab, draw.normal(5 * vocab, 3), targets(draw, 5, vocab)};
    expect_outputs(run(c), formula(c));
    c.targets[2] = c.targets[4] = -100;
    expect_outputs(run(c), formula(c));
  }
}

TEST(cross_entropy, rows_that_are_hard_for_float32) {
  for (const HardRow& row : hard_rows()) {
    SCOPED_TRACE(row.name);
    const auto largest = std::max_element(row.values.begin(), row.values.end());
    const Case c{row.values.size(), row.values, {static_cast<int32_t>(largest - row.values.begin())}};
    // Of what is left of the largest: log-sum-exp itself may be too large for a difference.
    std::vector<double> rest = plain::as<double>(row.values);
    for (double& value : rest) value -= double{*largest};
    const double expected = plain::softmax_run(rest.data(), rest.size(), 1, plain::Order::interleaved);
    for (const auto& [name, values] : run(c).values) EXPECT_NEAR(values[0], expected, 2e-7 * expected) << name;
  }
}

TEST(cross_entropy, the_smallest_losses_keep_their_digits) {
  const double expected = std::log1p(std::exp(-20.0));
  const std::vector<float> losses = run({2, {20, 0, 1000, 980}, {0, 0}}).values.at("losses");
  for (const float loss : losses) EXPECT_NEAR(loss, expected, 1e-6 * expected);
}

TEST(cross_entropy, what_is_ignored_may_hold_anything) {
  const Case c{3, {std::nanf(""), infinity, 1, 0, 0, 0}, {-100, 2}};
  EXPECT_NEAR(run(c).values.at("loss")[0], std::log(3.0), 1e-7);
  EXPECT_EQ(run(c).values.at("losses")[0], 0);
}

TEST(cross_entropy, is_not_a_number_where_there_is_none_to_give) {
  for (const std::vector<float>& logits :
       {std::vector<float>{0, std::nanf("")}, {0, infinity}, {-infinity, -infinity}}) {
    EXPECT_TRUE(std::isnan(run({2, logits, {0}}).values.at("loss")[0]));
  }
  EXPECT_TRUE(std::isnan(run({2, {0, 0}, {-100}}).values.at("loss")[0]));
  EXPECT_TRUE(std::isnan(run({2, {}, {}}).values.at("loss")[0]));
  EXPECT_EQ(run({2, {0, -infinity}, {1}}).values.at("loss")[0], infinity);
  EXPECT_EQ(run({2, {0, -infinity}, {0}}).values.at("loss")[0], 0);
}

TEST(cross_entropy, targets_that_are_no_classes_and_sizes_below_zero) {
  float loss = 0;
  const float logits[] = {0, 0};
  for (const int32_t target : {-1, 2, -101}) {
    EXPECT_EQ(cross_entropy(logits, &target, &loss, nullptr, 1, 2, -100), dojo::Status::bad_index);
    EXPECT_EQ(cross_entropy(logits, &target, &loss, nullptr, 1, 2, target), dojo::Status::ok);
  }
  EXPECT_EQ(cross_entropy(nullptr, nullptr, nullptr, nullptr, -1, 2, 0), dojo::Status::bad_shape);
}

}  // namespace
