#include "ops/softmax.h"

#include <gtest/gtest.h>

#include "closeness.h"
#include "draw.h"
#include "golden.h"
#include "hard_rows.h"
#include "plain.h"

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

struct Shape {
  size_t outer, length, inner;
};

std::vector<float> run(const std::vector<float>& x, Shape shape) {
  std::vector<float> y(x.size());
  EXPECT_EQ(softmax(x.data(), y.data(), static_cast<int32_t>(shape.outer), static_cast<int32_t>(shape.length),
                    static_cast<int32_t>(shape.inner)),
            dojo::Status::ok);
  return y;
}

auto formula(const std::vector<float>& x, Shape shape) {
  return [=](auto type, plain::Order order) {
    return plain::softmax(plain::as<decltype(type)>(x), shape.outer, shape.length, shape.inner, order);
  };
}

GOLDEN_TEST(softmax) {
  const Tensor& x = GetParam().input("x");
  const int rank = static_cast<int>(x.shape.size());
  const auto axis = static_cast<size_t>((GetParam().param<int>("axis") + rank) % rank);
  Shape shape{1, x.shape[axis], 1};
  for (size_t i = 0; i < axis; ++i) shape.outer *= x.shape[i];
  for (size_t i = axis + 1; i < x.shape.size(); ++i) shape.inner *= x.shape[i];
  const auto plain = formula(x.floats(), shape);
  const std::vector<double>& y = GetParam().output("y").values;
  expect_same_formula("y", plain(double{}, plain::Order::forward), y);
  expect_close("y", x.shape, run(x.floats(), shape), reference(y, plain));
}

TEST(softmax, sizes_around_the_width_of_a_batch) {
  Draw draw(1);
  for (const size_t length : {1U, 2U, 3U, 4U, 5U, 7U, 8U, 9U, 15U, 16U, 17U, 31U, 32U, 33U, 65U}) {
    for (const size_t inner : {1U, 2U, 3U, 4U, 5U, 8U, 15U, 16U, 17U, 33U}) {
      const Shape shape{2, length, inner};
      const std::vector<float> x = draw.normal(2 * length * inner, 5);
      expect_close("y", {2, length, inner}, run(x, shape), reference(formula(x, shape)));
    }
  }
}

// Element by element, where float32 has not run out of exponents.
void expect_relative(const std::vector<float>& actual, const std::vector<double>& expected) {
  for (size_t i = 0; i < actual.size(); ++i) ASSERT_NEAR(actual[i], expected[i], 2e-6 * expected[i] + 1e-37) << i;
}

TEST(softmax, rows_that_are_hard_for_float32) {
  std::vector<HardRow> rows = hard_rows();
  rows.push_back({"to a ten thousandth", row_of(100003, [](double i) { return -i / 1e4; })});
  rows.push_back({"to a hundred thousandth", row_of(1000003, [](double i) { return -i / 1e5; })});
  for (const HardRow& row : rows) {
    SCOPED_TRACE(row.name);
    const Shape shape{1, row.values.size(), 1};
    const std::vector<double> expected = formula(row.values, shape)(double{}, plain::Order::interleaved);
    const std::vector<float> y = run(row.values, shape);
    expect_relative(y, expected);
    double total = 0;
    for (const float value : y) total += double{value};
    EXPECT_NEAR(total, 1, 2e-6);
  }
}

TEST(softmax, columns_that_are_hard_for_float32) {
  const Shape shape{1, 100003, 3};
  const std::vector<float> x = row_of(shape.length * 3, [](double i) { return -std::floor(i / 3) / 1e4; });
  expect_relative(run(x, shape), formula(x, shape)(double{}, plain::Order::interleaved));
}

TEST(softmax, rows_sum_to_one) {
  Draw draw(2);
  const std::vector<float> y = run(draw.normal(size_t{7} * 1000, 20), {7, 1000, 1});
  for (size_t row = 0; row < 7; ++row) {
    double total = 0;
    for (size_t i = 0; i < 1000; ++i) total += y[row * 1000 + i];
    // Each of the n terms, their sum and the division are off by a few roundings; those of the terms average out.
    EXPECT_NEAR(total, 1, 1e-6);
  }
}

TEST(softmax, works_in_place) {
  Draw draw(3);
  for (const size_t inner : {1U, 5U}) {
    std::vector<float> x = draw.normal(3 * 9 * inner);
    const std::vector<float> expected = run(x, {3, 9, inner});
    ASSERT_EQ(softmax(x.data(), x.data(), 3, 9, static_cast<int32_t>(inner)), dojo::Status::ok);
    EXPECT_EQ(x, expected);
  }
}

TEST(softmax, a_column_of_minus_infinity_gives_zeros) {
  const std::vector<float> x(size_t{3} * 5 * 2, -infinity);
  EXPECT_EQ(run(x, {3, 10, 1}), std::vector<float>(30, 0.0F));
  EXPECT_EQ(run(x, {3, 5, 2}), std::vector<float>(30, 0.0F));
}

TEST(softmax, nan_is_not_hidden) {
  for (const Shape shape : {Shape{1, 9, 1}, Shape{1, 3, 3}}) {
    std::vector<float> x(9, 1.0F);
    x[4] = std::numeric_limits<float>::quiet_NaN();
    const std::vector<float> y = run(x, shape);
    EXPECT_TRUE(std::isnan(y[4]));
    EXPECT_TRUE(std::isnan(y[1 + (shape.inner == 1 ? 0 : 6)]));
  }
}

TEST(softmax, dimensions_of_zero_and_below) {
  for (const Shape shape : {Shape{0, 3, 2}, Shape{3, 0, 2}, Shape{3, 2, 0}}) EXPECT_TRUE(run({}, shape).empty());
  EXPECT_EQ(softmax(nullptr, nullptr, 1, -1, 1), dojo::Status::bad_shape);
}

}  // namespace
