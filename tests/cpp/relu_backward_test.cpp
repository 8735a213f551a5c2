#include "ops/training/relu_backward.h"

#include "draw.h"
#include "outputs.h"
#include "training.h"

namespace {

std::vector<float> run(const std::vector<float>& x, const std::vector<float>& dy) {
  std::vector<float> dx(x.size(), 7);
  EXPECT_EQ(relu_backward(x.data(), dy.data(), dx.data(), int32(x.size())), dojo::Status::ok);
  return dx;
}

GOLDEN_TEST(relu_backward) {
  const std::vector<float> x = GetParam().floats("x"), dy = GetParam().floats("dy");
  EXPECT_EQ(run(x, dy), GetParam().output("dx").floats());
  EXPECT_EQ(run(x, dy), plain::relu_backward<float>(x, dy).at("dx"));
}

TEST(relu_backward, counts_around_the_width_of_a_batch) {
  Draw draw(1);
  for (size_t count = 0; count < 40; ++count) {
    const std::vector<float> x = draw.normal(count), dy = draw.normal(count);
    EXPECT_EQ(run(x, dy), plain::relu_backward<float>(x, dy).at("dx"));
  }
}

TEST(relu_backward, is_the_slope_of_relu) {
  Draw draw(2);
  const std::vector<float> x = draw.normal(50), dy = draw.normal(50);
  const auto loss = [&](const std::vector<double>& at) {
    const std::vector<double> y = plain::relu(at);
    return plain::sum<double>(y.size(), plain::Order::forward, [&](size_t i) { return double{dy[i]} * y[i]; });
  };
  const std::vector<double> slopes = central_differences(loss, plain::as<double>(x));
  const std::vector<float> dx = run(x, dy);
  for (size_t i = 0; i < slopes.size(); ++i) EXPECT_NEAR(dx[i], slopes[i], 1e-6) << i;
}

// As PyTorch 2.14 answers.
TEST(relu_backward, what_is_no_number) {
  const float nan = std::nanf(""), infinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(run({nan, infinity, -infinity, -0.0F, 0, -1}, {2, 3, 4, 5, 6, nan}),
            (std::vector<float>{2, 3, 0, 0, 0, 0}));
  EXPECT_TRUE(std::isnan(run({1}, {nan})[0]));
  EXPECT_EQ(run({-1, 1}, {infinity, infinity}), (std::vector<float>{0, infinity}));
}

TEST(relu_backward, works_in_place) {
  Draw draw(3);
  std::vector<float> x = draw.normal(19), dy = draw.normal(19);
  const std::vector<float> expected = run(x, dy);
  std::vector<float> other = x;
  EXPECT_EQ(relu_backward(other.data(), dy.data(), other.data(), 19), dojo::Status::ok);
  EXPECT_EQ(relu_backward(x.data(), dy.data(), dy.data(), 19), dojo::Status::ok);
  EXPECT_EQ(other, expected);
  EXPECT_EQ(dy, expected);
}

TEST(relu_backward, negative_count) {
  EXPECT_EQ(relu_backward(nullptr, nullptr, nullptr, -1), dojo::Status::bad_shape);
}

}  // namespace
