#include "attention_case.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

#include "closeness.h"
#include "ops/scaled_dot_product_attention.h"

namespace {

template <class T>
const T* optional(const std::vector<T>& values) {
  return values.empty() ? nullptr : values.data();
}

// The rows [first, first + count) of every [keys, dim] head, each with room for more.
std::vector<float> rows(const std::vector<float>& heads, size_t keys, size_t dim, size_t first, size_t count,
                        size_t room = 0) {
  std::vector<float> result;
  for (size_t head = 0; keys * dim > 0 && head < heads.size() / (keys * dim); ++head) {
    const auto begin = heads.begin() + static_cast<ptrdiff_t>((head * keys + first) * dim);
    result.insert(result.end(), begin, begin + static_cast<ptrdiff_t>(count * dim));
    result.insert(result.end(), room * dim, std::numeric_limits<float>::quiet_NaN());
  }
  return result;
}

int32_t narrow(size_t value) { return static_cast<int32_t>(value); }

// A mask of any shape that broadcasts, spread out to [batch, num_heads, seq_q, keys].
template <class T>
std::vector<T> spread_out(const std::vector<T>& values, std::vector<size_t> shape, const plain::Attention& a) {
  shape.insert(shape.begin(), 4 - shape.size(), 1);
  std::vector<T> result;
  for (size_t b = 0; b < a.batch; ++b) {
    for (size_t h = 0; h < a.num_heads; ++h) {
      for (size_t i = 0; i < a.seq_q; ++i) {
        for (size_t j = 0; j < a.keys; ++j) {
          const std::array<size_t, 4> index{b, h, i, j};
          size_t flat = 0;
          for (size_t axis = 0; axis < 4; ++axis) flat = flat * shape[axis] + (shape[axis] == 1 ? 0 : index[axis]);
          result.push_back(values[flat]);
        }
      }
    }
  }
  return result;
}

// Element strides of a broadcast tensor of this shape: 0 along its axes of length 1.
std::array<int32_t, 4> broadcast_strides(std::vector<size_t> shape) {
  shape.insert(shape.begin(), 4 - shape.size(), 1);
  std::array<int32_t, 4> strides{};
  int32_t stride = 1;
  for (size_t axis = 4; axis-- > 0;) {
    strides[axis] = shape[axis] == 1 ? 0 : stride;
    stride *= static_cast<int32_t>(shape[axis]);
  }
  return strides;
}

}  // namespace

std::vector<uint8_t> spread(const std::vector<uint8_t>& values, std::vector<size_t> shape, const plain::Attention& a) {
  return spread_out(values, std::move(shape), a);
}

AttentionCase draw_case(Draw& draw, size_t seq_q, size_t keys, size_t head_dim, size_t value_dim, size_t heads,
                        size_t kv_heads, size_t batch) {
  AttentionCase c;
  plain::Attention& a = c.plain;
  a.batch = batch, a.num_heads = heads, a.num_kv_heads = kv_heads;
  a.seq_q = seq_q, a.keys = keys, a.head_dim = head_dim, a.value_dim = value_dim;
  a.scale = head_dim == 0 ? 1 : 1 / std::sqrt(static_cast<double>(head_dim));
  a.q = draw.normal(batch * heads * seq_q * head_dim);
  a.k = draw.normal(batch * kv_heads * keys * head_dim);
  a.v = draw.normal(batch * kv_heads * keys * value_dim);
  return c;
}

void give_mask(Draw& draw, AttentionCase& c, const std::vector<size_t>& shape) {
  const size_t size = std::accumulate(shape.begin(), shape.end(), size_t{1}, std::multiplies<>());
  c.mask = draw.booleans(size, 0.7);
  c.mask_strides = broadcast_strides(shape);
  c.plain.mask = spread_out(c.mask, shape, c.plain);
}

void give_bias(Draw& draw, AttentionCase& c, const std::vector<size_t>& shape) {
  const size_t size = std::accumulate(shape.begin(), shape.end(), size_t{1}, std::multiplies<>());
  c.bias = draw.normal(size);
  c.bias_strides = broadcast_strides(shape);
  c.plain.bias = spread_out(c.bias, shape, c.plain);
}

