// The operations as their formulas read, in any floating-point type and with a choice of the order of summation: the
// oracle in float64, in float32 the measure of what float32 can do, and with bounds of that (bounded.h) what the fuzzer
// compares with. Slow on purpose. What a query does not see is not looked at: it may be NaN.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <numbers>
#include <string>
#include <vector>

namespace plain {

// Unqualified, so that types of our own may have theirs.
using std::erf;
using std::exp;
using std::isfinite;
using std::log;
using std::max;
using std::sqrt;
using std::tanh;

/// By name.
template <class T>
using Outputs = std::map<std::string, std::vector<T>>;

enum class Order { forward, backward, interleaved };
inline constexpr std::array orders{Order::forward, Order::backward, Order::interleaved};

/// The sum of term(0) ... term(count - 1): up, down, or in eight partial sums as a vector unit would.
template <class T, class Term>
T sum(size_t count, Order order, const Term& term) {
  if constexpr (requires { typename T::Sum; }) {
    typename T::Sum terms;
    for (size_t i = 0; i < count; ++i) terms.add(term(i));
    return terms.total();
  }
  std::array<T, 8> partial{};
  const size_t parts = order == Order::interleaved ? partial.size() : 1;
  for (size_t i = 0; i < count; ++i) partial[i % parts] += term(order == Order::backward ? count - 1 - i : i);
  T total = 0;
  for (const T value : partial) total += value;
  return total;
}

/// The mean of term(0) ... term(count - 1), also of those whose sum leaves float32. Of nothing it is 0.
template <class T, class Term>
T mean(size_t count, Order order, const Term& term) {
  if (count == 0) return 0;
  if constexpr (requires { typename T::Sum; }) {
    typename T::Sum terms;
    for (size_t i = 0; i < count; ++i) terms.add(term(i));
    return terms.mean();
  }
  return sum<T>(count, order, term) / static_cast<T>(count);
}

/// What the kernels compute in float64 from arguments that are off by `error` there.
template <class T>
T rounded(double value, [[maybe_unused]] double error) {
  if constexpr (requires { typename T::Sum; }) return T::rounded(value, error);
  return static_cast<T>(value);
}

template <class T>
std::vector<T> as(const std::vector<float>& values) {
  return {values.begin(), values.end()};
}

template <class T>
inline constexpr T minus_infinity = -std::numeric_limits<T>::infinity();

/// In place over `length` values that are `stride` apart; nothing but -infinity gives zeros. Returns the logarithm of
/// the sum of the exponentials.
template <class T>
T softmax_run(T* x, size_t length, size_t stride, Order order) {
  T maximum = minus_infinity<T>;
  bool is_nothing = true;
  for (size_t i = 0; i < length; ++i) {
    maximum = max(maximum, x[i * stride]);
    is_nothing = is_nothing && x[i * stride] == minus_infinity<T>;
  }
  if (is_nothing) {
    for (size_t i = 0; i < length; ++i) x[i * stride] = 0;
    return maximum;
  }
  for (size_t i = 0; i < length; ++i) x[i * stride] = exp(x[i * stride] - maximum);
  const T total = sum<T>(length, order, [&](size_t i) { return x[i * stride]; });
  for (size_t i = 0; i < length; ++i) x[i * stride] /= total;
  return maximum + log(total);
}

/// x: [outer, length, inner]
template <class T>
std::vector<T> softmax(std::vector<T> x, size_t outer, size_t length, size_t inner, Order order) {
  for (size_t o = 0; o < outer; ++o) {
    for (size_t i = 0; i < inner; ++i) softmax_run(x.data() + o * length * inner + i, length, inner, order);
  }
  return x;
}

/// A row without its mean and over its deviation, the root of variance + eps.
template <class T>
struct Normal {
  std::vector<T> values;
  T deviation;
};

template <class T>
Normal<T> normalize(const T* row, size_t dim, double eps, Order order) {
  const T center = mean<T>(dim, order, [&](size_t d) { return row[d]; });
  const T variance = mean<T>(dim, order, [&](size_t d) { return (row[d] - center) * (row[d] - center); });
  Normal<T> normal{{}, sqrt(variance + static_cast<T>(eps))};
  for (size_t d = 0; d < dim; ++d) normal.values.push_back((row[d] - center) / normal.deviation);
  return normal;
}

/// x: [rows, dim]
template <class T>
std::vector<T> layer_norm(std::vector<T> x, const std::vector<T>& gamma, const std::vector<T>& beta, double eps,
                          Order order) {
  const size_t dim = gamma.size();
  for (size_t first = 0; first < x.size(); first += dim) {
    const Normal<T> normal = normalize(x.data() + first, dim, eps, order);
    for (size_t d = 0; d < dim; ++d) x[first + d] = normal.values[d] * gamma[d] + beta[d];
  }
  return x;
}

template <class T>
T root_mean_square(const T* row, size_t dim, double eps, Order order) {
  return sqrt(mean<T>(dim, order, [&](size_t d) { return row[d] * row[d]; }) + static_cast<T>(eps));
}

/// x: [rows, dim]
template <class T>
std::vector<T> rms_norm(std::vector<T> x, const std::vector<T>& gamma, double eps, Order order) {
  const size_t dim = gamma.size();
  for (size_t first = 0; first < x.size(); first += dim) {
    const T root = root_mean_square(x.data() + first, dim, eps, order);
    for (size_t d = 0; d < dim; ++d) x[first + d] = x[first + d] / root * gamma[d];
  }
  return x;
}

/// x: [rows, in], weight: [out, in], bias: [out] or empty
template <class T>
std::vector<T> linear(const std::vector<T>& x, const std::vector<T>& weight, const std::vector<T>& bias, size_t rows,
                      size_t in, size_t out, Order order) {
  std::vector<T> y(rows * out);
  for (size_t r = 0; r < rows; ++r) {
    for (size_t o = 0; o < out; ++o) {
      // The bias is a term as others are: where it is large, what order has it first loses more.
      y[r * out + o] = sum<T>(bias.empty() ? in : in + 1, order,
                              [&](size_t i) { return i == in ? bias[o] : x[r * in + i] * weight[o * in + i]; });
    }
  }
  return y;
}

template <class T>
T gelu(T x, bool approximate) {
  const T pi = static_cast<T>(std::numbers::pi);
  const T argument =
      approximate ? tanh(sqrt(2 / pi) * (x + static_cast<T>(0.044715) * x * x * x)) : erf(x / sqrt(T{2}));
  return x * (1 + argument) / 2;
}

template <class T>
std::vector<T> gelu(std::vector<T> x, bool approximate) {
  for (T& value : x) value = gelu(value, approximate);
  return x;
}

/// How steep gelu is.
template <class T>
T gelu_slope(T x, bool approximate) {
  const T pi = static_cast<T>(std::numbers::pi);
  if (!approximate) return (1 + erf(x / sqrt(T{2}))) / 2 + x * exp(-x * x / 2) / sqrt(2 * pi);
  const T cubic = static_cast<T>(0.044715);
  const T bent = tanh(sqrt(2 / pi) * (x + cubic * x * x * x));
  return (1 + bent) / 2 + x * (1 - bent * bent) / 2 * sqrt(2 / pi) * (1 + 3 * cubic * x * x);
}

template <class T>
std::vector<T> relu(std::vector<T> x) {
  for (T& value : x) value = max(value, T{0});
  return x;
}

/// The arguments of scaled dot-product attention. Masks are spread out to [batch, num_heads, seq_q, keys], or empty.
struct Attention {
  size_t batch = 1, num_heads = 1, num_kv_heads = 1, seq_q = 1, keys = 1, head_dim = 1, value_dim = 1;
  std::vector<float> q, k, v;
  std::vector<uint8_t> mask;
  std::vector<float> bias;
  /// [num_heads], or empty.
  std::vector<float> sinks;
  std::vector<int32_t> query_offset, kv_lengths;
  double scale = 1, softcap = 0;
  bool causal = false;
  int64_t window_left = -1, window_right = -1;

