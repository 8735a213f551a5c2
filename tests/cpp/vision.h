// Plain forms that operations on images share.
#pragma once

#include <cmath>
#include <vector>

#include "plain.h"

namespace plain {

template <class T>
T sigmoid(T x) {
  return 1 / (1 + std::exp(-x));
}

/// relu(z w1^T + b1) w2^T + b2 over rows of `channels`; biases may be empty.
template <class T>
std::vector<T> two_layers(const std::vector<T>& z, const std::vector<float>& w1, const std::vector<float>& b1,
                          const std::vector<float>& w2, const std::vector<float>& b2, size_t rows, size_t channels,
                          size_t hidden_dim, Order order) {
  std::vector<T> hidden = linear(z, as<T>(w1), as<T>(b1), rows, channels, hidden_dim, order);
  for (T& value : hidden) value = std::max(value, T{0});
  return linear(hidden, as<T>(w2), as<T>(b2), rows, hidden_dim, channels, order);
}

/// Mean and maximum of `count` values; of nothing both are 0.
template <class T, class Term>
std::pair<T, T> mean_and_maximum(size_t count, Order order, const Term& term) {
  if (count == 0) return {0, 0};
  T maximum = term(0);
  for (size_t i = 1; i < count; ++i) maximum = std::max(maximum, T{term(i)});
  return {sum<T>(count, order, term) / static_cast<T>(count), maximum};
}

}  // namespace plain