AttentionCase golden_case(const GoldenCase& golden) {
  const std::vector<size_t>& q = golden.input("q").shape;
  const std::vector<size_t>& v = golden.input("v").shape;
  AttentionCase c;
  plain::Attention& a = c.plain;
  a.batch = q[0], a.num_heads = q[1], a.seq_q = q[2], a.head_dim = q[3];
  a.num_kv_heads = v[1], a.keys = v[2], a.value_dim = v[3];
  a.q = golden.floats("q"), a.k = golden.floats("k"), a.v = golden.floats("v");
  a.scale = golden.param("scale", 1 / std::sqrt(static_cast<double>(a.head_dim)));
  a.softcap = golden.param("softcap", 0.0);
  a.causal = golden.param("causal", false);
  if (golden.numbers.count("query_offset") > 0) {
    a.query_offset = std::vector<int32_t>(a.batch, golden.param<int32_t>("query_offset"));
  }
  if (golden.numbers.count("window") > 0) {
    const std::vector<double>& window = golden.numbers.at("window");
    a.window_left = static_cast<int32_t>(window.at(0));
    a.window_right = static_cast<int32_t>(window.at(1));
  }
  a.sinks = golden.floats("sinks");
  if (golden.has("mask")) {
    const Tensor& mask = golden.input("mask");
    if (golden.dtypes.at("mask") == "bool") {
      a.mask = spread_out(mask.bools(), mask.shape, a);
      c.mask = mask.bools();
      c.mask_strides = broadcast_strides(mask.shape);
    } else {
      a.bias = spread_out(mask.floats(), mask.shape, a);
      c.bias = mask.floats();
      c.bias_strides = broadcast_strides(mask.shape);
    }
  }
  return c;
}

AttentionCase draw_options(Draw& draw) {
  const size_t batch = 1 + draw.below(2);
  const size_t kv_heads = 1 + draw.below(2);
  const size_t heads = kv_heads * (1 + draw.below(3));
  const size_t seq_q = 1 + draw.below(40);
  const size_t keys = 1 + draw.below(200);
  AttentionCase c = draw_case(draw, seq_q, keys, 1 + draw.below(20), 1 + draw.below(20), heads, kv_heads, batch);
  plain::Attention& a = c.plain;
  const auto axis = [&draw](size_t length) { return draw.below(2) == 0 ? 1 : length; };
  if (draw.below(3) == 0) give_mask(draw, c, {axis(batch), axis(heads), axis(seq_q), axis(keys)});
  if (draw.below(3) == 0) give_bias(draw, c, {axis(batch), axis(heads), axis(seq_q), axis(keys)});
  a.causal = draw.below(2) == 0;
  if (draw.below(3) == 0) a.window_left = static_cast<int64_t>(draw.below(keys));
  if (draw.below(3) == 0) a.window_right = static_cast<int64_t>(draw.below(keys));
  if (draw.below(3) == 0) a.softcap = 2;
  c.room = draw.below(3);
  if (draw.below(3) == 0) a.sinks = draw.normal(heads, 2);
  const bool offsets = draw.below(2) == 0;
  const bool lengths = draw.below(3) == 0;
  for (size_t b = 0; b < batch; ++b) {
    if (offsets) a.query_offset.push_back(static_cast<int32_t>(draw.below(keys)) - 5);
    if (lengths) a.kv_lengths.push_back(static_cast<int32_t>(draw.below(keys + 1)));
  }
  return c;
}