  bool may_attend(size_t b, size_t i, size_t j) const {
    const int64_t position = static_cast<int64_t>(i) + (query_offset.empty() ? 0 : query_offset[b]);
    const auto key = static_cast<int64_t>(j);
    return (!causal || key <= position) && (window_left < 0 || key >= position - window_left) &&
           (window_right < 0 || key <= position + window_right) && (kv_lengths.empty() || key < kv_lengths[b]);
  }
  /// Of a query counted through [batch, num_heads, seq_q]. A bias of -infinity hides as a mask does.
  bool sees(size_t query, size_t j) const {
    const size_t at = query * keys + j;
    return (mask.empty() || mask[at] != 0) &&
           (bias.empty() || bias[at] != minus_infinity<float>)&&may_attend(query / seq_q / num_heads, query % seq_q, j);
  }
  /// Counted through [batch, num_kv_heads, keys].
  size_t key_of(size_t query, size_t j) const {
    const size_t head = query / seq_q % num_heads, b = query / seq_q / num_heads;
    return (b * num_kv_heads + head / (num_heads / num_kv_heads)) * keys + j;
  }
};

/// What the softmax takes, and how it changes with scale q k: a softcap bends it.
template <class T>
struct Score {
  T value, slope;
};

/// How scores are computed, of a query and a key.
struct Scoring {
  double scale = 1, softcap = 0, bias = 0;
};

template <class T>
Score<T> score(const T* q, const T* k, size_t dim, const Scoring& how, Order order) {
  T s = sum<T>(dim, order, [&](size_t d) { return q[d] * k[d]; }) * static_cast<T>(how.scale);
  if (how.softcap == 0) return {s + static_cast<T>(how.bias), T{1}};
  const T bent = tanh(s / static_cast<T>(how.softcap));
  return {static_cast<T>(how.softcap) * bent + static_cast<T>(how.bias), 1 - bent * bent};
}

template <class T>
struct AttentionOutputs {
  std::vector<T> out, weights, lse;
};

/// Adds what one query gives, whose scores are those of the keys that it sees, and after them its sink, if it has one.
/// `value(j)` points to the value of key j.
template <class T, class Value>
void attend(std::vector<T> scores, const std::vector<size_t>& seen, size_t keys, size_t value_dim, const Value& value,
            Order order, AttentionOutputs<T>& result) {
  result.lse.push_back(softmax_run(scores.data(), scores.size(), 1, order));
  const size_t count = result.lse.back() == minus_infinity<T> ? 0 : seen.size();
  for (size_t e = 0; e < value_dim; ++e) {
    result.out.push_back(sum<T>(count, order, [&](size_t i) { return scores[i] * value(seen[i])[e]; }));
  }
  result.weights.resize(result.weights.size() + keys, T{0});
  for (size_t i = 0; i < count; ++i) result.weights[result.weights.size() - keys + seen[i]] = scores[i];
}

template <class T>
Score<T> score_of(const Attention& a, const std::vector<T>& q, const std::vector<T>& k, size_t query, size_t j,
                  Order order) {
  const double bias = a.bias.empty() ? 0.0 : double{a.bias[query * a.keys + j]};
  return score(q.data() + query * a.head_dim, k.data() + a.key_of(query, j) * a.head_dim, a.head_dim,
               {a.scale, a.softcap, bias}, order);
}

template <class T>
AttentionOutputs<T> attention(const Attention& a, Order order) {
  const std::vector<T> q = as<T>(a.q), k = as<T>(a.k), v = as<T>(a.v);
  AttentionOutputs<T> result;
  for (size_t query = 0; query < a.batch * a.num_heads * a.seq_q; ++query) {
    std::vector<size_t> seen;
    std::vector<T> scores;
    for (size_t j = 0; j < a.keys; ++j) {
      if (!a.sees(query, j)) continue;
      seen.push_back(j);
      scores.push_back(score_of(a, q, k, query, j, order).value);
    }
    if (!a.sinks.empty()) scores.push_back(T{a.sinks[query / a.seq_q % a.num_heads]});
    const auto value = [&](size_t j) { return v.data() + a.key_of(query, j) * a.value_dim; };
    attend(scores, seen, a.keys, a.value_dim, value, order, result);
    // Of a sink alone, even one that is infinite.
    if (seen.empty() && !scores.empty()) result.lse.back() = scores[0];
  }
  return result;
}

/// The arguments of multi-head attention; biases and key_mask may be empty.
struct MultiHeadAttention {
  size_t batch = 1, seq_q = 1, seq_k = 1, model_dim = 1, key_dim = 1, value_dim = 1, num_heads = 1;
  std::vector<float> query, key, value, wq, bq, wk, bk, wv, bv, wo, bo;
  std::vector<uint8_t> key_mask;
  std::vector<int32_t> query_offset;
  bool causal = false;

