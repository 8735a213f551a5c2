// The plain forms of what tells an attention where its queries and keys stand. Angles are in float64 for every T, as in
// the kernels: no float32 holds the angle of a far position.
#pragma once

#include <cmath>
#include <vector>

#include "plain.h"

namespace plain {

struct Alibi {
  size_t num_heads, seq_q, seq_k;
};

template <class T>
Outputs<T> alibi_bias(const Alibi& a) {
  const double power = std::exp2(std::floor(std::log2(static_cast<double>(a.num_heads))));
  std::vector<T> slopes, bias;
  for (size_t h = 0; h < a.num_heads; ++h) {
    const auto head = static_cast<double>(h);
    const double exponent = head < power ? 8 * (head + 1) / power : 4 * (2 * (head - power) + 1) / power;
    slopes.push_back(rounded<T>(std::exp2(-exponent), 0));
    for (size_t at = 0; at < a.seq_q * a.seq_k; ++at) {
      const size_t i = at / a.seq_k, j = at % a.seq_k;
      const auto distance = static_cast<double>(i + a.seq_k) - static_cast<double>(j + a.seq_q);
      bias.push_back(-slopes.back() * static_cast<T>(std::abs(distance)));
    }
  }
  return {{"slopes", slopes}, {"bias", bias}};
}

/// Sine and cosine of position * base^(-2 pair / dim). An angle has as many digits as float64; what is left of it after
/// whole turns, fewer.
template <class T>
struct Turn {
  T sine, cosine;

  Turn(double position, size_t pair, size_t dim, double base) {
    const double angle = position * std::pow(base, -2.0 * static_cast<double>(pair) / static_cast<double>(dim));
    const double error = 1e-11 + 1e-15 * std::abs(angle);
    sine = rounded<T>(std::sin(angle), error), cosine = rounded<T>(std::cos(angle), error);
  }
};

/// q: [heads, seq, head_dim], r: [2 seq - 1, head_dim]
struct RelativeScores {
  size_t heads, seq, head_dim;
  std::vector<float> q, r;
};

template <class T>
Outputs<T> relative_scores(const RelativeScores& s, Order order) {
  std::vector<T> scores;
  for (size_t query = 0; query < s.heads * s.seq; ++query) {
    for (size_t j = 0; j < s.seq; ++j) {
      const float* const q = s.q.data() + query * s.head_dim;
      const float* const r = s.r.data() + (j + s.seq - 1 - query % s.seq) * s.head_dim;
      scores.push_back(sum<T>(s.head_dim, order, [&](size_t d) { return T{q[d]} * T{r[d]}; }));
    }
  }
  return {{"scores", scores}};
}

struct Sinusoidal {
  size_t length, dim;
  double base = 10000;
};

template <class T>
Outputs<T> sinusoidal_encoding(const Sinusoidal& s) {
  std::vector<T> y;
  for (size_t at = 0; at < s.length * s.dim; ++at) {
    const size_t position = at / s.dim, d = at % s.dim;
    const Turn<T> turn(static_cast<double>(position), d / 2, s.dim, s.base);
    y.push_back(d % 2 == 0 ? turn.sine : turn.cosine);
  }
  return {{"y", y}};
}

struct Rotary {
  size_t batch, num_heads, seq, head_dim;
  bool interleaved;
  std::vector<float> x;
  /// [seq], [batch, seq], or empty
  std::vector<int32_t> positions;
  double base = 10000;

  size_t batch_stride() const { return positions.size() > seq ? seq : 0; }
  int32_t position(size_t b, size_t s) const {
    return positions.empty() ? static_cast<int32_t>(s) : positions[b * batch_stride() + s];
  }
};

template <class T>
Outputs<T> rotary_embedding(const Rotary& r) {
  const size_t pairs = r.head_dim / 2;
  std::vector<T> y = as<T>(r.x);
  for (size_t row = 0; row < r.batch * r.num_heads * r.seq; ++row) {
    const int32_t position = r.position(row / r.seq / r.num_heads, row % r.seq);
    for (size_t i = 0; i < pairs; ++i) {
      const Turn<T> turn(position, i, r.head_dim, r.base);
      T& first = y[row * r.head_dim + (r.interleaved ? 2 * i : i)];
      T& second = y[row * r.head_dim + (r.interleaved ? 2 * i + 1 : i + pairs)];
      const T before = first;
      first = before * turn.cosine - second * turn.sine;
      second = before * turn.sine + second * turn.cosine;
    }
  }
  return {{"y", y}};
}

}  // namespace plain
