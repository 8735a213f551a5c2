#include "ops/scaled_dot_product_attention_backward.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "attention/query_block.h"
#include "attention_case.h"
#include "closeness.h"
#include "draw.h"
#include "golden.h"
#include "plain_backward.h"

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

/// The forward pass's results, as the float32 that the kernel gets.
struct Given {
  std::vector<float> out, lse, dout;

  template <class T>
  plain::Forward<T> as() const {
    return {plain::as<T>(out), plain::as<T>(lse), plain::as<T>(dout)};
  }
};

Given forward(Draw& draw, const AttentionCase& c) {
  const plain::AttentionOutputs<double> f = plain::attention<double>(c.plain, plain::Order::forward);
  return {{f.out.begin(), f.out.end()}, {f.lse.begin(), f.lse.end()}, draw.normal(f.out.size())};
}

using Gradients = plain::AttentionGradients<float>;

dojo::Status call(const AttentionCase& c, const Given& given, Gradients& result) {
  const plain::Attention& a = c.plain;
  const auto optional = [](const auto& values) { return values.empty() ? nullptr : values.data(); };
  const auto narrow = [](size_t value) { return static_cast<int32_t>(value); };
  constexpr float unwritten = std::numeric_limits<float>::quiet_NaN();
  result.dq.assign(a.q.size(), unwritten);
  result.dk.assign(a.k.size(), unwritten);
  result.dv.assign(a.v.size(), unwritten);
  const auto& m = c.mask_strides;
  const auto& b = c.bias_strides;
  return scaled_dot_product_attention_backward(
      a.q.data(), a.k.data(), a.v.data(), given.out.data(), given.lse.data(), given.dout.data(), optional(c.mask),
      optional(c.bias), optional(a.query_offset), optional(a.kv_lengths), result.dq.data(), result.dk.data(),
      result.dv.data(), narrow(a.batch), narrow(a.num_heads), narrow(a.num_kv_heads), narrow(a.seq_q), narrow(a.keys),
      narrow(a.head_dim), narrow(a.value_dim), m[0], m[1], m[2], m[3], b[0], b[1], b[2], b[3],
      static_cast<float>(a.scale), static_cast<float>(a.softcap), a.causal ? 1 : 0, static_cast<int32_t>(a.window_left),
      static_cast<int32_t>(a.window_right));
}

Gradients run(const AttentionCase& c, const Given& given) {
  Gradients result;
  EXPECT_EQ(call(c, given, result), dojo::Status::ok);
  return result;
}

void expect_agreement(const AttentionCase& c, const Given& given, const plain::AttentionGradients<double>& expected) {
  const plain::Attention& a = c.plain;
  const Gradients result = run(c, given);
  const auto part_of = [&](auto part) {
    return [&, part](auto type, plain::Order order) {
      using T = decltype(type);
      return part(plain::attention_backward<T>(a, given.as<T>(), order));
    };
  };
  expect_close("dq", {a.batch, a.num_heads, a.seq_q, a.head_dim}, result.dq,
               reference(expected.dq, part_of([](auto r) { return r.dq; })));
  expect_close("dk", {a.batch, a.num_kv_heads, a.keys, a.head_dim}, result.dk,
               reference(expected.dk, part_of([](auto r) { return r.dk; })));
  expect_close("dv", {a.batch, a.num_kv_heads, a.keys, a.value_dim}, result.dv,
               reference(expected.dv, part_of([](auto r) { return r.dv; })));
}

void expect_agreement(const AttentionCase& c, const Given& given) {
  expect_agreement(c, given, plain::attention_backward<double>(c.plain, given.as<double>(), plain::Order::forward));
}

void expect_agreement(Draw& draw, const AttentionCase& c) { expect_agreement(c, forward(draw, c)); }

