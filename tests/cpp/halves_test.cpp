#include "attention/halves.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <vector>

#include "draw.h"

namespace {

// The value of a half, as IEEE 754 defines it.
double value_of(uint32_t half) {
  const double sign = (half & 0x8000) != 0 ? -1.0 : 1.0;
  const int exponent = static_cast<int>((half >> 10) & 31);
  const double fraction = half & 1023;
  if (exponent == 31) return sign * (fraction == 0 ? HUGE_VAL : std::numeric_limits<double>::quiet_NaN());
  return sign * (exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25));
}

// The half nearest to a number: that many units in the last place, rounded to even by the processor.
uint32_t nearest(float x) {
  const uint32_t sign = std::signbit(x) ? 0x8000U : 0U;
  if (std::isnan(x)) return sign | 0x7E00U;
  const double size = std::abs(double{x});
  if (std::isinf(x) || size >= 65520) return sign | 0x7C00U;
  const int exponent = std::max(size > 0 ? std::ilogb(size) : -14, -14);
  // 1024 units more are the next exponent, also where rounding reaches it.
  const auto units = static_cast<uint32_t>(std::nearbyint(std::ldexp(size, 10 - exponent)));
  return sign | (units + (static_cast<uint32_t>(exponent + 14) << 10));
}

uint32_t converted(float x) {
  std::vector<uint32_t> halves(dojo::batch_width);
  dojo::nearest_halves(dojo::Batch(x)).store_unaligned(halves.data());
  for (const uint32_t half : halves) EXPECT_EQ(half, halves[0]);
  return halves[0];
}

void expect_same(float actual, double expected) {
  if (std::isnan(expected)) {
    EXPECT_TRUE(std::isnan(actual));
  } else {
    EXPECT_EQ(std::bit_cast<uint32_t>(actual), std::bit_cast<uint32_t>(static_cast<float>(expected)));
  }
}

TEST(halves, all_65536_are_widened_exactly_in_both_parts_of_a_word) {
  for (uint32_t half = 0; half < 65536; ++half) {
    const uint32_t other = (half * 40503U) & 0xFFFF;
    const auto words = xsimd::bitwise_cast<float>(dojo::Bits(half | (other << 16)));
    const bool is_finite = (half & 0x7C00) != 0x7C00;
    SCOPED_TRACE(half);
    expect_same(dojo::widen_halves(words, 1).get(0), value_of(half));
    expect_same(dojo::widen_halves(words, 0).get(0), value_of(other));
    if (is_finite) expect_same(dojo::widen_finite_halves(words, 1).get(0), std::ldexp(value_of(half), -112));
    if (HasFailure()) return;
  }
}

TEST(halves, all_65536_come_back_from_their_floats) {
  for (uint32_t half = 0; half < 65536; ++half) {
    const bool is_number = !std::isnan(value_of(half));
    ASSERT_EQ(converted(static_cast<float>(value_of(half))) & (is_number ? 0xFFFF : 0x7FFF), is_number ? half : 0x7E00);
  }
}

TEST(halves, floats_are_rounded_to_the_nearest_and_ties_to_even) {
  for (uint32_t half = 0; half < 0x7C00; ++half) {
    const double least = value_of(half);
    const double next = half == 0x7BFF ? 65536 : value_of(half + 1);
    const auto middle = static_cast<float>((least + next) / 2);
    for (const float x : {middle, std::nextafter(middle, 0.0F), std::nextafter(middle, HUGE_VALF)}) {
      ASSERT_EQ(converted(x), nearest(x)) << x;
      ASSERT_EQ(converted(-x), nearest(-x)) << -x;
    }
  }
}

TEST(halves, drawn_floats_of_every_size) {
  Draw draw(1);
  for (uint32_t exponent = 0; exponent < 256; ++exponent) {
    for (int round = 0; round < 200; ++round) {
      const auto fraction = static_cast<uint32_t>(draw.below(size_t{1} << 23));
      const auto sign = static_cast<uint32_t>(draw.below(2)) << 31;
      const auto x = std::bit_cast<float>(sign | (exponent << 23) | fraction);
      const uint32_t ignored = std::isnan(x) ? 0x8000U : 0U;
      ASSERT_EQ(converted(x) | ignored, nearest(x) | ignored) << x;
    }
  }
}

}  // namespace
