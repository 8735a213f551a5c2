// The operations as their formulas read, in any floating-point type and with a choice of the order of summation: the
// oracle in float64, and in float32 the measure of what float32 can do. Slow on purpose.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace plain {

enum class Order { forward, backward, interleaved };
inline constexpr std::array orders{Order::forward, Order::backward, Order::interleaved};

/// The sum of term(0) ... term(count - 1): up, down, or in eight partial sums as a vector unit would.
template <class T, class Term>
T sum(size_t count, Order order, const Term& term) {
  std::array<T, 8> partial{};
  const size_t parts = order == Order::interleaved ? partial.size() : 1;
  for (size_t i = 0; i < count; ++i) partial[i % parts] += term(order == Order::backward ? count - 1 - i : i);
  T total = 0;
  for (const T value : partial) total += value;
  return total;
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
  for (size_t i = 0; i < length; ++i) maximum = std::max(maximum, x[i * stride]);
  if (maximum == minus_infinity<T>) {
    for (size_t i = 0; i < length; ++i) x[i * stride] = 0;
    return maximum;
  }
  for (size_t i = 0; i < length; ++i) x[i * stride] = std::exp(x[i * stride] - maximum);
  const T total = sum<T>(length, order, [&](size_t i) { return x[i * stride]; });
  for (size_t i = 0; i < length; ++i) x[i * stride] /= total;
  return maximum + std::log(total);
}

/// x: [outer, length, inner]
template <class T>
std::vector<T> softmax(std::vector<T> x, size_t outer, size_t length, size_t inner, Order order) {
  for (size_t o = 0; o < outer; ++o) {
    for (size_t i = 0; i < inner; ++i) softmax_run(x.data() + o * length * inner + i, length, inner, order);
  }
  return x;
}

/// x: [rows, dim]
template <class T>
std::vector<T> layer_norm(std::vector<T> x, const std::vector<T>& gamma, const std::vector<T>& beta, T eps,
                          Order order) {
  const size_t dim = gamma.size();
  for (size_t first = 0; first < x.size(); first += dim) {
    T* const row = x.data() + first;
    const T mean = sum<T>(dim, order, [&](size_t d) { return row[d]; }) / static_cast<T>(dim);
    const T squares = sum<T>(dim, order, [&](size_t d) { return (row[d] - mean) * (row[d] - mean); });
    const T deviation = std::sqrt(squares / static_cast<T>(dim) + eps);
    for (size_t d = 0; d < dim; ++d) row[d] = (row[d] - mean) / deviation * gamma[d] + beta[d];
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
      const T product = sum<T>(in, order, [&](size_t i) { return x[r * in + i] * weight[o * in + i]; });
      y[r * out + o] = bias.empty() ? product : product + bias[o];
    }
  }
  return y;
}

template <class T>
std::vector<T> gelu(std::vector<T> x, bool approximate) {
  const T pi = std::acos(T{-1});
  for (T& value : x) {
    const T argument = approximate
                           ? std::tanh(std::sqrt(2 / pi) * (value + static_cast<T>(0.044715) * value * value * value))
                           : std::erf(value / std::sqrt(T{2}));
    value *= (1 + argument) / 2;
  }
  return x;
}

/// The arguments of scaled dot-product attention. Masks are spread out to [batch, num_heads, seq_q, keys], or empty.
struct Attention {
  size_t batch = 1, num_heads = 1, num_kv_heads = 1, seq_q = 1, keys = 1, head_dim = 1, value_dim = 1;
  std::vector<float> q, k, v;
  std::vector<uint8_t> mask;
  std::vector<float> bias;
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
};

template <class T>
struct AttentionOutputs {
  std::vector<T> out, weights, lse;
};