GOLDEN_TEST(scaled_dot_product_attention_backward) {
  const GoldenCase& golden = GetParam();
  const AttentionCase c = golden_case(golden);
  const Given given{golden.floats("out"), golden.floats("lse"), golden.floats("dout")};
  // PyTorch went back from its own out and lse in float64; the files hold their float32, which the kernel is given.
  const plain::AttentionOutputs<double> f = plain::attention<double>(c.plain, plain::Order::forward);
  const plain::Forward<double> exact{f.out, f.lse, plain::as<double>(given.dout)};
  const auto formula = plain::attention_backward<double>(c.plain, exact, plain::Order::forward);
  expect_same_formula("dq", formula.dq, golden.output("dq").values);
  expect_same_formula("dk", formula.dk, golden.output("dk").values);
  expect_same_formula("dv", formula.dv, golden.output("dv").values);
  expect_agreement(c, given, {golden.output("dq").values, golden.output("dk").values, golden.output("dv").values});
}

// Close to the right value, and not finite where that, as a float32, is not.
void expect_like_float64(const std::vector<float>& actual, const std::vector<double>& expected) {
  const auto is_float = [](double value) { return std::isfinite(static_cast<float>(value)); };
  double largest = 0;
  for (const double value : expected) largest = is_float(value) ? std::max(largest, std::abs(value)) : largest;
  for (size_t i = 0; i < actual.size(); ++i) {
    if (is_float(expected[i])) {
      ASSERT_NEAR(actual[i], expected[i], 3e-6 * largest) << i;
      if (expected[i] == 0) ASSERT_EQ(actual[i], 0.0F) << i;
    } else {
      ASSERT_FALSE(std::isfinite(actual[i])) << i << " " << expected[i] << " " << actual[i];
    }
  }
}

TEST(scaled_dot_product_attention_backward, what_is_hidden_does_not_matter) {
  Draw draw(21);
  constexpr std::array anything{std::numeric_limits<float>::quiet_NaN(), infinity, -infinity, 1e30F};
  for (int round = 0; round < 200; ++round) {
    SCOPED_TRACE(round);
    AttentionCase c = draw_options(draw);
    plain::Attention& a = c.plain;
    a.query_offset.clear();
    c.room = 0;
    Given given = forward(draw, c);
    // Some keys and values, and some queries with their gradients, seen by others or not.
    for (size_t i = 0; i < a.k.size(); i += a.head_dim) {
      if (draw.below(9) == 0) a.k[i] = anything.at(draw.below(3));
    }
    for (size_t i = 0; i < a.v.size(); i += a.value_dim) {
      if (draw.below(9) == 0) a.v[i] = anything.at(draw.below(4));
    }
    for (size_t i = 0; i < given.dout.size(); i += a.value_dim) {
      if (draw.below(20) == 0) given.dout[i] = anything.at(draw.below(4));
    }
    AttentionResult f;
    ASSERT_EQ(call(c, {false, true}, &f), dojo::Status::ok);
    given.out = f.out;
    given.lse = f.lse;
    const auto expected = plain::attention_backward<double>(a, given.as<double>(), plain::Order::forward);
    const Gradients result = run(c, given);
    expect_like_float64(result.dq, expected.dq);
    expect_like_float64(result.dk, expected.dk);
    expect_like_float64(result.dv, expected.dv);
  }
}

// The loss sum(dout * out), in float64.
double loss(const plain::Attention& a, const std::vector<float>& dout) {
  const std::vector<double> out = plain::attention<double>(a, plain::Order::forward).out;
  double total = 0;
  for (size_t i = 0; i < out.size(); ++i) total += out[i] * static_cast<double>(dout[i]);
  return total;
}

void expect_differences(const char* what, const plain::Attention& given, std::vector<float> plain::Attention::*input,
                        const std::vector<float>& dout, const std::vector<float>& gradient) {
  plain::Attention a = given;
  for (size_t i = 0; i < gradient.size(); ++i) {
    const float middle = (a.*input)[i];
    const float above = middle + 0.002F;
    const float below = middle - 0.002F;
    (a.*input)[i] = above;
    const double high = loss(a, dout);
    (a.*input)[i] = below;
    const double low = loss(a, dout);
    (a.*input)[i] = middle;
    const double slope = (high - low) / (static_cast<double>(above) - static_cast<double>(below));
    ASSERT_NEAR(gradient[i], slope, 2e-5 * (1 + std::abs(slope))) << what << " at " << i;
  }
}

