// How near a float32 kernel must come to float64 values, derived from float32 itself.
//
// The rule is FlashAttention's: a kernel may err by twice what the plain formula errs when it is evaluated in float32.
// That error depends on the order in which sums are taken, and in a small tensor also on luck; so it is the largest
// over several orders, and every result may in addition be off by 4 units of rounding (2 ulp) of the largest value: the
// accuracy of the vectorised elementary functions and of a final rounding, which the plain formula, whose elementary
// functions are exact to half an ulp, may happen not to show.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "plain.h"

/// Values in float64 and how far from them a kernel may be, anywhere in the tensor.
struct Reference {
  std::vector<double> values;
  double tolerance;
};

inline double largest_magnitude(const std::vector<double>& values) {
  double largest = 0;
  for (const double value : values) {
    if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  }
  return largest;
}

/// Measures the tolerance for `values`, which `formula(T, order)` approximates with T = float. `formula` is called with
/// a value of the type to compute in and the order of summation, and returns a vector of that type.
template <class Formula>
Reference reference(const std::vector<double>& values, const Formula& formula) {
  constexpr double unit_of_rounding = std::numeric_limits<float>::epsilon() / 2.0;
  double plain_error = 0;
  for (const plain::Order order : plain::orders) {
    const std::vector<float> computed = formula(float{}, order);
    for (size_t i = 0; i < values.size(); ++i) {
      const double difference = std::abs(static_cast<double>(computed.at(i)) - values[i]);
      if (std::isfinite(values[i])) plain_error = std::max(plain_error, difference);
    }
  }
  return {values, 2 * plain_error + 4 * unit_of_rounding * largest_magnitude(values)};
}

/// The same with the formula's own float64 values.
template <class Formula>
Reference reference(const Formula& formula) {
  return reference(formula(double{}, plain::Order::forward), formula);
}

/// Fails the test at the first value that is too far off, naming its index. Infinities must agree exactly.
void expect_close(const std::string& what, const std::vector<size_t>& shape, const std::vector<float>& actual,
                  const Reference& expected);

/// Fails the test unless the oracle's float64 values are those of a golden file, which prints 12 digits, or of a value
/// that is a float32 the fewest digits that name it.
void expect_same_formula(const std::string& what, const std::vector<double>& plain, const std::vector<double>& golden);