template <class T>
AttentionOutputs<T> attention(const Attention& a, Order order) {
  const std::vector<T> q = as<T>(a.q), k = as<T>(a.k), v = as<T>(a.v);
  AttentionOutputs<T> result;
  for (size_t b = 0; b < a.batch; ++b) {
    for (size_t h = 0; h < a.num_heads; ++h) {
      const size_t first_key = (b * a.num_kv_heads + h / (a.num_heads / a.num_kv_heads)) * a.keys;
      for (size_t i = 0; i < a.seq_q; ++i) {
        const size_t query = (b * a.num_heads + h) * a.seq_q + i;
        std::vector<T> s(a.keys);
        for (size_t j = 0; j < a.keys; ++j) {
          const T* const from = q.data() + query * a.head_dim;
          const T* const to = k.data() + (first_key + j) * a.head_dim;
          s[j] = sum<T>(a.head_dim, order, [&](size_t d) { return from[d] * to[d]; }) * static_cast<T>(a.scale);
          if (a.softcap > 0) s[j] = static_cast<T>(a.softcap) * std::tanh(s[j] / static_cast<T>(a.softcap));
          if (!a.bias.empty()) s[j] += T{a.bias[query * a.keys + j]};
          if (!a.mask.empty() && a.mask[query * a.keys + j] == 0) s[j] = minus_infinity<T>;
          if (!a.may_attend(b, i, j)) s[j] = minus_infinity<T>;
        }
        result.lse.push_back(softmax_run(s.data(), a.keys, 1, order));
        for (size_t e = 0; e < a.value_dim; ++e) {
          result.out.push_back(
              sum<T>(a.keys, order, [&](size_t j) { return s[j] * v[(first_key + j) * a.value_dim + e]; }));
        }
        result.weights.insert(result.weights.end(), s.begin(), s.end());
      }
    }
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
};

/// out and weights; with the inputs given apart, since a layer may hand over what it computed in T.
template <class T>
AttentionOutputs<T> multi_head_attention(const MultiHeadAttention& m, const std::vector<T>& query,
                                         const std::vector<T>& key, const std::vector<T>& value, Order order) {
  const size_t dim = m.model_dim, head_dim = dim / m.num_heads, rows_q = m.batch * m.seq_q, rows_k = m.batch * m.seq_k;
  const std::vector<T> q = linear(query, as<T>(m.wq), as<T>(m.bq), rows_q, dim, dim, order);
  const std::vector<T> k = linear(key, as<T>(m.wk), as<T>(m.bk), rows_k, m.key_dim, dim, order);
  const std::vector<T> v = linear(value, as<T>(m.wv), as<T>(m.bv), rows_k, m.value_dim, dim, order);
  const T scale = 1 / std::sqrt(static_cast<T>(std::max(head_dim, size_t{1})));
  AttentionOutputs<T> result;
  std::vector<T> context(rows_q * dim);
  for (size_t b = 0; b < m.batch; ++b) {
    for (size_t h = 0; h < m.num_heads; ++h) {
      for (size_t i = 0; i < m.seq_q; ++i) {
        std::vector<T> s(m.seq_k);
        for (size_t j = 0; j < m.seq_k; ++j) {
          const T* const from = q.data() + (b * m.seq_q + i) * dim + h * head_dim;
          const T* const to = k.data() + (b * m.seq_k + j) * dim + h * head_dim;
          s[j] = sum<T>(head_dim, order, [&](size_t d) { return from[d] * to[d]; }) * scale;
          const bool hidden = !m.key_mask.empty() && m.key_mask[b * m.seq_k + j] == 0;
          const int64_t position = static_cast<int64_t>(i) + (m.query_offset.empty() ? 0 : m.query_offset[b]);
          if (hidden || (m.causal && static_cast<int64_t>(j) > position)) s[j] = minus_infinity<T>;
        }
        softmax_run(s.data(), m.seq_k, 1, order);
        for (size_t d = 0; d < head_dim; ++d) {
          context[(b * m.seq_q + i) * dim + h * head_dim + d] =
              sum<T>(m.seq_k, order, [&](size_t j) { return s[j] * v[(b * m.seq_k + j) * dim + h * head_dim + d]; });
        }
        result.weights.insert(result.weights.end(), s.begin(), s.end());
      }
    }
  }
  result.out = linear(context, as<T>(m.wo), as<T>(m.bo), rows_q, dim, dim, order);
  return result;
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
    return layer_norm(x, as<T>(e.gamma1), as<T>(e.beta1), static_cast<T>(e.eps), order);
  };
  const auto norm2 = [&](const std::vector<T>& x) {
    return layer_norm(x, as<T>(e.gamma2), as<T>(e.beta2), static_cast<T>(e.eps), order);
  };
  const auto attend = [&](const std::vector<T>& x) { return multi_head_attention<T>(e.attention, x, x, x, order).out; };
  const auto feed_forward = [&](const std::vector<T>& x) {
    std::vector<T> hidden = linear(x, as<T>(e.w1), as<T>(e.b1), rows, dim, e.hidden_dim, order);
    if (e.gelu) {
      hidden = gelu(hidden, false);
    } else {
      for (T& value : hidden) value = std::max(value, T{0});
    }
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