// What the gradient of a sink is, of what the kernels give: its weight is exp(sink - lse), and its value 0.
std::vector<float> of_sinks(const plain::Attention& a, const Given& given) {
  std::vector<float> gradient(a.num_heads);
  for (size_t query = 0; query < given.lse.size(); ++query) {
    const size_t head = query / a.seq_q % a.num_heads;
    float delta = 0;
    for (size_t e = query * a.value_dim; e < (query + 1) * a.value_dim; ++e) delta += given.out[e] * given.dout[e];
    gradient[head] -= std::exp(a.sinks[head] - given.lse[query]) * delta;
  }
  return gradient;
}

TEST(scaled_dot_product_attention_backward, central_differences) {
  Draw draw(1);
  for (int round = 0; round < 16; ++round) {
    AttentionCase c = draw_case(draw, 1 + draw.below(6), 1 + draw.below(9), 3, 2, 4, 2);
    plain::Attention& a = c.plain;
    if (round % 4 == 1) give_mask(draw, c, {1, 4, a.seq_q, a.keys});
    if (round % 4 == 2) give_bias(draw, c, {1, 1, a.seq_q, a.keys});
    if (round % 2 == 1) a.softcap = 1.5;
    a.causal = round % 3 == 0;
    if (round % 5 == 0) a.window_left = 2;
    if (round % 7 == 0) a.kv_lengths = {static_cast<int32_t>(a.keys / 2)};
    if (round % 3 != 0) a.sinks = draw.normal(4);
    const Given given = forward(draw, c);
    const Gradients gradients = run(c, given);
    SCOPED_TRACE(round);
    expect_differences("dq", a, &plain::Attention::q, given.dout, gradients.dq);
    expect_differences("dk", a, &plain::Attention::k, given.dout, gradients.dk);
    expect_differences("dv", a, &plain::Attention::v, given.dout, gradients.dv);
    if (!a.sinks.empty()) expect_differences("dsinks", a, &plain::Attention::sinks, given.dout, of_sinks(a, given));
  }
}

std::vector<size_t> around(size_t edge) { return {edge - 1, edge, edge + 1}; }

TEST(scaled_dot_product_attention_backward, counts_around_every_tile_edge) {
  Draw draw(2);
  for (const bool causal : {false, true}) {
    for (const size_t edge : {dojo::panel_width, 2 * dojo::panel_width, dojo::query_block}) {
      for (const size_t seq_q : around(edge)) {
        AttentionCase c = draw_case(draw, seq_q, 19, 5, 6);
        c.plain.causal = causal;
        expect_agreement(draw, c);
      }
    }
    for (const size_t edge : {dojo::tile_rows, 2 * dojo::tile_rows, dojo::key_block}) {
      for (const size_t keys : around(edge)) {
        AttentionCase c = draw_case(draw, 17, keys, 5, 6);
        c.plain.causal = causal;
        if (causal) c.plain.query_offset = {static_cast<int32_t>(keys) - 17};
        expect_agreement(draw, c);
      }
    }
  }
}

TEST(scaled_dot_product_attention_backward, dimensions_around_every_tile_edge) {
  Draw draw(3);
  for (const size_t edge : {dojo::batch_width, dojo::tile_rows, dojo::panel_width, 2 * dojo::panel_width}) {
    for (const size_t dim : around(edge)) {
      expect_agreement(draw, draw_case(draw, 5, 11, dim, 3));
      expect_agreement(draw, draw_case(draw, 5, 11, 3, dim));
    }
  }
}

TEST(scaled_dot_product_attention_backward, drawn_shapes_with_every_option) {
  Draw draw(4);
  for (int round = 0; round < 80; ++round) {
    SCOPED_TRACE(round);
    expect_agreement(draw, draw_options(draw));
  }
}

TEST(scaled_dot_product_attention_backward, any_dimension_may_be_zero_or_one) {
  Draw draw(5);
  for (const size_t size : {size_t{0}, size_t{1}}) {
    for (size_t at = 0; at < 5; ++at) {
      std::array<size_t, 5> sizes{3, 5, 4, 6, 2};
      sizes[at] = size;
      expect_agreement(draw, draw_case(draw, sizes[0], sizes[1], sizes[2], sizes[3], 2, 2, sizes[4]));
    }
  }
  expect_agreement(draw, draw_case(draw, 1, 1, 1, 1));
  expect_agreement(draw, draw_case(draw, 3, 5, 4, 6, 0, 0));
}

