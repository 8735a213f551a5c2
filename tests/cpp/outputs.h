// Checks of all outputs of an operation at once, by name.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "closeness.h"
#include "golden.h"
#include "plain.h"

using plain::Outputs;

/// What an operation gave, and the shapes of that.
struct Actual {
  std::map<std::string, std::vector<size_t>> shapes;
  Outputs<float> values;
};

/// `formula(T, order)` gives the outputs as Outputs<T>; its values in float64 are right, or else those of `golden`.
template <class Formula>
void expect_outputs(const Actual& actual, const Formula& formula, const GoldenCase* golden = nullptr) {
  const Outputs<double> plain = formula(double{}, plain::Order::forward);
  for (const auto& [name, values] : actual.values) {
    const auto part = [&formula, output = name](auto type, plain::Order order) {
      return formula(type, order).at(output);
    };
    if (golden != nullptr) {
      expect_same_formula(name, plain.at(name), golden->output(name).values);
      EXPECT_EQ(actual.shapes.at(name), golden->output(name).shape);
    }
    const std::vector<double>& expected = golden != nullptr ? golden->output(name).values : plain.at(name);
    expect_close(name, actual.shapes.at(name), values, reference(expected, part));
  }
}

/// The gradient of `loss` at x by central differences, good to about 1e-9 of the values.
template <class Loss>
std::vector<double> central_differences(const Loss& loss, std::vector<double> x) {
  constexpr double step = 1e-5;
  std::vector<double> slopes;
  for (double& value : x) {
    const double before = value;
    value = before + step;
    const double above = loss(x);
    value = before - step;
    slopes.push_back((above - loss(x)) / (2 * step));
    value = before;
  }
  return slopes;
}

inline size_t product(const std::vector<size_t>& shape) {
  size_t count = 1;
  for (const size_t size : shape) count *= size;
  return count;
}

inline int32_t int32(size_t size) { return static_cast<int32_t>(size); }

/// Sizes around the widths of batches and strips.
inline constexpr size_t edges[] = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 65};