  bool sees(size_t b, size_t i, size_t j) const {
    const int64_t position = static_cast<int64_t>(i) + (query_offset.empty() ? 0 : query_offset[b]);
    const bool hidden = !key_mask.empty() && key_mask[b * seq_k + j] == 0;
    return !hidden && (!causal || static_cast<int64_t>(j) <= position);
  }
};

/// What the layer computes on the way: q, k, v and context as [batch, seq, model_dim].
template <class T>
struct MultiHeadForward {
  std::vector<T> q, k, v, context;
  AttentionOutputs<T> outputs;
};

/// With the inputs given apart, since a layer may hand over what it computed in T.
template <class T>
MultiHeadForward<T> multi_head_forward(const MultiHeadAttention& m, const std::vector<T>& query,
                                       const std::vector<T>& key, const std::vector<T>& value, Order order) {
  const size_t dim = m.model_dim, head_dim = dim / m.num_heads, rows_q = m.batch * m.seq_q, rows_k = m.batch * m.seq_k;
  MultiHeadForward<T> forward{linear(query, as<T>(m.wq), as<T>(m.bq), rows_q, dim, dim, order),
                              linear(key, as<T>(m.wk), as<T>(m.bk), rows_k, m.key_dim, dim, order),
                              linear(value, as<T>(m.wv), as<T>(m.bv), rows_k, m.value_dim, dim, order),
                              std::vector<T>(rows_q * dim),
                              {}};
  const Scoring scoring{1 / std::sqrt(static_cast<double>(std::max(head_dim, size_t{1})))};
  AttentionOutputs<T>& result = forward.outputs;
  for (size_t b = 0; b < m.batch; ++b) {
    for (size_t h = 0; h < m.num_heads; ++h) {
      for (size_t i = 0; i < m.seq_q; ++i) {
        const auto row = [&](const std::vector<T>& x, size_t index) { return x.data() + index * dim + h * head_dim; };
        const T* const q = row(forward.q, b * m.seq_q + i);
        std::vector<size_t> seen;
        std::vector<T> scores;
        for (size_t j = 0; j < m.seq_k; ++j) {
          if (!m.sees(b, i, j)) continue;
          seen.push_back(j);
          scores.push_back(score(q, row(forward.k, b * m.seq_k + j), head_dim, scoring, order).value);
        }
        const auto value_of = [&](size_t j) { return row(forward.v, b * m.seq_k + j); };
        attend(scores, seen, m.seq_k, head_dim, value_of, order, result);
      }
    }
  }
  // The heads side by side.
  for (size_t at = 0; at < forward.context.size(); ++at) {
    const size_t row = at / dim, head = at % dim / head_dim;
    const size_t query_of_head = (row / m.seq_q * m.num_heads + head) * m.seq_q + row % m.seq_q;
    forward.context[at] = result.out[query_of_head * head_dim + at % head_dim];
  }
  result.out = linear(forward.context, as<T>(m.wo), as<T>(m.bo), rows_q, dim, dim, order);
  return forward;
}

/// out and weights.
template <class T>
AttentionOutputs<T> multi_head_attention(const MultiHeadAttention& m, const std::vector<T>& query,
                                         const std::vector<T>& key, const std::vector<T>& value, Order order) {
  return multi_head_forward(m, query, key, value, order).outputs;
}

/// The arguments of a Transformer encoder layer; `attention` holds the projections and the sizes.
struct EncoderLayer {
  MultiHeadAttention attention;
  size_t hidden_dim = 1;
  std::vector<float> x, w1, b1, w2, b2, gamma1, beta1, gamma2, beta2;
  bool norm_first = false, gelu = false;
  double eps = 1e-5;
};

template <class T>
std::vector<T> transformer_encoder_layer(const EncoderLayer& e, Order order) {
  const size_t rows = e.attention.batch * e.attention.seq_q, dim = e.attention.model_dim;
  const auto add = [](std::vector<T> a, const std::vector<T>& b) {
    for (size_t i = 0; i < a.size(); ++i) a[i] += b[i];
    return a;
  };
  const auto norm1 = [&](const std::vector<T>& x) {
    return layer_norm(x, as<T>(e.gamma1), as<T>(e.beta1), e.eps, order);
  };
  const auto norm2 = [&](const std::vector<T>& x) {
    return layer_norm(x, as<T>(e.gamma2), as<T>(e.beta2), e.eps, order);
  };
  const auto attend = [&](const std::vector<T>& x) { return multi_head_attention<T>(e.attention, x, x, x, order).out; };
  const auto feed_forward = [&](const std::vector<T>& x) {
    std::vector<T> hidden = linear(x, as<T>(e.w1), as<T>(e.b1), rows, dim, e.hidden_dim, order);
    hidden = e.gelu ? gelu(hidden, false) : relu(hidden);
    return linear(hidden, as<T>(e.w2), as<T>(e.b2), rows, e.hidden_dim, dim, order);
  };
  const std::vector<T> x = as<T>(e.x);
  if (e.norm_first) {
    const std::vector<T> between = add(x, attend(norm1(x)));
    return add(between, feed_forward(norm2(between)));
  }
  const std::vector<T> between = norm1(add(x, attend(x)));
  return norm2(add(between, feed_forward(between)));
}

/// x: [n, dim], w: [dim]; out: [dim], weights: [n]
template <class T>
AttentionOutputs<T> weighted_sum_attention(const std::vector<T>& x, const std::vector<T>& w, size_t n, Order order) {
  const size_t dim = w.size();
  AttentionOutputs<T> result;
  result.weights = softmax(linear(x, w, {}, n, dim, 1, order), 1, n, 1, order);
  for (size_t d = 0; d < dim; ++d) {
    result.out.push_back(sum<T>(n, order, [&](size_t i) { return result.weights[i] * x[i * dim + d]; }));
  }
  return result;
}

/// features: [batch, positions, channels], position: [positions, channels]; out: [batch, channels], weights: [batch,
/// positions]
template <class T>
AttentionOutputs<T> spatial_attention(const std::vector<T>& features, const std::vector<T>& position, size_t batch,
                                      size_t positions, size_t channels, Order order) {
  AttentionOutputs<T> result;
  for (size_t b = 0; b < batch; ++b) {
    const T* const pixels = features.data() + b * positions * channels;
    std::vector<T> a(positions);
    for (size_t p = 0; p < positions; ++p) {
      a[p] = sum<T>(channels, order, [&](size_t c) { return pixels[p * channels + c] * position[p * channels + c]; });
    }
    softmax_run(a.data(), positions, 1, order);
    for (size_t c = 0; c < channels; ++c) {
      result.out.push_back(sum<T>(positions, order, [&](size_t p) { return a[p] * pixels[p * channels + c]; }));
    }
    result.weights.insert(result.weights.end(), a.begin(), a.end());
  }
  return result;
}

/// The arguments of the classifier: `attention` with one head holds the projections, the mask and the sizes.
struct TextClassifier {
  MultiHeadAttention attention;
  std::vector<int32_t> ids;
  std::vector<float> embedding, wc, bc;
};

/// `out` holds the logits.
template <class T>
AttentionOutputs<T> attention_text_classifier(const TextClassifier& c, Order order) {
  const MultiHeadAttention& m = c.attention;
  const size_t dim = m.model_dim;
  std::vector<T> x;
  for (const int32_t id : c.ids) {
    const float* const row = c.embedding.data() + static_cast<size_t>(id) * dim;
    x.insert(x.end(), row, row + dim);
  }
  AttentionOutputs<T> result = multi_head_attention<T>(m, x, x, x, order);
  std::vector<T> mean(m.batch * dim);
  for (size_t b = 0; b < m.batch; ++b) {
    std::vector<size_t> tokens;
    for (size_t i = 0; i < m.seq_q; ++i) {
      if (m.key_mask[b * m.seq_q + i] != 0) tokens.push_back(b * m.seq_q + i);
    }
    for (size_t d = 0; d < dim && !tokens.empty(); ++d) {
      const T total = sum<T>(tokens.size(), order, [&](size_t i) { return result.out[tokens[i] * dim + d]; });
      mean[b * dim + d] = total / static_cast<T>(tokens.size());
    }
  }
  result.out = linear(mean, as<T>(c.wc), as<T>(c.bc), m.batch, dim, c.bc.size(), order);
  return result;
}

}  // namespace plain