TEST(scaled_dot_product_attention_backward, a_query_that_may_attend_nothing_moves_nothing) {
  Draw draw(6);
  AttentionCase c = draw_case(draw, 9, 11, 8, 6, 2, 2);
  c.plain.kv_lengths = {0};
  Given given = forward(draw, c);
  for (const float value : given.lse) ASSERT_EQ(value, -infinity);
  Gradients result = run(c, given);
  for (const auto* gradient : {&result.dq, &result.dk, &result.dv}) {
    for (const float value : *gradient) ASSERT_EQ(value, 0.0F);
  }
  AttentionCase biased = draw_case(draw, 9, 11, 8, 6);
  biased.bias.assign(9 * 11, 0.0F);
  std::fill_n(biased.bias.begin() + 4 * 11, 11, -infinity);
  biased.bias_strides = {0, 0, 11, 1};
  biased.plain.mask.assign(9 * 11, 1);
  std::fill_n(biased.plain.mask.begin() + 4 * 11, 11, 0);
  given = forward(draw, biased);
  result = run(biased, given);
  for (size_t d = 0; d < 8; ++d) ASSERT_EQ(result.dq[4 * 8 + d], 0.0F);
  expect_agreement(biased, given);
}

TEST(scaled_dot_product_attention_backward, scores_far_beyond_the_range_of_exp) {
  Draw draw(7);
  AttentionCase c = draw_case(draw, 20, 150, 8, 6);
  for (float& value : c.plain.q) value *= 300;
  expect_agreement(draw, c);
}

// dq is a sum over keys, dk and dv are sums over queries; here all terms have one sign.
TEST(scaled_dot_product_attention_backward, sums_over_a_hundred_thousand) {
  for (const auto& [seq_q, keys] : {std::pair{1, 100003}, std::pair{100003, 2}, std::pair{1100, 130}}) {
    SCOPED_TRACE(keys);
    Draw draw(23);
    AttentionCase c = draw_case(draw, static_cast<size_t>(seq_q), static_cast<size_t>(keys), 1, 1);
    c.plain.scale = 1;
    const auto alternates = [](size_t i) { return i % 2 == 0 ? 1.0F : -1.0F; };
    std::fill(c.plain.q.begin(), c.plain.q.end(), 0.1F);
    for (size_t j = 0; j < c.plain.keys; ++j) {
      c.plain.k[j] = alternates(j);
      c.plain.v[j] = 1.0F + alternates(j);
    }
    Given given = forward(draw, c);
    for (float& dout : given.dout) dout = 1.0F + std::abs(dout);
    const auto expected = plain::attention_backward<double>(c.plain, given.as<double>(), plain::Order::forward);
    const Gradients result = run(c, given);
    for (size_t i = 0; i < result.dq.size(); ++i) ASSERT_NEAR(result.dq[i], expected.dq[i], 2e-6 * expected.dq[i]) << i;
    for (size_t j = 0; j < result.dk.size(); ++j) {
      ASSERT_NEAR(result.dk[j], expected.dk[j], 2e-6 * std::abs(expected.dk[j])) << j;
      ASSERT_NEAR(result.dv[j], expected.dv[j], 2e-6 * std::abs(expected.dv[j])) << j;
    }
  }
}

TEST(scaled_dot_product_attention_backward, a_scale_that_takes_queries_out_of_float32) {
  Draw draw(24);
  AttentionCase c = draw_case(draw, 3, 1, 1, 1);
  c.plain.scale = 50;
  c.plain.q = {1.0F, std::numeric_limits<float>::max(), -2.0F};
  c.plain.k = {-1e-41F};
  expect_agreement(draw, c);
}

TEST(scaled_dot_product_attention_backward, shapes_that_cannot_be) {
  Draw draw(8);
  AttentionCase c = draw_case(draw, 2, 3, 4, 4, 4, 2);
  const Given given = forward(draw, c);
  Gradients result;
  EXPECT_EQ(call(c, given, result), dojo::Status::ok);
  c.plain.num_kv_heads = 3;
  EXPECT_EQ(call(c, given, result), dojo::Status::bad_shape);
}

}  // namespace
