#include "ops/gelu.h"

#include <gtest/gtest.h>

#include "closeness.h"
#include "draw.h"
#include "golden.h"
#include "plain.h"

namespace {

std::vector<float> run(const std::vector<float>& x, bool approximate) {
  std::vector<float> y(x.size());
  EXPECT_EQ(gelu(x.data(), y.data(), static_cast<int32_t>(x.size()), approximate ? 1 : 0), dojo::Status::ok);
  return y;
}

auto formula(const std::vector<float>& x, bool approximate) {
  return [=](auto type, plain::Order) { return plain::gelu(plain::as<decltype(type)>(x), approximate); };
}

GOLDEN_TEST(gelu) {
  const bool approximate = GetParam().param<bool>("approximate");
  const std::vector<float> x = GetParam().floats("x");
  const std::vector<double>& y = GetParam().output("y").values;
  expect_same_formula("y", formula(x, approximate)(double{}, plain::Order::forward), y);
  expect_close("y", GetParam().output("y").shape, run(x, approximate), reference(y, formula(x, approximate)));
}

TEST(gelu, counts_around_the_width_of_a_batch) {
  Draw draw(1);
  for (size_t count = 0; count < 40; ++count) {
    for (const bool approximate : {false, true}) {
      const std::vector<float> x = draw.normal(count, 3);
      expect_close("y", {count}, run(x, approximate), reference(formula(x, approximate)));
    }
  }
}

TEST(gelu, far_from_zero_it_is_the_ramp) {
  for (const bool approximate : {false, true}) {
    const std::vector<float> y = run({-1e30F, -100.0F, 0.0F, 100.0F, 1e30F}, approximate);
    EXPECT_EQ(y, (std::vector<float>{0, 0, 0, 100, 1e30F}));
  }
}

TEST(gelu, negative_count) { EXPECT_EQ(gelu(nullptr, nullptr, -1, 0), dojo::Status::bad_shape); }

}  // namespace
