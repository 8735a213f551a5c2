#include "ops/training/add.h"

#include <gtest/gtest.h>

#include "draw.h"
#include "golden.h"

namespace {

std::vector<float> run(const std::vector<float>& a, const std::vector<float>& b) {
  std::vector<float> sum(a.size(), 7);
  EXPECT_EQ(add(a.data(), b.data(), sum.data(), static_cast<int32_t>(a.size())), dojo::Status::ok);
  return sum;
}

GOLDEN_TEST(add) {
  const std::vector<float> sum = run(GetParam().floats("a"), GetParam().floats("b"));
  const std::vector<double>& expected = GetParam().output("sum").values;
  ASSERT_EQ(sum.size(), expected.size());
  // Twelve digits do not say to which side a sum halfway between two floats was rounded.
  for (size_t i = 0; i < sum.size(); ++i) EXPECT_FLOAT_EQ(sum[i], static_cast<float>(expected[i]));
}

TEST(add, counts_around_the_width_of_a_batch) {
  Draw draw(1);
  for (size_t count = 0; count < 40; ++count) {
    const std::vector<float> a = draw.normal(count), b = draw.normal(count);
    const std::vector<float> sum = run(a, b);
    for (size_t i = 0; i < count; ++i) EXPECT_EQ(sum[i], a[i] + b[i]);
  }
}

TEST(add, works_in_place) {
  std::vector<float> a{1, 2, 3};
  const std::vector<float> b{10, 20, 30};
  EXPECT_EQ(add(a.data(), b.data(), a.data(), 3), dojo::Status::ok);
  EXPECT_EQ(a, (std::vector<float>{11, 22, 33}));
}

TEST(add, negative_count) { EXPECT_EQ(add(nullptr, nullptr, nullptr, -1), dojo::Status::bad_shape); }

}  // namespace
