// Numbers with a bound of what float32 may be off: with T = Bounded, the formulas of plain.h give a value in float64
// and a tolerance for each element, whatever the order in which a kernel takes its sums.
//
// Values are finite ones with a finite error; NaN and infinities, which a kernel has to give as well; infinities with
// an error, of which it may make NaN (a sum of parts does: cpp/simd/long_sum.h); and unknown ones, whose error is
// infinite: float32 may leave its range on the way to them. Where the kernels promise to come back from there (scores,
// softmax, means, normalization), there is a function for Bounded below.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "plain.h"

namespace plain {

struct Bounded {
  static constexpr double infinity = std::numeric_limits<double>::infinity();
  static constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
  /// Half a unit in the last place, relative, and the smallest float: what a rounding costs.
  static constexpr double unit = 0x1p-24, least = 0x1p-149;
  static constexpr double largest = std::numeric_limits<float>::max();
  /// Below the normal floats the kernels' exponentials are 0.
  static constexpr double underflow = 0x1p-125;
  /// Of a sum, as a share of the sum of its magnitudes: long ones stay within 2e-6 (cpp/simd/long_sum.h).
  static double rounding_of_sum(size_t count) { return std::min(unit * (static_cast<double>(count) + 2), 2.2e-6); }
  /// The vectorised elementary functions (cpp/simd/elementary.h) stay within 7 ulp, most within 2.5.
  static constexpr double function = 8 * unit;

  double value = 0, error = 0;

  Bounded() = default;
  Bounded(double exact) : value(exact) {}
  Bounded(double value_, double error_) : value(value_), error(error_) {}

  static Bounded unknown() { return {0, infinity}; }
  /// Of an argument that is off by `error` at most, rounded to float32.
  static Bounded rounded(double value, double error) {
    if (!std::isfinite(value)) return {value};
    const double bound = error + unit * std::abs(value) + (value == 0 ? 0 : least);
    return std::abs(value) + bound > largest || std::isnan(bound) ? unknown() : Bounded(value, bound);
  }

  bool is_not_finite() const { return std::isinf(value) && error > 0; }
  /// Whether there is anything to be said of what is computed with it.
  bool is_known() const { return error < infinity && !is_not_finite(); }

  /// The sum of any number of terms, added up in any order.
  class Sum {
   public:
    void add(const Bounded& term) {
      count_ += 1;
      value_ += term.value;
      error_ = term.is_known() ? error_ + term.error : infinity;
      if (std::isfinite(term.value)) magnitude_ += std::abs(term.value);
    }
    Bounded total() const { return magnitude_ > largest && !std::isnan(value_) ? unknown() : sum(); }
    /// A sum that may have left float32.
    Bounded sum() const {
      if (!(error_ < infinity)) return unknown();
      if (!std::isfinite(value_)) return {value_, std::isinf(value_) && count_ > 1 ? 1.0 : 0.0};
      return {value_, error_ + (magnitude_ > 0 ? rounding_of_sum(count_) * magnitude_ + least : 0)};
    }
    Bounded mean() const {
      const Bounded all = sum();
      const auto count = static_cast<double>(count_);
      if (!all.is_known() || std::isnan(all.value)) return all;
      return {all.value / count, all.error / count + unit * std::abs(all.value / count)};
    }

