// The plain forms of cross-entropy and its gradient.
#pragma once

#include <algorithm>
#include <limits>
#include <vector>

#include "plain.h"

namespace plain {

/// logits: [targets.size(), vocab]
struct CrossEntropy {
  size_t vocab = 1;
  std::vector<float> logits;
  std::vector<int32_t> targets;
  int32_t ignore_index = -100;
  /// Of the gradient.
  double dloss = 1;

  bool counts(size_t row) const { return targets[row] != ignore_index; }
  size_t count() const {
    return targets.size() - static_cast<size_t>(std::count(targets.begin(), targets.end(), ignore_index));
  }
  size_t target(size_t row) const { return static_cast<size_t>(targets[row]); }
  template <class T>
  std::vector<T> row(size_t index) const {
    const float* const first = logits.data() + index * vocab;
    return {first, first + vocab};
  }
};

template <class T>
Outputs<T> cross_entropy(const CrossEntropy& c, Order order) {
  std::vector<T> losses(c.targets.size()), counted;
  for (size_t i = 0; i < losses.size(); ++i) {
    if (!c.counts(i)) continue;
    std::vector<T> weights = c.row<T>(i);
    const T right = weights[c.target(i)];
    losses[i] = softmax_run(weights.data(), c.vocab, 1, order) - right;
    counted.push_back(losses[i]);
  }
  const T loss = counted.empty() ? T{std::numeric_limits<float>::quiet_NaN()}
                                 : mean<T>(counted.size(), order, [&](size_t i) { return counted[i]; });
  return {{"loss", {loss}}, {"losses", losses}};
}

template <class T>
Outputs<T> cross_entropy_backward(const CrossEntropy& c, Order order) {
  std::vector<T> dlogits;
  for (size_t i = 0; i < c.targets.size(); ++i) {
    std::vector<T> own(c.vocab);
    if (c.counts(i)) {
      const T share = static_cast<T>(c.dloss) / static_cast<T>(c.count());
      own = c.row<T>(i);
      softmax_run(own.data(), c.vocab, 1, order);
      for (size_t v = 0; v < c.vocab; ++v) own[v] = share * (v == c.target(i) ? own[v] - 1 : own[v]);
    }
    dlogits.insert(dlogits.end(), own.begin(), own.end());
  }
  return {{"dlogits", dlogits}};
}

}  // namespace plain
