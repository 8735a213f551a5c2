// Inputs for property tests: the same numbers on every run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

class Draw {
 public:
  explicit Draw(uint32_t seed) : engine_(seed) {}

  std::vector<float> normal(size_t count, float deviation = 1.0F) {
    std::normal_distribution<float> distribution(0.0F, deviation);
    std::vector<float> values(count);
    for (float& value : values) value = distribution(engine_);
    return values;
  }

  std::vector<uint8_t> booleans(size_t count, double probability) {
    std::bernoulli_distribution distribution(probability);
    std::vector<uint8_t> values(count);
    for (uint8_t& value : values) value = distribution(engine_) ? 1 : 0;
    return values;
  }

  /// From 0 to below `limit`.
  size_t below(size_t limit) { return std::uniform_int_distribution<size_t>(0, limit - 1)(engine_); }

 private:
  std::mt19937 engine_;
};
