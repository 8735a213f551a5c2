// The plain forms of attention over images.
#pragma once

#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

#include "additive.h"
#include "plain.h"

namespace plain {

template <class T>
T sigmoid(T x) {
  return 1 / (1 + exp(-x));
}

/// relu(z w1^T + b1) w2^T + b2 over rows of `channels`; biases may be empty.
template <class T>
std::vector<T> two_layers(const std::vector<T>& z, const std::vector<float>& w1, const std::vector<float>& b1,
                          const std::vector<float>& w2, const std::vector<float>& b2, size_t rows, size_t channels,
                          size_t hidden_dim, Order order) {
  const std::vector<T> hidden = relu(linear(z, as<T>(w1), as<T>(b1), rows, channels, hidden_dim, order));
  return linear(hidden, as<T>(w2), as<T>(b2), rows, hidden_dim, channels, order);
}

/// Mean and maximum of `count` values; of nothing both are 0.
template <class T, class Term>
std::pair<T, T> mean_and_maximum(size_t count, Order order, const Term& term) {
  if (count == 0) return {0, 0};
  T maximum = term(0);
  for (size_t i = 1; i < count; ++i) maximum = max(maximum, T{term(i)});
  return {mean<T>(count, order, term), maximum};
}

struct SqueezeExcitation {
  size_t batch, channels, height, width, hidden_dim;
  std::vector<float> x, w1, b1, w2, b2;
};

template <class T>
Outputs<T> squeeze_excitation(const SqueezeExcitation& s, Order order) {
  const size_t pixels = s.height * s.width;
  std::vector<T> y = as<T>(s.x), means;
  for (size_t plane = 0; plane < s.batch * s.channels; ++plane) {
    means.push_back(mean<T>(pixels, order, [&](size_t p) { return y[plane * pixels + p]; }));
  }
  std::vector<T> gate = two_layers(means, s.w1, s.b1, s.w2, s.b2, s.batch, s.channels, s.hidden_dim, order);
  for (T& value : gate) value = sigmoid(value);
  for (size_t i = 0; i < y.size(); ++i) y[i] *= gate[i / pixels];
  return {{"y", y}, {"gate", gate}};
}

struct Cbam {
  size_t batch, channels, height, width, hidden_dim, kernel_height, kernel_width;
  std::vector<float> x, w1, w2, kernel, bias;
};

/// maps: mean and maximum over the channels, [2, height, width]. The bias is a term as others are.
template <class T>
T convolve(const Cbam& c, const std::vector<T>& maps, size_t row, size_t column, Order order) {
  const auto before = [](size_t size) { return (std::max(size, size_t{1}) - 1) / 2; };
  const size_t size = c.kernel_height * c.kernel_width;
  // Pixels outside the plane give none: there may be NaN in the kernel.
  std::vector<T> terms = as<T>(c.bias);
  for (size_t tap = 0; tap < 2 * size; ++tap) {
    const size_t r = row + tap % size / c.kernel_width, s = column + tap % c.kernel_width;
    if (r < before(c.kernel_height) || r - before(c.kernel_height) >= c.height) continue;
    if (s < before(c.kernel_width) || s - before(c.kernel_width) >= c.width) continue;
    const size_t pixel = (r - before(c.kernel_height)) * c.width + s - before(c.kernel_width);
    terms.push_back(T{c.kernel[tap]} * maps[tap / size * c.height * c.width + pixel]);
  }
  return sum<T>(terms.size(), order, [&](size_t i) { return terms[i]; });
}

template <class T>
Outputs<T> cbam(const Cbam& c, Order order) {
  const size_t pixels = c.height * c.width;
  std::vector<T> y = as<T>(c.x), channel, spatial;
  for (size_t b = 0; b < c.batch; ++b) {
    T* const image = y.data() + b * c.channels * pixels;
    std::vector<T> squeezed(2 * c.channels), maps(2 * pixels);
    for (size_t k = 0; k < c.channels; ++k) {
      std::tie(squeezed[k], squeezed[c.channels + k]) =
          mean_and_maximum<T>(pixels, order, [&](size_t p) { return image[k * pixels + p]; });
    }
    const std::vector<T> excited = two_layers(squeezed, c.w1, {}, c.w2, {}, 2, c.channels, c.hidden_dim, order);
    for (size_t k = 0; k < c.channels; ++k) {
      channel.push_back(sigmoid(excited[k] + excited[c.channels + k]));
      for (size_t p = 0; p < pixels; ++p) image[k * pixels + p] *= channel.back();
    }
    for (size_t p = 0; p < pixels; ++p) {
      std::tie(maps[p], maps[pixels + p]) =
          mean_and_maximum<T>(c.channels, order, [&](size_t k) { return image[k * pixels + p]; });
    }
    for (size_t p = 0; p < pixels; ++p) {
      spatial.push_back(sigmoid(convolve(c, maps, p / c.width, p % c.width, order)));
      for (size_t k = 0; k < c.channels; ++k) image[k * pixels + p] *= spatial.back();
    }
  }
  return {{"y", y}, {"channel", channel}, {"spatial", spatial}};
}

struct NonLocal {
  size_t batch, channels, height, width, inner_dim;
  std::vector<float> x, theta, phi, g, wz;
};

template <class T>
Outputs<T> non_local(const NonLocal& n, Order order) {
  const size_t pixels = n.height * n.width, rows = n.batch * pixels;
  std::vector<T> f(n.x.size());
  const auto at = [&](size_t row, size_t k) { return (row / pixels * n.channels + k) * pixels + row % pixels; };
  for (size_t row = 0; row < rows; ++row) {
    for (size_t k = 0; k < n.channels; ++k) f[row * n.channels + k] = n.x[at(row, k)];
  }
  const auto project = [&](const std::vector<float>& w) {
    return linear(f, as<T>(w), {}, rows, n.channels, n.inner_dim, order);
  };
  const std::vector<T> q = project(n.theta), k = project(n.phi), v = project(n.g);
  std::vector<T> scores(rows * pixels);
  for (size_t i = 0; i < scores.size(); ++i) {
    const size_t row = i / pixels, key = row / pixels * pixels + i % pixels;
    scores[i] = score(q.data() + row * n.inner_dim, k.data() + key * n.inner_dim, n.inner_dim, {}, order).value;
  }
  const AttentionOutputs<T> attended = weigh(scores, {}, v, pixels, pixels, n.inner_dim, rows, order);
  const std::vector<T> z = linear(attended.out, as<T>(n.wz), {}, rows, n.inner_dim, n.channels, order);
  std::vector<T> y = as<T>(n.x);
  for (size_t row = 0; row < rows; ++row) {
    for (size_t channel = 0; channel < n.channels; ++channel) y[at(row, channel)] += z[row * n.channels + channel];
  }
  return {{"y", y}, {"weights", attended.weights}};
}

struct SpatialPyramid {
  size_t batch, channels, height, width;
  std::vector<int32_t> levels;
  std::vector<float> x, q;