   private:
    size_t count_ = 0;
    double value_ = 0, error_ = 0, magnitude_ = 0;
  };
};

template <>
inline const Bounded minus_infinity<Bounded>{-Bounded::infinity};

/// Unknown where an operand is unknown, else NaN where one is NaN, else `result()`. (A NaN in the place of what is
/// unknown may hide: a query that seems to see nothing does not look at its values.)
template <class Result>
Bounded combine(const Bounded& a, const Bounded& b, const Result& result) {
  if (!a.is_known() || !b.is_known()) return Bounded::unknown();
  return std::isnan(a.value) || std::isnan(b.value) ? Bounded(Bounded::not_a_number) : result();
}

inline Bounded operator-(const Bounded& a) { return {-a.value, a.error}; }

inline Bounded operator+(const Bounded& a, const Bounded& b) {
  return combine(a, b, [&] { return Bounded::rounded(a.value + b.value, a.error + b.error); });
}

inline Bounded operator-(const Bounded& a, const Bounded& b) { return a + -b; }

/// A product before it is rounded.
inline Bounded exact_product(const Bounded& a, const Bounded& b) {
  return combine(a, b, [&] {
    const auto may_be_zero = [](const Bounded& x) { return x.error > 0 && std::abs(x.value) <= x.error; };
    if ((std::isinf(a.value) && may_be_zero(b)) || (std::isinf(b.value) && may_be_zero(a))) return Bounded::unknown();
    const double value = a.value * b.value;
    if (!std::isfinite(value)) return Bounded(value);
    return Bounded(value, std::abs(a.value) * b.error + std::abs(b.value) * a.error + a.error * b.error);
  });
}

inline Bounded operator*(const Bounded& a, const Bounded& b) {
  const Bounded product = exact_product(a, b);
  return product.is_known() ? Bounded::rounded(product.value, product.error) : product;
}

inline Bounded operator/(const Bounded& a, const Bounded& b) {
  return combine(a, b, [&] {
    if (b.error > 0 && std::abs(b.value) <= b.error) return Bounded::unknown();
    const double value = a.value / b.value;
    if (std::isinf(b.value)) return Bounded(value);
    return Bounded::rounded(value, (a.error + std::abs(value) * b.error) / (std::abs(b.value) - b.error));
  });
}

inline Bounded& operator+=(Bounded& a, const Bounded& b) { return a = a + b; }
inline Bounded& operator*=(Bounded& a, const Bounded& b) { return a = a * b; }
inline Bounded& operator/=(Bounded& a, const Bounded& b) { return a = a / b; }

inline bool operator==(const Bounded& a, const Bounded& b) { return a.value == b.value; }
inline bool operator<(const Bounded& a, const Bounded& b) { return a.value < b.value; }
inline bool operator>(const Bounded& a, const Bounded& b) { return a.value > b.value; }
inline bool isfinite(const Bounded& a) { return std::isfinite(a.value); }

/// Which of two the kernels take when one is NaN hangs on their order. (`relu` has it first.)
inline Bounded max(const Bounded& a, const Bounded& b) {
  if (!a.is_known() || !b.is_known() || std::isnan(b.value)) return Bounded::unknown();
  if (std::isnan(a.value)) return a;
  return {std::max(a.value, b.value), std::max(a.error, b.error)};
}

/// A function whose slope is `slope` at most, and a relative error of its own.
inline Bounded apply(const Bounded& x, double value, double slope, double relative = Bounded::function) {
  if (!x.is_known()) return Bounded::unknown();
  if (std::isnan(x.value)) return x;
  return Bounded::rounded(value, slope * x.error + relative * std::abs(value));
}

inline Bounded tanh(const Bounded& x) { return apply(x, std::tanh(x.value), 1); }

inline Bounded sqrt(const Bounded& x) {
  if (x.error > 0 && std::abs(x.value) <= x.error) return Bounded::unknown();
  const double root = std::sqrt(x.value);
  const double slope = x.error == 0        ? 0
                       : x.error < x.value ? 1 / (root + std::sqrt(x.value - x.error))
                                           : Bounded::infinity;
  return apply(x, root, slope, Bounded::unit);
}

inline Bounded exp(const Bounded& x) {
  if (!x.is_known()) return Bounded::unknown();
  if (std::isnan(x.value)) return x;
  if (std::isinf(x.value)) return {std::exp(x.value)};
  // The argument is also rounded in powers of two.
  const double value = std::exp(x.value), most = std::exp(x.value + x.error);
  const double relative = Bounded::function + 2 * Bounded::unit * std::abs(x.value);
  return most > Bounded::largest ? Bounded::unknown()
                                 : Bounded::rounded(value, most - value + value * relative + Bounded::underflow);
}

inline Bounded sigmoid(const Bounded& x) {
  const double value = 1 / (1 + std::exp(-x.value));
  const Bounded y = apply(x, value, std::min(0.25, value * (1 + x.error)));
  return {y.value, y.error + (std::isfinite(x.value) ? Bounded::underflow : 0)};
}

/// Its slope is below 1.1.
inline Bounded silu(const Bounded& x) {
  const double value = x.value / (1 + std::exp(-x.value));
  if (std::isinf(x.value) && x.is_known()) return {value};
  const Bounded y = apply(x, value, 1.1, 2 * Bounded::function);
  return {y.value, y.error + Bounded::underflow * std::abs(x.value)};
}

inline Bounded leaky_relu(const Bounded& x, double slope) {
  return apply(x, x.value < 0 ? x.value * slope : x.value, std::max(slope, 1.0), 0);
}

/// The slope of both kinds is below 1.13.
inline Bounded gelu(const Bounded& x, bool approximate) {
  const double inner = std::sqrt(2 / std::numbers::pi) * (x.value + 0.044715 * x.value * x.value * x.value);
  // Written so that nothing cancels: (1 + tanh u) / 2 = 1 / (1 + e^-2u), 1 + erf a = erfc(-a).
  const double cdf = approximate ? 1 / (1 + std::exp(-2 * inner)) : std::erfc(-x.value / std::sqrt(2.0)) / 2;
  const double steepness = approximate ? 4 * Bounded::unit * std::abs(inner) * std::min(1.0, 2 * cdf) : 0;
  const double below = Bounded::underflow * std::abs(x.value);
  if (std::isinf(x.value) && x.is_known()) return {x.value * cdf};
  const Bounded y = apply(x, x.value * cdf, 1.13, 2 * Bounded::function);
  return {y.value, y.error + steepness * std::abs(x.value) + below};
}

/// Written so that nothing cancels but the two terms of each; the second derivative of both kinds is below 0.81.
inline Bounded gelu_slope(const Bounded& x, bool approximate) {
  if (!x.is_known()) return Bounded::unknown();
  if (!std::isfinite(x.value)) return Bounded(Bounded::not_a_number);
  const double density = std::exp(-x.value * x.value / 2) / std::sqrt(2 * std::numbers::pi);
  const double root = std::sqrt(2 / std::numbers::pi), square = x.value * x.value;
  const double u = 2 * root * x.value * (1 + 0.044715 * square);
  const double share = 1 / (1 + std::exp(-u)), rest = 1 / (1 + std::exp(u));
  const double first = approximate ? share : std::erfc(-x.value / std::sqrt(2.0)) / 2;
  const double bent = share * rest * 2 * root * (1 + 3 * 0.044715 * square);
  // Where e^u is 0, how large the factor is does not matter.
  const double second = share * rest == 0 ? 0 : x.value * (approximate ? bent : density);
  const double steepness = approximate ? 4 * Bounded::unit * std::abs(u) * std::min(1.0, 2 * std::min(share, rest)) : 0;
  const double magnitude = std::abs(first) + std::abs(second);
  const double below = Bounded::underflow * (1 + std::abs(x.value)) * (approximate ? 100 : 1);
  const double error = 2 * Bounded::function * magnitude + steepness * (1 + std::abs(x.value) * (1 + square)) + below;
  return Bounded::rounded(first + second, 0.81 * x.error + error);
}

/// Scores beyond float32 are computed once more in float64. Only one that comes to -infinity on the way to something
/// else (one of its products is fused with that) goes unnoticed: its key seems to weigh nothing.
inline Score<Bounded> score(const Bounded* q, const Bounded* k, size_t dim, const Scoring& how, Order) {
  Bounded::Sum terms;
  double magnitude = 0, negative = 0, below = 0;
  for (size_t d = 0; d < dim; ++d) {
    const Bounded product = exact_product(q[d], k[d]);
    terms.add(product);
    if (!std::isfinite(product.value)) continue;
    magnitude += std::abs(product.value);
    negative += std::max(-product.value, 0.0);
    below += std::abs(k[d].value) * Bounded::least;
  }
  const Bounded sum = terms.sum();
  if (!sum.is_known()) return {sum, sum};
  const double scaled = sum.value * how.scale, most = magnitude * how.scale;
  if (negative * how.scale > 0.9 * Bounded::largest && !(scaled < -Bounded::largest)) {
    return {Bounded::unknown(), Bounded::unknown()};
  }
  double value = scaled, error = std::isfinite(scaled) ? sum.error * how.scale + 3 * Bounded::unit * most + below : 0;
  Bounded slope(1);
  if (how.softcap > 0) {
    const double bent = std::tanh(scaled / how.softcap);
    const double off = std::min(error / how.softcap, 2.0) + 2 * Bounded::function * std::abs(bent);
    value = how.softcap * bent, error = how.softcap * off;
    slope = {1 - bent * bent, 2 * off + off * off + 4 * Bounded::unit};
  }
  value += how.bias;
  if (std::isnan(value)) return {value, value};
  return {{value, std::isfinite(value) ? error + Bounded::unit * std::abs(value) : 0}, slope};
}

/// log(e^a + e^b)
inline double log_of_sum(double a, double b) {
  const double above = std::max(a, b);
  return above == -Bounded::infinity ? above : above + std::log1p(std::exp(std::min(a, b) - above));
}

/// The bounds of a softmax whose scores are too uncertain for anything simpler: weight i is 1 / (1 + r) with
/// log r = log(sum over the others of e^s) - s_i, whose lower and upper end have the others at theirs.
inline void bound_weights(std::vector<Bounded>& scores) {
  const size_t count = scores.size();
  std::vector<double> low(count, 1), high(count, 0);
  for (const bool upper : {true, false}) {
    const auto other = [&](size_t i) { return scores[i].value + (upper ? scores[i].error : -scores[i].error); };
    std::vector<double> before(count + 1, -Bounded::infinity), after = before;
    for (size_t i = 0; i < count; ++i) before[i + 1] = log_of_sum(before[i], other(i));
    for (size_t i = count; i-- > 0;) after[i] = log_of_sum(after[i + 1], other(i));
    for (size_t i = 0; i < count; ++i) {
      const double own = scores[i].value - (upper ? scores[i].error : -scores[i].error);
      (upper ? low : high)[i] = 1 / (1 + std::exp(log_of_sum(before[i], after[i + 1]) - own));
    }
  }
  for (size_t i = 0; i < count; ++i) scores[i] = {(low[i] + high[i]) / 2, (high[i] - low[i]) / 2};
}

/// In float32 every weight is rounded a few times, its exponent in proportion to its distance from the largest score.
inline Bounded softmax_run(Bounded* x, size_t length, size_t stride, Order) {
  double maximum = -Bounded::infinity, most = 0;
  bool is_number = true, is_known = true;
  for (size_t i = 0; i < length; ++i) {
    const Bounded& score = x[i * stride];
    is_number = is_number && score.value < Bounded::infinity;
    is_known = is_known && score.is_known();
    maximum = std::max(maximum, score.value);
    most = std::max(most, score.error);
  }
  const auto all = [&](const Bounded& value) {
    for (size_t i = 0; i < length; ++i) x[i * stride] = value;
    return value;
  };
  if (!is_known) return all(Bounded::unknown());
  if (!is_number) return all(Bounded::not_a_number);
  if (maximum == -Bounded::infinity) {
    all(0);
    return maximum;
  }
  std::vector<Bounded> weights(length);
  std::vector<double> roundings(length);
  double sum = 0, shared = 0;
  for (size_t i = 0; i < length; ++i) {
    const double distance = maximum - x[i * stride].value;
    weights[i].value = std::exp(-distance);
    roundings[i] = x[i * stride].error + Bounded::function + 3 * Bounded::unit * std::min(distance, 1e3);
    sum += weights[i].value;
    shared += weights[i].value * roundings[i];
  }
  shared = shared / sum + Bounded::rounding_of_sum(length) + Bounded::function;
  const double lse = maximum + std::log(sum);
  const double lse_error = std::min(2 * shared, most + Bounded::rounding_of_sum(length));
  const bool is_simple = most < 0.25;
  if (is_simple) {
    for (Bounded& weight : weights) weight.value /= sum;
  } else {
    for (size_t i = 0; i < length; ++i) weights[i] = x[i * stride];
    bound_weights(weights);
  }
  for (size_t i = 0; i < length; ++i) {
    const double own = is_simple ? std::expm1(roundings[i] + 1.2 * shared) : 2e-4;
    x[i * stride] = {weights[i].value, weights[i].error + own * weights[i].value + Bounded::underflow};
  }
  return {lse, lse_error + 3 * Bounded::unit * (std::abs(lse) + std::abs(maximum))};
}

/// As float64 gives it, rounded: the kernels' means are sums of differences, and their variances are about those means.
inline Normal<Bounded> normalize(const Bounded* row, size_t dim, double eps, Order) {
  const auto all = [dim](const Bounded& value) { return Normal<Bounded>{std::vector<Bounded>(dim, value), value}; };
  const auto is_any = [&](const auto& predicate) { return std::any_of(row, row + dim, predicate); };
  if (is_any([](const Bounded& x) { return !x.is_known(); })) return all(Bounded::unknown());
  if (is_any([](const Bounded& x) { return !std::isfinite(x.value); })) return all(Bounded::not_a_number);
  const auto mean_of = [&](const auto& term) {
    double sum = 0;
    for (size_t d = 0; d < dim; ++d) sum += term(row[d]);
    return sum / static_cast<double>(dim);
  };
  // Of differences, so that equal features have none.
  const double mean = row[0].value + mean_of([&](const Bounded& x) { return x.value - row[0].value; });
  const double spread = mean_of([&](const Bounded& x) { return std::abs(x.value - mean); });
  const double roundings = Bounded::rounding_of_sum(dim) + 4 * Bounded::unit;
  // Between two of the smallest floats there is none for the mean to be.
  const double underflow = spread > 0 ? Bounded::least : 0;
  const double mean_error = mean_of([](const Bounded& x) { return x.error; }) + roundings * spread + underflow;
  const auto error_of = [&](const Bounded& x) {
    return dim == 1 ? 0 : x.error + mean_error + 3 * Bounded::unit * std::abs(x.value - mean);
  };
  const double variance = mean_of([&](const Bounded& x) { return (x.value - mean) * (x.value - mean); });
  const double variance_error = roundings * (variance + eps) + mean_of([&](const Bounded& x) {
                                  return (2 * std::abs(x.value - mean) + error_of(x)) * error_of(x);
                                });
  const double relative = variance_error / (variance + eps);
  if (!(relative < 0.5)) return all(variance + eps == 0 ? Bounded(Bounded::not_a_number) : Bounded::unknown());
  const double deviation = std::sqrt(variance + eps);
  Normal<Bounded> normal{{}, {deviation, deviation * (relative + 3 * Bounded::unit)}};
  for (size_t d = 0; d < dim; ++d) {
    const double value = (row[d].value - mean) / deviation;
    normal.values.emplace_back(value,
                               1.5 * error_of(row[d]) / deviation + std::abs(value) * (relative + 4 * Bounded::unit));
  }
  return normal;
}

inline Bounded root_mean_square(const Bounded* row, size_t dim, double eps, Order) {
  Bounded::Sum squares;
  for (size_t d = 0; d < dim; ++d) {
    const Bounded& x = row[d];
    squares.add({x.value * x.value, std::isfinite(x.value) ? (2 * std::abs(x.value) + x.error) * x.error : 0});
  }
  const Bounded mean = squares.mean();
  if (!std::isfinite(mean.value) || !mean.is_known()) return mean;
  const double root = std::sqrt(mean.value + eps);
  return {root, root * (mean.error / (mean.value + eps) + 3 * Bounded::unit)};
}

}  // namespace plain
