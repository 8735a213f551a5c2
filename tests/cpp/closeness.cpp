#include "closeness.h"

#include <gtest/gtest.h>

#include <iomanip>
#include <sstream>

namespace {

std::string index_of(size_t flat, const std::vector<size_t>& shape) {
  std::vector<size_t> index(shape.size());
  for (size_t axis = shape.size(); axis-- > 0;) {
    index[axis] = flat % shape[axis];
    flat /= shape[axis];
  }
  std::ostringstream text;
  text << "[";
  for (size_t axis = 0; axis < index.size(); ++axis) text << (axis > 0 ? ", " : "") << index[axis];
  return text.str() + "]";
}

// Written so that NaN is far from everything.
bool is_close(double actual, double expected, double tolerance) {
  return actual == expected || std::abs(actual - expected) <= tolerance;
}

}  // namespace

void expect_close(const std::string& what, const std::vector<size_t>& shape, const std::vector<float>& actual,
                  const Reference& expected) {
  ASSERT_EQ(actual.size(), expected.values.size()) << what;
  size_t wrong = 0;
  size_t first = 0;
  for (size_t i = actual.size(); i-- > 0;) {
    if (is_close(static_cast<double>(actual[i]), expected.values[i], expected.tolerance)) continue;
    ++wrong;
    first = i;
  }
  if (wrong == 0) return;
  ADD_FAILURE() << what << index_of(first, shape) << std::setprecision(9) << ": expected " << expected.values[first]
                << ", actual " << actual[first] << ", tolerance " << expected.tolerance << "; " << wrong << " of "
                << actual.size() << " values are off";
}

void expect_same_formula(const std::string& what, const std::vector<double>& plain, const std::vector<double>& golden) {
  ASSERT_EQ(plain.size(), golden.size()) << what;
  const double tolerance = 1e-11 * std::max(1.0, largest_magnitude(golden));
  for (size_t i = 0; i < plain.size(); ++i) {
    const auto narrow = static_cast<float>(plain[i]);
    const bool same_float = static_cast<double>(narrow) == plain[i] && narrow == static_cast<float>(golden[i]);
    ASSERT_TRUE(same_float || is_close(plain[i], golden[i], tolerance))
        << what << "[" << i << "]: plain " << plain[i] << ", golden " << golden[i];
  }
}
