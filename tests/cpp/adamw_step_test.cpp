#include "ops/training/adamw_step.h"

#include "draw.h"
#include "outputs.h"
#include "training.h"

namespace {

using Case = plain::AdamwStep;

// Where the new ones go.
struct Target {
  float *param, *m, *v;
};

dojo::Status call(const Case& c, const Target& to) {
  return adamw_step(c.param.data(), c.grad.data(), c.m.data(), c.v.data(), to.param, to.m, to.v, int32(c.param.size()),
                    static_cast<float>(c.lr), c.beta1, c.beta2, static_cast<float>(c.eps),
                    static_cast<float>(c.weight_decay), c.step);
}

Actual run(const Case& c) {
  const size_t count = c.param.size();
  std::vector<float> param(count, 7), m(count, 7), v(count, 7);
  EXPECT_EQ(call(c, {param.data(), m.data(), v.data()}), dojo::Status::ok);
  return {{{"param", {count}}, {"m", {count}}, {"v", {count}}}, {{"param", param}, {"m", m}, {"v", v}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order) { return plain::adamw_step<decltype(type)>(c); };
}

Case draw_case(Draw& draw, size_t count) {
  Case c{draw.normal(count), draw.normal(count), draw.normal(count), draw.normal(count)};
  for (float& square : c.v) square *= square;
  return c;
}

GOLDEN_TEST(adamw_step) {
  const GoldenCase& golden = GetParam();
  Case c{golden.floats("param"), golden.floats("grad"), golden.floats("m"), golden.floats("v")};
  c.lr = golden.param<double>("lr"), c.beta1 = golden.param<double>("beta1"), c.beta2 = golden.param<double>("beta2");
  c.eps = golden.param<double>("eps"), c.weight_decay = golden.param<double>("weight_decay");
  c.step = golden.param<int32_t>("step");
  Actual actual = run(c);
  for (auto& [name, shape] : actual.shapes) shape = golden.input("param").shape;
  expect_outputs(actual, formula(c), &golden);
}

TEST(adamw_step, counts_around_the_width_of_a_batch) {
  Draw draw(1);
  for (size_t count = 0; count < 40; ++count) {
    for (const int32_t step : {1, 2, 1000}) {
      Case c = draw_case(draw, count);
      c.step = step;
      expect_outputs(run(c), formula(c));
    }
  }
}

TEST(adamw_step, betas_of_any_size_and_steps_without_number) {
  Draw draw(2);
  for (const double beta1 : {0.0, 0.3, 0.5, 0.7, 0.9999999}) {
    for (const double beta2 : {0.0, 0.98, 0.99999999}) {
      for (const int32_t step : {1, 3, 1 << 20, std::numeric_limits<int32_t>::max()}) {
        SCOPED_TRACE(testing::Message() << beta1 << " " << beta2 << " " << step);
        Case c = draw_case(draw, 11);
        c.beta1 = beta1, c.beta2 = beta2, c.step = step;
        expect_outputs(run(c), formula(c));
      }
    }
  }
}

// In float32 the rest of 0.999 to 1 is off by 1e-5, which v would be too.
TEST(adamw_step, the_square_of_the_first_gradient_has_its_digits) {
  const Case c{{1}, {3}, {0}, {0}};
  EXPECT_FLOAT_EQ(run(c).values.at("v")[0], 0.009F);
  EXPECT_FLOAT_EQ(run(c).values.at("m")[0], 0.3F);
  // The first step is lr in the direction of the gradient.
  EXPECT_FLOAT_EQ(run(c).values.at("param")[0], 1 - 1e-5F - 1e-3F);
}

// Its square is beyond float32, a thousandth of that is not.
TEST(adamw_step, a_very_large_gradient) { EXPECT_FLOAT_EQ(run({{1}, {1e20F}, {0}, {0}}).values.at("v")[0], 1e37F); }

TEST(adamw_step, finds_the_bottom_of_a_bowl) {
  const std::vector<float> bottom{3, -1, 0.5F, 2, -4};
  Case c{std::vector<float>(5), std::vector<float>(5), std::vector<float>(5), std::vector<float>(5)};
  c.lr = 0.05, c.weight_decay = 0;
  for (; c.step <= 2000; ++c.step) {
    for (size_t i = 0; i < 5; ++i) c.grad[i] = 2 * (c.param[i] - bottom[i]);
    ASSERT_EQ(call(c, {c.param.data(), c.m.data(), c.v.data()}), dojo::Status::ok);
  }
  for (size_t i = 0; i < 5; ++i) EXPECT_NEAR(c.param[i], bottom[i], 1e-3);
}

TEST(adamw_step, works_in_place) {
  Draw draw(3);
  const Case before = draw_case(draw, 19);
  const Outputs<float> expected = run(before).values;
  Case c = before;
  ASSERT_EQ(call(c, {c.param.data(), c.m.data(), c.v.data()}), dojo::Status::ok);
  EXPECT_EQ(c.param, expected.at("param"));
  EXPECT_EQ(c.m, expected.at("m"));
  EXPECT_EQ(c.v, expected.at("v"));
  // Also over each other, and over the gradient.
  c = before;
  ASSERT_EQ(call(c, {c.grad.data(), c.v.data(), c.m.data()}), dojo::Status::ok);
  EXPECT_EQ(c.grad, expected.at("param"));
  EXPECT_EQ(c.v, expected.at("m"));
  EXPECT_EQ(c.m, expected.at("v"));
}

TEST(adamw_step, negative_count) {
  EXPECT_EQ(
      adamw_step(nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, -1, 1e-3F, 0.9, 0.999, 1e-8F, 0, 1),
      dojo::Status::bad_shape);
}

}  // namespace