dojo::Status call(const AttentionCase& c, Wanted wanted, AttentionResult* result) {
  const plain::Attention& a = c.plain;
  const size_t queries = a.batch * a.num_heads * a.seq_q;
  const size_t added = a.keys - c.seq_past;
  const std::vector<float> past_k = rows(a.k, a.keys, a.head_dim, 0, c.seq_past);
  const std::vector<float> past_v = rows(a.v, a.keys, a.value_dim, 0, c.seq_past);
  const std::vector<float> k = rows(a.k, a.keys, a.head_dim, c.seq_past, added, c.room);
  const std::vector<float> v = rows(a.v, a.keys, a.value_dim, c.seq_past, added, c.room);
  // NaN, so that an element that is read before it is written, or never written, shows.
  constexpr float unwritten = std::numeric_limits<float>::quiet_NaN();
  AttentionResult outputs;
  outputs.out.assign(queries * a.value_dim, unwritten);
  outputs.weights.assign(wanted.weights ? queries * a.keys : 0, unwritten);
  outputs.lse.assign(wanted.lse ? queries : 0, unwritten);
  std::vector<float> present_k(a.k.size(), unwritten);
  std::vector<float> present_v(a.v.size(), unwritten);
  const bool with_past = c.seq_past > 0;
  const auto& m = c.mask_strides;
  const auto& b = c.bias_strides;
  const dojo::Status status = scaled_dot_product_attention(
      a.q.data(), k.data(), v.data(), optional(c.mask), optional(c.bias), with_past ? past_k.data() : nullptr,
      with_past ? past_v.data() : nullptr, optional(a.sinks), optional(a.query_offset), optional(a.kv_lengths),
      outputs.out.data(), wanted.weights ? outputs.weights.data() : nullptr, wanted.lse ? outputs.lse.data() : nullptr,
      with_past ? present_k.data() : nullptr, with_past ? present_v.data() : nullptr, narrow(a.batch),
      narrow(a.num_heads), narrow(a.num_kv_heads), narrow(a.seq_q), narrow(added), narrow(c.seq_past),
      narrow(a.head_dim), narrow(a.value_dim), narrow(a.num_kv_heads * (added + c.room) * a.head_dim),
      narrow((added + c.room) * a.head_dim), narrow(a.head_dim),
      narrow(a.num_kv_heads * (added + c.room) * a.value_dim), narrow((added + c.room) * a.value_dim),
      narrow(a.value_dim), m[0], m[1], m[2], m[3], b[0], b[1], b[2], b[3], static_cast<float>(a.scale),
      static_cast<float>(a.softcap), a.causal ? 1 : 0, static_cast<int32_t>(a.window_left),
      static_cast<int32_t>(a.window_right));
  if (with_past && status == dojo::Status::ok) {
    EXPECT_EQ(present_k, a.k);
    EXPECT_EQ(present_v, a.v);
  }
  if (result != nullptr) *result = outputs;
  return status;
}

AttentionResult run(const AttentionCase& c) {
  AttentionResult result;
  EXPECT_EQ(call(c, {true, true}, &result), dojo::Status::ok);
  return result;
}

void expect_agreement(const AttentionCase& c, const plain::AttentionOutputs<double>& expected,
                      const plain::Attention& formula) {
  const plain::Attention& a = c.plain;
  const auto part_of = [&formula](auto part) {
    return [&formula, part](auto type, plain::Order order) {
      return part(plain::attention<decltype(type)>(formula, order));
    };
  };
  const AttentionResult result = run(c);
  expect_close("out", {a.batch, a.num_heads, a.seq_q, a.value_dim}, result.out,
               reference(expected.out, part_of([](auto r) { return r.out; })));
  expect_close("weights", {a.batch, a.num_heads, a.seq_q, a.keys}, result.weights,
               reference(expected.weights, part_of([](auto r) { return r.weights; })));
  expect_close("lse", {a.batch, a.num_heads, a.seq_q}, result.lse,
               reference(expected.lse, part_of([](auto r) { return r.lse; })));
  AttentionResult alone;
  EXPECT_EQ(call(c, {}, &alone), dojo::Status::ok);
  EXPECT_EQ(alone.out, result.out) << "without weights and lse";
}

void expect_agreement(const AttentionCase& c, const plain::AttentionOutputs<double>& expected) {
  expect_agreement(c, expected, c.plain);
}

void expect_agreement(const AttentionCase& c) {
  expect_agreement(c, plain::attention<double>(c.plain, plain::Order::forward));
}