  size_t regions() const {
    size_t total = 0;
    for (const int32_t level : levels) total += static_cast<size_t>(level * level);
    return total;
  }
};

/// image: [channels, height, width]; the means of all regions: [regions, channels]
template <class T>
std::vector<T> pool(const SpatialPyramid& s, const T* image, Order order) {
  std::vector<T> pooled;
  for (const int32_t level : s.levels) {
    const auto n = static_cast<size_t>(level);
    for (size_t region = 0; region < n * n; ++region) {
      const size_t top = region / n * s.height / n, bottom = ((region / n + 1) * s.height + n - 1) / n;
      const size_t left = region % n * s.width / n, right = ((region % n + 1) * s.width + n - 1) / n;
      for (size_t channel = 0; channel < s.channels; ++channel) {
        pooled.push_back(mean<T>((bottom - top) * (right - left), order, [&](size_t p) {
          const size_t row = top + p / (right - left), column = left + p % (right - left);
          return image[(channel * s.height + row) * s.width + column];
        }));
      }
    }
  }
  return pooled;
}

template <class T>
Outputs<T> spatial_pyramid_attention(const SpatialPyramid& s, Order order) {
  const std::vector<T> x = as<T>(s.x);
  const T scale = 1 / sqrt(static_cast<T>(std::max(s.channels, size_t{1})));
  AttentionOutputs<T> result;
  for (size_t b = 0; b < s.batch; ++b) {
    const std::vector<T> pooled = pool(s, x.data() + b * s.channels * s.height * s.width, order);
    std::vector<T> weights = linear(pooled, as<T>(s.q), {}, s.regions(), s.channels, 1, order);
    for (T& weight : weights) weight *= scale;
    softmax_run(weights.data(), weights.size(), 1, order);
    for (size_t d = 0; d < s.channels; ++d) {
      const auto term = [&](size_t r) { return weights[r] * pooled[r * s.channels + d]; };
      result.out.push_back(sum<T>(weights.size(), order, term));
    }
    result.weights.insert(result.weights.end(), weights.begin(), weights.end());
  }
  return {{"out", result.out}, {"weights", result.weights}};
}

}  // namespace plain
