#include "ops/cross_entropy_backward.h"

#include "draw.h"
#include "loss.h"
#include "outputs.h"

namespace {

using Case = plain::CrossEntropy;

dojo::Status call(const Case& c, float* dlogits) {
  return cross_entropy_backward(c.logits.data(), c.targets.data(), dlogits, int32(c.targets.size()), int32(c.vocab),
                                c.ignore_index, static_cast<float>(c.dloss));
}

Actual run(const Case& c) {
  std::vector<float> dlogits(c.logits.size(), 7);
  EXPECT_EQ(call(c, dlogits.data()), dojo::Status::ok);
  return {{{"dlogits", {c.targets.size(), c.vocab}}}, {{"dlogits", dlogits}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) { return plain::cross_entropy_backward<decltype(type)>(c, order); };
}

Case draw_case(Draw& draw, size_t rows, size_t vocab) {
  Case c{vocab, draw.normal(rows * vocab, 3), {}};
  for (size_t row = 0; row < rows; ++row) c.targets.push_back(int32(draw.below(vocab)));
  return c;
}

GOLDEN_TEST(cross_entropy_backward) {
  const Tensor& logits = GetParam().input("logits");
  const Case c{logits.shape.back(), logits.floats(), GetParam().input("targets").ints(),
               GetParam().param<int32_t>("ignore_index", -100), GetParam().param<double>("dloss", 1)};
  Actual actual = run(c);
  actual.shapes["dlogits"] = logits.shape;
  expect_outputs(actual, formula(c), &GetParam());
}

TEST(cross_entropy_backward, any_number_of_classes) {
  Draw draw(1);
  for (const size_t vocab : edges) {
    Case c = draw_case(draw, 5, vocab);
    expect_outputs(run(c), formula(c));
    c.targets[2] = c.targets[4] = -100;
    c.dloss = -0.5;
    expect_outputs(run(c), formula(c));
  }
}

TEST(cross_entropy_backward, is_the_slope_of_cross_entropy) {
  Draw draw(2);
  Case c = draw_case(draw, 4, 6);
  c.targets[1] = -100;
  const auto loss = [&](const std::vector<double>& at) {
    double total = 0;
    for (size_t row = 0; row < 4; ++row) {
      if (!c.counts(row)) continue;
      std::vector<double> x(at.begin() + static_cast<ptrdiff_t>(row * 6),
                            at.begin() + static_cast<ptrdiff_t>(row * 6 + 6));
      const double right = x[c.target(row)];
      total += plain::softmax_run(x.data(), 6, 1, plain::Order::forward) - right;
    }
    return total / 3;
  };
  const std::vector<double> slopes = central_differences(loss, plain::as<double>(c.logits));
  const std::vector<float> dlogits = run(c).values.at("dlogits");
  for (size_t i = 0; i < slopes.size(); ++i) EXPECT_NEAR(dlogits[i], slopes[i], 1e-6) << i;
}

TEST(cross_entropy_backward, ignored_rows_have_none_whatever_they_hold) {
  const float nan = std::nanf("");
  const Case some{2, {nan, 0, 0, 0}, {-100, 1}};
  EXPECT_EQ(run(some).values.at("dlogits"), (std::vector<float>{0, 0, 0.5F, -0.5F}));
  const Case all{2, {nan, 0, 0, 0}, {-100, -100}};
  EXPECT_EQ(run(all).values.at("dlogits"), std::vector<float>(4));
}

TEST(cross_entropy_backward, works_in_place) {
  Draw draw(3);
  Case c = draw_case(draw, 3, 9);
  const std::vector<float> expected = run(c).values.at("dlogits");
  ASSERT_EQ(call(c, c.logits.data()), dojo::Status::ok);
  EXPECT_EQ(c.logits, expected);
}

TEST(cross_entropy_backward, targets_that_are_no_classes_and_sizes_below_zero) {
  float dlogits[2];
  for (const int32_t target : {-1, 2}) EXPECT_EQ(call({2, {0, 0}, {target}}, dlogits), dojo::Status::bad_index);
  EXPECT_EQ(call({2, {}, {}}, nullptr), dojo::Status::ok);
  EXPECT_EQ(cross_entropy_backward(nullptr, nullptr, nullptr, 1, -1, 0, 1), dojo::Status::bad_shape);
}

}  // namespace
