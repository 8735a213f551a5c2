#include "attention_case.h"

#include <gtest/gtest.h>

#include <limits>

#include "closeness.h"
#include "ops/scaled_dot_product_attention.h"

namespace {

template <class T>
const T* optional(const std::vector<T>& values) {
  return values.empty() ? nullptr : values.data();
}

// The rows [first, first + count) of every [keys, dim] head.
std::vector<float> rows(const std::vector<float>& heads, size_t keys, size_t dim, size_t first, size_t count) {
  std::vector<float> result;
  for (size_t head = 0; keys * dim > 0 && head < heads.size() / (keys * dim); ++head) {
    const auto begin = heads.begin() + static_cast<ptrdiff_t>((head * keys + first) * dim);
    result.insert(result.end(), begin, begin + static_cast<ptrdiff_t>(count * dim));
  }
  return result;
}

int32_t narrow(size_t value) { return static_cast<int32_t>(value); }

}  // namespace

dojo::Status call(const AttentionCase& c, Wanted wanted, AttentionResult* result) {
  const plain::Attention& a = c.plain;
  const size_t queries = a.batch * a.num_heads * a.seq_q;
  const size_t added = a.keys - c.seq_past;
  const std::vector<float> past_k = rows(a.k, a.keys, a.head_dim, 0, c.seq_past);
  const std::vector<float> past_v = rows(a.v, a.keys, a.value_dim, 0, c.seq_past);
  const std::vector<float> k = rows(a.k, a.keys, a.head_dim, c.seq_past, added);
  const std::vector<float> v = rows(a.v, a.keys, a.value_dim, c.seq_past, added);
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
      with_past ? past_v.data() : nullptr, optional(a.query_offset), optional(a.kv_lengths), outputs.out.data(),
      wanted.weights ? outputs.weights.data() : nullptr, wanted.lse ? outputs.lse.data() : nullptr,
      with_past ? present_k.data() : nullptr, with_past ? present_v.data() : nullptr, narrow(a.batch),
      narrow(a.num_heads), narrow(a.num_kv_heads), narrow(a.seq_q), narrow(added), narrow(c.seq_past),
      narrow(a.head_dim), narrow(a.value_dim), m[0], m[1], m[2], m[3], b[0], b[1], b[2], b[3],
      static_cast<float>(a.scale), static_cast<float>(a.softcap), a.causal ? 1 : 0, static_cast<int32_t>(a.window_left),
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
