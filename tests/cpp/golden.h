// The reference vectors of tests/golden: what PyTorch computed in float64. See tests/golden/README.md.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

struct Tensor {
  std::vector<size_t> shape;
  std::vector<double> values;

  std::vector<float> floats() const { return {values.begin(), values.end()}; }
  std::vector<int32_t> ints() const { return {values.begin(), values.end()}; }
  std::vector<uint8_t> bools() const { return {values.begin(), values.end()}; }
  int32_t dim(size_t axis) const { return static_cast<int32_t>(shape.at(axis)); }
};

struct GoldenCase {
  std::string name;
  /// Parameters that are numbers: one, a list, or a flag, which is 0 or 1.
  std::map<std::string, std::vector<double>> numbers;
  /// The others.
  std::map<std::string, std::string> words;
  std::map<std::string, Tensor> inputs;
  std::map<std::string, Tensor> outputs;
  std::map<std::string, std::string> dtypes;

  bool has(const std::string& input) const { return inputs.count(input) > 0; }
  const Tensor& input(const std::string& key) const { return inputs.at(key); }
  const Tensor& output(const std::string& key) const { return outputs.at(key); }
  template <class T>
  T param(const std::string& key) const {
    return static_cast<T>(numbers.at(key).at(0));
  }
  template <class T>
  T param(const std::string& key, T otherwise) const {
    return numbers.count(key) > 0 ? param<T>(key) : otherwise;
  }
  /// The values of an input, or none where the case has no such input.
  std::vector<float> floats(const std::string& key) const {
    return has(key) ? input(key).floats() : std::vector<float>{};
  }
};

/// Every case of tests/golden/<operation>.json.
std::vector<GoldenCase> load_golden(const std::string& operation);

std::ostream& operator<<(std::ostream& stream, const GoldenCase& golden);

/// Names a golden case's test after the case. (GoogleTest allows no hyphens.)
struct GoldenName {
  template <class Info>
  std::string operator()(const Info& info) const {
    std::string name = info.param.name;
    for (char& letter : name) letter = letter == '-' ? '_' : letter;
    return name;
  }
};

/// One test per golden case: GOLDEN_TEST(softmax) { ... GetParam() ... }
#define GOLDEN_TEST(operation)                                                                                    \
  class operation##_golden : public testing::TestWithParam<GoldenCase> {};                                        \
  INSTANTIATE_TEST_SUITE_P(golden, operation##_golden, testing::ValuesIn(load_golden(#operation)), GoldenName{}); \
  TEST_P(operation##_golden, agrees)
