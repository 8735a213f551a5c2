// Elementary functions of a batch. The polynomials are minimax fits of relative error (Remez exchange); the error of
// each function is measured over its whole range and asserted in tests/cpp/elementary_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>

#include "simd/batch.h"

namespace dojo {

inline constexpr float one = 1.0F;
inline constexpr float log2_e = 1.44269504F;
/// Adding 1.5 * 2^23 rounds to an integer and leaves that integer in the low bits.
inline constexpr float round_to_integer = 12582912.0F;

/// c[0] + c[1] x + ... + c[n-1] x^(n-1), by Horner's rule.
template <const auto& c>
Batch polynomial(Batch x) {
  constexpr size_t last = std::size(c) - 1;
  Batch sum = load_constant(c + last);
  for (size_t k = last; k-- > 0;) sum = multiply_add(sum, x, load_constant(c + k));
  return sum;
}

/// exp(high + low), where `low` is a correction of at most 2^-10 of `high`: for arguments that are known better than a
/// float can say. See `exp`.
inline Batch exp_of_sum(Batch high, Batch low) {
  // exp(x) = 2^n exp(r), n = round(x / ln 2), |r| <= ln(2) / 2. A shift brings n from the low bits into the exponent.
  // -ln 2 in two parts; the first has 9 bits, so that its product with n is exact.
  static constexpr float minus_ln2_high = -0.693359375F;
  static constexpr float minus_ln2_low = 2.12194440e-4F;
  static constexpr float c[] = {1.0F, 1.0F, 0.49999991F, 0.1666642F, 0.041668228F, 0.008374857F, 0.0013836795F};
  // Beyond these the result, or the exponent arithmetic, leaves the normal floats.
  static constexpr float smallest = -87.336F;
  static constexpr float largest = 88.72284F;
  static constexpr float infinity = std::numeric_limits<float>::infinity();

  const Batch x = high + low;
  const Batch shifted = multiply_add(x, constant<log2_e>(), constant<round_to_integer>());
  const Batch n = shifted - constant<round_to_integer>();
  Batch r = multiply_add(n, constant<minus_ln2_high>(), high);
  r = multiply_add(n, constant<minus_ln2_low>(), r) + low;
  const auto exponent = xsimd::bitwise_cast<int32_t>(shifted) << 23;
  const Batch result = xsimd::bitwise_cast<float>(xsimd::bitwise_cast<int32_t>(polynomial<c>(r)) + exponent);
  const Batch bounded = xsimd::select(x > constant<largest>(), constant<infinity>(), result);
  return xsimd::select(x < constant<smallest>(), Batch(0.0F), bounded);
}

/// e^x within 1.3 ulp. Results below the normal floats (x < -87.336) are 0, above the floats infinity; NaN stays NaN.
inline Batch exp(Batch x) { return exp_of_sum(x, Batch(0.0F)); }

/// 2^x for x < 128 within 2.1 ulp: half the work of `exp`, where the argument is at hand in powers of two. Below the
/// normal floats (x < -126) it is something below them, from -127 downwards 0. NaN stays NaN.
inline Batch exp2_of_score(Batch x) {
  static constexpr float c[] = {1.0F, 0.693147004F, 0.240222424F, 0.0555073358F, 0.00967151299F, 0.00132647273F};
  // At -127 the exponent bits of the result have run out, and the polynomial leaves no mantissa.
  static constexpr float least = -127.0F;
  const Batch bounded = at_least(x, constant<least>());
  const Batch shifted = bounded + constant<round_to_integer>();
  const Batch r = bounded - (shifted - constant<round_to_integer>());
  const auto exponent = xsimd::bitwise_cast<int32_t>(shifted) << 23;
  return xsimd::bitwise_cast<float>(xsimd::bitwise_cast<int32_t>(polynomial<c>(r)) + exponent);
}

/// The larger of x and 0; NaN stays NaN.
inline Batch relu(Batch x) { return xsimd::select(x < Batch(0.0F), Batch(0.0F), x); }

/// 1 / (1 + e^-x) within 2.5 ulp where it is a normal float, 0 below.
inline Batch sigmoid(Batch x) { return constant<one>() / (constant<one>() + exp(-x)); }

/// x sigmoid(x) within 3.5 ulp for x > -88, -0 where e^-x is beyond the floats. Of -infinity it is NaN.
inline Batch silu(Batch x) { return x / (constant<one>() + exp(-x)); }

/// tanh(x) within 1.5 ulp.
inline Batch tanh(Batch x) {
  static constexpr float c[] = {-0.3333328F, 0.13331442F, -0.053739715F, 0.020639086F, -0.0057049864F};
  static constexpr float two = 2.0F;
  static constexpr float near = 0.625F;
  const Batch magnitude = xsimd::abs(x);
  const Batch square = x * x;
  const Batch near_zero = multiply_add(x * square, polynomial<c>(square), x);
  // (e^2a - 1) / (e^2a + 1), written so that it tends to 1 and never to infinity / infinity.
  const Batch elsewhere = constant<one>() - constant<two>() / (exp(magnitude + magnitude) + constant<one>());
  return xsimd::select(magnitude < constant<near>(), near_zero, xsimd::copysign(elsewhere, x));
}

/// e^(a^2) erfc(a) for a >= 0: what is left of erfc once its steep factor is taken out. With t = 1 / (1 + 0.4 a) it is
/// t times a polynomial in t - 0.6, good up to a = 10.2, beyond which the factor is no longer a float.
inline Batch scaled_erfc(Batch a) {
  static constexpr float steepness = 0.4F;
  static constexpr float center = 0.6F;
  static constexpr float c[] = {0.49381247F, 0.8060793F,    0.90030253F,  0.60750693F, 0.11052016F,
                                -0.1726878F, -0.088555746F, 0.067912616F, 0.0381874F,  -0.029014254F};
  const Batch t = constant<one>() / multiply_add(constant<steepness>(), a, constant<one>());
  return t * polynomial<c>(t - constant<center>());
}

/// The error function within 1.5 ulp.
inline Batch erf(Batch x) {
  // erf(x) / x - 1 as a polynomial in x^2.
  static constexpr float c[] = {0.12837917F,   -0.37612626F,    0.11283585F,    -0.026853811F,
                                0.0051883277F, -0.00080101937F, 0.000078538607F};
  const Batch magnitude = xsimd::abs(x);
  const Batch near_zero = multiply_add(x, polynomial<c>(x * x), x);
  const Batch elsewhere = constant<one>() - exp(-x * x) * scaled_erfc(magnitude);
  return xsimd::select(magnitude < constant<one>(), near_zero, xsimd::copysign(elsewhere, x));
}

/// The standard normal distribution at x: its distribution function, (1 + erf(x / sqrt 2)) / 2, and its density times
/// sqrt(2 pi), e^(-x^2 / 2), 0 where that is below 1e-38.
struct NormalDistribution {
  Batch cdf, density;
};

/// The function within 3.5 ulp for x > -1, and within 7 ulp down to where it is 1e-38; the density within 2 ulp.
[[gnu::always_inline]] inline NormalDistribution normal_distribution(Batch x) {
  // (Phi(x) - 1/2) / x as a polynomial in x^2.
  static constexpr float c[] = {0.39894229F,   -0.066490315F,  0.009973078F,
                                -0.001185785F, 0.00011295217F, -0.0000074628947F};
  static constexpr float one_half = 0.5F;
  static constexpr float beyond_underflow = 16.0F;
  static constexpr float sqrt_one_half = 0.70710678F;
  const Batch half = constant<one_half>();
  const Batch magnitude = xsimd::abs(x);
  const Batch near_zero = multiply_add(x, polynomial<c>(x * x), half);
  const Batch a = xsimd::select(magnitude > constant<beyond_underflow>(), constant<beyond_underflow>(), magnitude);
  // a^2 = high^2 + (a - high)(a + high), where high keeps 12 bits of a, so that its square is exact: rounding a^2
  // itself would cost up to a^2 / 2 ulp after the exponential.
  const Batch high = xsimd::bitwise_cast<float>(xsimd::bitwise_cast<int32_t>(a) & xsimd::batch<int32_t>(-4096));
  const Batch density = exp_of_sum(-half * high * high, -half * (a - high) * (a + high));
  const Batch tail = half * density * scaled_erfc(a * constant<sqrt_one_half>());
  const Batch elsewhere = xsimd::select(x < Batch(0.0F), tail, constant<one>() - tail);
  return {xsimd::select(magnitude < constant<one>(), near_zero, elsewhere), density};
}

inline Batch normal_cdf(Batch x) { return normal_distribution(x).cdf; }

}  // namespace dojo
