// The plain form of SwiGLU.
#pragma once

#include <vector>

#include "plain.h"

namespace plain {

/// x: [rows, model_dim]
struct Swiglu {
  size_t rows = 1, model_dim = 1, hidden_dim = 1;
  std::vector<float> x, w_gate, w_up, w_down;
};

template <class T>
T silu(T x) {
  return x / (1 + exp(-x));
}

template <class T>
Outputs<T> swiglu(const Swiglu& s, Order order) {
  const std::vector<T> x = as<T>(s.x), up = linear(x, as<T>(s.w_up), {}, s.rows, s.model_dim, s.hidden_dim, order);
  std::vector<T> hidden = linear(x, as<T>(s.w_gate), {}, s.rows, s.model_dim, s.hidden_dim, order);
  for (size_t i = 0; i < hidden.size(); ++i) hidden[i] = silu(hidden[i]) * up[i];
  return {{"y", linear(hidden, as<T>(s.w_down), {}, s.rows, s.hidden_dim, s.model_dim, order)}};
}

}  // namespace plain
