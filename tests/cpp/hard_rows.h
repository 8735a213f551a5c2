// Rows whose means, variances and sums are hard for float32: as good as float64 rounded once they shall be all the
// same.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "draw.h"

struct HardRow {
  std::string name;
  std::vector<float> values;
};

template <class Value>
std::vector<float> row_of(size_t count, const Value& value) {
  std::vector<float> row(count);
  for (size_t i = 0; i < count; ++i) row[i] = static_cast<float>(value(static_cast<double>(i)));
  return row;
}

inline std::vector<HardRow> hard_rows() {
  const auto odd = [](double i) { return std::fmod(i, 2); };
  std::vector<HardRow> rows = {
      {"a large mean", row_of(16, [](double i) { return 1e4 + i * 1e-3; })},
      {"ten million, give or take one", row_of(4096, [&](double i) { return 1e7 - 1 + 2 * odd(i); })},
      {"a million, and seven values", row_of(7, [](double i) { return 1e6 + std::fmod(i, 3); })},
      {"one value", {3.0F}},
      {"all equal", row_of(1000, [](double) { return 0.1; })},
      {"all equal and huge", row_of(77, [](double) { return 3e38; })},
      {"all but the first equal", row_of(999, [](double i) { return i == 0 ? 0.0 : 1e7; })},
      {"all but the last equal", row_of(100000, [](double i) { return i == 99999 ? 1e7 + 1 : 1e7; })},
      {"squares beyond float32", row_of(50, [](double i) { return (i - 20) * 1e30; })},
      {"the largest numbers", row_of(33, [&](double i) { return 3.4e38 * (2 * odd(i) - 1); })},
      {"squares below float32", row_of(50, [](double i) { return (i - 20) * 1e-30; })},
      {"the smallest numbers", row_of(50, [&](double i) { return 1e-38 * (1 + odd(i)); })},
      {"a million alike", row_of(1000000, [](double i) { return 0.1 + std::fmod(i, 3) * 1e-3; })},
      {"a million, rising", row_of(1000003, [](double i) { return i / 1e5; })},
  };
  Draw draw(77);
  rows.push_back({"drawn", draw.normal(100003)});
  for (const size_t length : {5U, 513U, 1025U}) {
    std::vector<float> drawn = draw.normal(length);
    for (float& value : drawn) value += 1e5F;
    rows.push_back({"drawn about a large mean", drawn});
  }
  return rows;
}

/// Within 2e-6 of the largest of the right values, or of `scale`.
inline void expect_as_float64(const std::vector<float>& actual, const std::vector<double>& expected, double scale = 0) {
  double largest = scale;
  for (const double value : expected) largest = std::max(largest, std::abs(value));
  ASSERT_EQ(actual.size(), expected.size());
  for (size_t i = 0; i < actual.size(); ++i) {
    if (std::isnan(expected[i])) {
      ASSERT_TRUE(std::isnan(actual[i])) << i;
    } else {
      ASSERT_NEAR(double{actual[i]}, expected[i], 2e-6 * largest) << i;
    }
  }
}
