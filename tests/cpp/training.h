// The plain forms of what only training needs.
#pragma once

#include <cmath>
#include <vector>

#include "plain.h"

namespace plain {

/// table: [vocab, dim] of the forward pass, dy: [ids.size(), dim] of the backward pass.
struct Embedding {
  size_t vocab = 1, dim = 1;
  std::vector<int32_t> ids;
  std::vector<float> table, dy;
};

template <class T>
Outputs<T> embedding(const Embedding& e) {
  std::vector<T> y;
  for (const int32_t id : e.ids) {
    const float* const row = e.table.data() + static_cast<size_t>(id) * e.dim;
    y.insert(y.end(), row, row + e.dim);
  }
  return {{"y", y}};
}

template <class T>
Outputs<T> embedding_backward(const Embedding& e, Order order) {
  std::vector<T> dtable;
  for (size_t id = 0; id < e.vocab; ++id) {
    std::vector<size_t> rows;
    for (size_t row = 0; row < e.ids.size(); ++row) {
      if (static_cast<size_t>(e.ids[row]) == id) rows.push_back(row);
    }
    for (size_t d = 0; d < e.dim; ++d) {
      dtable.push_back(sum<T>(rows.size(), order, [&](size_t i) { return T{e.dy[rows[i] * e.dim + d]}; }));
    }
  }
  return {{"dtable", dtable}};
}

template <class T>
Outputs<T> relu_backward(const std::vector<float>& x, const std::vector<float>& dy) {
  std::vector<T> dx;
  for (size_t i = 0; i < x.size(); ++i) dx.push_back(x[i] <= 0 ? T{0} : T{dy[i]});
  return {{"dx", dx}};
}

template <class T>
Outputs<T> gelu_backward(const std::vector<float>& x, const std::vector<float>& dy, bool approximate) {
  std::vector<T> dx;
  for (size_t i = 0; i < x.size(); ++i) dx.push_back(T{dy[i]} * gelu_slope(T{x[i]}, approximate));
  return {{"dx", dx}};
}

/// x, dy: [rows, dim], gamma: [dim]
struct RmsNormGradient {
  std::vector<float> x, gamma, dy;
  double eps = 1e-6;
};

template <class T>
Outputs<T> rms_norm_backward(const RmsNormGradient& r, Order order) {
  const std::vector<T> x = as<T>(r.x), gamma = as<T>(r.gamma), dy = as<T>(r.dy);
  const size_t dim = gamma.size(), rows = dim == 0 ? 0 : x.size() / dim;
  std::vector<T> dx, n, dgamma;
  for (size_t first = 0; first < rows * dim; first += dim) {
    const T root = root_mean_square(x.data() + first, dim, r.eps, order);
    for (size_t d = 0; d < dim; ++d) n.push_back(x[first + d] / root);
    const auto gradient = [&](size_t d) { return gamma[d] * dy[first + d]; };
    const T along = sum<T>(dim, order, [&](size_t d) { return gradient(d) * n[first + d]; }) / static_cast<T>(dim);
    for (size_t d = 0; d < dim; ++d) dx.push_back((gradient(d) - n[first + d] * along) / root);
  }
  for (size_t d = 0; d < dim; ++d) {
    dgamma.push_back(sum<T>(rows, order, [&](size_t row) { return dy[row * dim + d] * n[row * dim + d]; }));
  }
  return {{"dx", dx}, {"dgamma", dgamma}};
}

/// All of one length.
struct AdamwStep {
  std::vector<float> param, grad, m, v;
  double lr = 1e-3, beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weight_decay = 0.01;
  int32_t step = 1;
};

template <class T>
Outputs<T> adamw_step(const AdamwStep& a) {
  const auto number = [](double value) { return rounded<T>(value, 0); };
  const T rate = number(a.lr / (1 - std::pow(a.beta1, a.step))), eps = number(a.eps);
  const T root = number(std::sqrt(1 - std::pow(a.beta2, a.step)));
  const T kept = number(1 - a.lr * a.weight_decay);
  Outputs<T> next{{"param", {}}, {"m", {}}, {"v", {}}};
  for (size_t i = 0; i < a.param.size(); ++i) {
    const T g = a.grad[i], m = a.m[i], v = a.v[i];
    // As torch.lerp, from the nearer end.
    const T mean = a.beta1 > 0.5 ? m + number(1 - a.beta1) * (g - m) : g - number(a.beta1) * (g - m);
    const T square = number(a.beta2) * v + number(1 - a.beta2) * g * g;
    next["param"].push_back(kept * T{a.param[i]} - rate * mean / (sqrt(square) / root + eps));
    next["m"].push_back(mean);
    next["v"].push_back(square);
  }
  return next;
}

}  // namespace plain
