#include "ops/training/relu.h"

#include "draw.h"
#include "outputs.h"

namespace {

std::vector<float> run(const std::vector<float>& x) {
  std::vector<float> y(x.size(), 7);
  EXPECT_EQ(relu(x.data(), y.data(), int32(x.size())), dojo::Status::ok);
  return y;
}

GOLDEN_TEST(relu) {
  const std::vector<float> x = GetParam().floats("x");
  EXPECT_EQ(run(x), GetParam().output("y").floats());
  EXPECT_EQ(run(x), plain::relu(x));
}

TEST(relu, counts_around_the_width_of_a_batch) {
  Draw draw(1);
  for (size_t count = 0; count < 40; ++count) {
    const std::vector<float> x = draw.normal(count);
    EXPECT_EQ(run(x), plain::relu(x));
  }
}

TEST(relu, what_is_no_number_stays) {
  const float infinity = std::numeric_limits<float>::infinity();
  const std::vector<float> y = run({std::nanf(""), infinity, -infinity, -0.0F, 1e-45F, -1e-45F});
  EXPECT_TRUE(std::isnan(y[0]));
  EXPECT_EQ(std::vector<float>(y.begin() + 1, y.end()), (std::vector<float>{infinity, 0, 0, 1e-45F, 0}));
}

TEST(relu, works_in_place) {
  std::vector<float> x{-1, 2, -3, 4, -5, 6, -7, 8, -9};
  EXPECT_EQ(relu(x.data(), x.data(), 9), dojo::Status::ok);
  EXPECT_EQ(x, (std::vector<float>{0, 2, 0, 4, 0, 6, 0, 8, 0}));
}

TEST(relu, negative_count) { EXPECT_EQ(relu(nullptr, nullptr, -1), dojo::Status::bad_shape); }

}  // namespace
