#include "ops/softmax_backward.h"

#include "draw.h"
#include "outputs.h"
#include "plain_backward.h"

namespace {

struct Case {
  // What softmax gave in float64, to see that the formula is PyTorch's; the kernel gets it rounded.
  std::vector<double> y;
  std::vector<float> dy;
  size_t outer, length, inner;

  std::vector<float> rounded_y() const { return {y.begin(), y.end()}; }
};

Actual run(const Case& c) {
  const std::vector<float> y = c.rounded_y();
  std::vector<float> dx(y.size());
  EXPECT_EQ(softmax_backward(y.data(), c.dy.data(), dx.data(), int32(c.outer), int32(c.length), int32(c.inner)),
            dojo::Status::ok);
  return {{{"dx", {c.outer, c.length, c.inner}}}, {{"dx", dx}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) {
    using T = decltype(type);
    const plain::SoftmaxGradient<T> s{{c.y.begin(), c.y.end()}, plain::as<T>(c.dy), c.outer, c.length, c.inner};
    return plain::softmax_backward(s, order);
  };
}

GOLDEN_TEST(softmax_backward) {
  const Tensor& y = GetParam().input("y");
  ASSERT_EQ(GetParam().param<int>("axis"), -1);
  const Case c{y.values, GetParam().floats("dy"), y.shape[0] * y.shape[1], y.shape[2], 1};
  Actual actual = run(c);
  actual.shapes["dx"] = y.shape;
  expect_outputs(actual, formula(c), &GetParam());
}

TEST(softmax_backward, sizes_around_the_width_of_a_batch) {
  Draw draw(1);
  for (const size_t length : edges) {
    for (const size_t inner : {1U, 2U, 4U, 5U, 8U, 17U}) {
      const size_t count = 2 * length * inner;
      const std::vector<float> y = plain::softmax(draw.normal(count, 2), 2, length, inner, plain::Order::forward);
      const Case c{plain::as<double>(y), draw.normal(count), 2, length, inner};
      expect_outputs(run(c), formula(c));
    }
  }
}

// d/dx of the loss sum(dy softmax(x)), by the plain softmax in float64.
TEST(softmax_backward, is_the_slope_of_softmax) {
  Draw draw(2);
  const size_t outer = 2, length = 9, inner = 3, count = outer * length * inner;
  const std::vector<double> x = plain::as<double>(draw.normal(count, 2));
  const std::vector<float> dy = draw.normal(count);
  const auto loss = [&](const std::vector<double>& at) {
    const std::vector<double> y = plain::softmax(at, outer, length, inner, plain::Order::forward);
    return plain::sum<double>(count, plain::Order::forward, [&](size_t i) { return double{dy[i]} * y[i]; });
  };
  const std::vector<double> y = plain::softmax(x, outer, length, inner, plain::Order::forward);
  const Case c{y, dy, outer, length, inner};
  const std::vector<double> slopes = central_differences(loss, x);
  const std::vector<float> dx = run(c).values.at("dx");
  for (size_t i = 0; i < count; ++i) EXPECT_NEAR(dx[i], slopes[i], 1e-6) << i;
}

TEST(softmax_backward, masked_entries_have_no_gradient) {
  const Case c{{0, 0.25, 0.75, 0, 0, 0}, {5, 1, 2, 3, 4, 5}, 2, 3, 1};
  const std::vector<float> dx = run(c).values.at("dx");
  EXPECT_EQ(dx[0], 0);
  EXPECT_EQ((std::vector<float>{dx[3], dx[4], dx[5]}), (std::vector<float>{0, 0, 0}));
}

TEST(softmax_backward, works_in_place) {
  Draw draw(3);
  for (const size_t inner : {1U, 5U}) {
    Case c{plain::as<double>(draw.normal(3 * 9 * inner)), draw.normal(3 * 9 * inner), 3, 9, inner};
    const std::vector<float> expected = run(c).values.at("dx");
    ASSERT_EQ(softmax_backward(c.rounded_y().data(), c.dy.data(), c.dy.data(), 3, 9, int32(inner)), dojo::Status::ok);
    EXPECT_EQ(c.dy, expected);
  }
}

TEST(softmax_backward, dimensions_of_zero_and_below) {
  EXPECT_EQ(softmax_backward(nullptr, nullptr, nullptr, 0, 3, 2), dojo::Status::ok);
  EXPECT_EQ(softmax_backward(nullptr, nullptr, nullptr, 3, 0, 2), dojo::Status::ok);
  EXPECT_EQ(softmax_backward(nullptr, nullptr, nullptr, 3, 2, 0), dojo::Status::ok);
  EXPECT_EQ(softmax_backward(nullptr, nullptr, nullptr, 1, -1, 1), dojo::Status::bad_shape);
}

}  // namespace
