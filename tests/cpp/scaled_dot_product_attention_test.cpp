#include "ops/scaled_dot_product_attention.h"

#include <gtest/gtest.h>

#include <array>

#include "attention/query_block.h"
#include "attention_case.h"
#include "closeness.h"
#include "draw.h"
#include "golden.h"
#include "plain.h"

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();

GOLDEN_TEST(scaled_dot_product_attention) {
  const GoldenCase& golden = GetParam();
  const AttentionCase c = golden_case(golden);
  plain::AttentionOutputs<double> expected = plain::attention<double>(c.plain, plain::Order::forward);
  expect_same_formula("out", expected.out, golden.output("out").values);
  expect_same_formula("lse", expected.lse, golden.output("lse").values);
  expected.out = golden.output("out").values;
  expected.lse = golden.output("lse").values;
  if (golden.outputs.count("weights") > 0) {
    expect_same_formula("weights", expected.weights, golden.output("weights").values);
    expected.weights = golden.output("weights").values;
  }
  expect_agreement(c, expected);
}

std::vector<size_t> around(size_t edge) { return {edge - 1, edge, edge + 1}; }

TEST(scaled_dot_product_attention, query_counts_around_every_tile_edge) {
  Draw draw(1);
  for (const size_t edge : {dojo::batch_width, dojo::panel_width, 2 * dojo::panel_width, dojo::query_block}) {
    for (const size_t seq_q : around(edge)) {
      AttentionCase c = draw_case(draw, seq_q, 19, 5, 6);
      expect_agreement(c);
      c.plain.causal = true;
      expect_agreement(c);
    }
  }
}

TEST(scaled_dot_product_attention, key_counts_around_every_tile_edge) {
  Draw draw(2);
  for (const size_t edge : {dojo::tile_rows, 2 * dojo::tile_rows, dojo::key_block, 2 * dojo::key_block}) {
    for (const size_t keys : around(edge)) {
      AttentionCase c = draw_case(draw, 7, keys, 5, 6);
      expect_agreement(c);
      c.plain.causal = true;
      c.plain.query_offset = {static_cast<int32_t>(keys) - 7};
      expect_agreement(c);
    }
  }
}

TEST(scaled_dot_product_attention, dimensions_around_every_tile_edge) {
  Draw draw(3);
  for (const size_t edge : {dojo::batch_width, dojo::tile_rows, 2 * dojo::tile_rows}) {
    for (const size_t dim : around(edge)) {
      expect_agreement(draw_case(draw, 5, 11, dim, 3));
      expect_agreement(draw_case(draw, 5, 11, 3, dim));
    }
  }
}

// As many rows of queries as read a key head: their keys are read where they lie, up to some panels of them.
TEST(scaled_dot_product_attention, few_queries_around_every_tile_edge) {
  Draw draw(31);
  std::vector<size_t> counts{2 * dojo::panel_width - 1, dojo::few_panels * dojo::panel_width + 1};
  for (size_t heads = 1; heads <= dojo::panel_width + 1; ++heads) counts.push_back(heads);
  for (const size_t heads : counts) {
    for (const size_t keys : {size_t{1}, size_t{15}, size_t{33}, dojo::key_block + 1, 2 * dojo::key_block - 1}) {
      for (const size_t dim : {dojo::batch_width - 1, 2 * dojo::batch_width, 5 * dojo::batch_width + 1}) {
        AttentionCase c = draw_case(draw, 1, keys, dim, dim + 1, 2 * heads, 2, 2);
        expect_agreement(c);
        // The tiles begin anew where the past ends, and the rows that come next are no longer neighbours.
        c.seq_past = keys / 2;
        c.room = 3;
        c.plain.query_offset = std::vector<int32_t>(2, static_cast<int32_t>(c.seq_past));
        expect_agreement(c);
      }
    }
  }
}

TEST(scaled_dot_product_attention, drawn_shapes_with_every_option) {
  Draw draw(4);
  for (int round = 0; round < 150; ++round) {
    AttentionCase c = draw_options(draw);
    plain::Attention& a = c.plain;
    c.seq_past = draw.below(2) == 0 ? 0 : draw.below(a.keys + 1);
    if (c.seq_past > 0 && a.query_offset.empty()) {
      a.query_offset = std::vector<int32_t>(a.batch, static_cast<int32_t>(c.seq_past));
    }
    SCOPED_TRACE(round);
    expect_agreement(c);
  }
}

TEST(scaled_dot_product_attention, any_dimension_may_be_zero) {
  Draw draw(5);
  for (size_t zero = 0; zero < 5; ++zero) {
    std::array<size_t, 5> sizes{3, 5, 4, 6, 2};
    sizes[zero] = 0;
    expect_agreement(draw_case(draw, sizes[0], sizes[1], sizes[2], sizes[3], 2, 2, sizes[4]));
  }
  expect_agreement(draw_case(draw, 3, 5, 4, 6, 0, 0));
}

// The values of a query that attends nothing.
void expect_nothing(const AttentionCase& c) {
  const AttentionResult result = run(c);
  for (const float value : result.out) ASSERT_EQ(value, 0.0F);
  for (const float value : result.weights) ASSERT_EQ(value, 0.0F);
  for (const float value : result.lse) ASSERT_EQ(value, -infinity);
}

TEST(scaled_dot_product_attention, a_query_that_may_attend_nothing) {
  Draw draw(6);
  for (const double softcap : {0.0, 3.0}) {
    const auto fresh = [&] {
      AttentionCase c = draw_case(draw, 9, 11, 8, 6, 2, 2);
      c.plain.softcap = softcap;
      return c;
    };
    AttentionCase masked = fresh();
    masked.mask = {0};
    masked.mask_strides = {0, 0, 0, 0};
    expect_nothing(masked);
    AttentionCase biased = fresh();
    biased.bias = std::vector<float>(11, -infinity);
    biased.bias_strides = {0, 0, 0, 1};
    expect_nothing(biased);
    AttentionCase lengths = fresh();
    for (const int32_t length : {0, -1, std::numeric_limits<int32_t>::min()}) {
      lengths.plain.kv_lengths = {length};
      expect_nothing(lengths);
    }
    AttentionCase early = fresh();
    early.plain.causal = true;
    early.plain.query_offset = {-9};
    expect_nothing(early);
    AttentionCase late = fresh();
    late.plain.window_left = 2;
    late.plain.query_offset = {std::numeric_limits<int32_t>::max()};
    expect_nothing(late);
  }
}

TEST(scaled_dot_product_attention, a_row_without_keys_among_others) {
  Draw draw(7);
  AttentionCase c = draw_case(draw, 9, 140, 8, 6);
  c.mask = std::vector<uint8_t>(size_t{9} * 140, 1);
  std::fill_n(c.mask.begin() + 140 * 4, 140, 0);      // a row with no key at all
  std::fill_n(c.mask.begin() + 140 * 5, 130, 0);      // a row whose first block of keys is empty
  std::fill_n(c.mask.begin() + 140 * 6 + 3, 137, 0);  // a row whose last block of keys is empty
  c.mask_strides = {0, 0, 140, 1};
  c.plain.mask = c.mask;
  expect_agreement(c);
}

TEST(scaled_dot_product_attention, mask_bias_and_order_agree) {
  Draw draw(8);
  AttentionCase causal = draw_case(draw, 21, 150, 8, 6, 2, 1);
  AttentionCase masked = causal;
  AttentionCase biased = causal;
  plain::Attention& a = causal.plain;
  a.causal = true;
  a.query_offset = {129};
  a.window_left = 17;
  masked.mask_strides = biased.bias_strides = {0, 0, 150, 1};
  for (size_t i = 0; i < a.seq_q; ++i) {
    for (size_t j = 0; j < a.keys; ++j) {
      masked.mask.push_back(a.may_attend(0, i, j) ? 1 : 0);
      biased.bias.push_back(a.may_attend(0, i, j) ? 0 : -infinity);
    }
  }
  const plain::AttentionOutputs<double> expected = plain::attention<double>(a, plain::Order::forward);
  for (AttentionCase* const other : {&masked, &biased}) {
    other->plain = a;
    other->plain.causal = false;
    other->plain.window_left = -1;
    other->plain.mask = spread(masked.mask, {21, 150}, a);
    expect_agreement(*other, expected);
  }
  expect_agreement(causal, expected);
}

TEST(scaled_dot_product_attention, future_keys_do_not_matter) {
  Draw draw(9);
  AttentionCase c = draw_case(draw, 40, 40, 8, 6);
  c.plain.causal = true;
  const AttentionResult before = run(c);
  for (const size_t last : {0U, 1U, 7U, 23U, 38U}) {
    AttentionCase changed = c;
    for (size_t j = last + 1; j < 40; ++j) {
      for (size_t d = 0; d < 8; ++d) changed.plain.k[j * 8 + d] = 1e3F;
      for (size_t d = 0; d < 6; ++d) changed.plain.v[j * 6 + d] = -1e3F;
    }
    const AttentionResult after = run(changed);
    for (size_t i = 0; i < (last + 1) * 6; ++i) ASSERT_EQ(before.out[i], after.out[i]) << i;
    for (size_t i = 0; i <= last; ++i) ASSERT_EQ(before.lse[i], after.lse[i]) << i;
  }
}

TEST(scaled_dot_product_attention, hidden_keys_may_hold_anything) {
  Draw draw(10);
  AttentionCase c = draw_case(draw, 5, 20, 8, 6, 1, 1, 2);
  c.plain.kv_lengths = {13, 20};
  const AttentionResult before = run(c);
  std::fill_n(c.plain.k.begin() + 13 * 8, 7 * 8, std::numeric_limits<float>::quiet_NaN());
  std::fill_n(c.plain.v.begin() + 13 * 6, 7 * 6, std::numeric_limits<float>::quiet_NaN());
  const AttentionResult after = run(c);
  EXPECT_EQ(before.out, after.out);
  EXPECT_EQ(before.weights, after.weights);
  EXPECT_EQ(before.lse, after.lse);
}

bool sees(const plain::Attention& a, size_t b, size_t h, size_t i, size_t j) {
  const size_t at = ((b * a.num_heads + h) * a.seq_q + i) * a.keys + j;
  return a.may_attend(b, i, j) && (a.mask.empty() || a.mask[at] != 0) && (a.bias.empty() || a.bias[at] != -infinity);
}

// Hides some keys by a bias too.
void hide_by_bias(Draw& draw, AttentionCase& c) {
  give_bias(draw, c, {c.plain.seq_q, c.plain.keys});
  for (float& value : c.bias) value = draw.below(3) == 0 ? -infinity : value;
  c.plain.bias.clear();
  for (size_t heads = 0; heads < c.plain.batch * c.plain.num_heads; ++heads) {
    c.plain.bias.insert(c.plain.bias.end(), c.bias.begin(), c.bias.end());
  }
}

// Keys of every head that hold anything: `unclean`, and what was put there.
struct Unclean {
  std::vector<uint8_t> key;  // [batch, num_kv_heads, keys]
  AttentionCase c;
};

Unclean with_unclean_keys(Draw& draw, AttentionCase c) {
  plain::Attention& a = c.plain;
  std::vector<uint8_t> unclean(a.batch * a.num_kv_heads * a.keys);
  constexpr std::array anything{std::numeric_limits<float>::quiet_NaN(), infinity, -infinity};
  for (size_t key = 0; key < unclean.size(); ++key) {
    if (draw.below(4) != 0) continue;
    unclean[key] = 1;
    const float value = anything.at(draw.below(3));
    if (draw.below(2) == 0) a.k[key * a.head_dim + draw.below(a.head_dim)] = value;
    a.v[key * a.value_dim + draw.below(a.value_dim)] = value;
  }
  return {unclean, c};
}

TEST(scaled_dot_product_attention, what_is_hidden_does_not_matter) {
  Draw draw(16);
  size_t clean_queries = 0;
  for (int round = 0; round < 200; ++round) {
    SCOPED_TRACE(round);
    AttentionCase c = draw_options(draw);
    if (draw.below(3) == 0) hide_by_bias(draw, c);
    const Unclean unclean = with_unclean_keys(draw, c);
    const plain::Attention& a = c.plain;
    const AttentionResult before = run(c);
    const AttentionResult after = run(unclean.c);
    for (size_t query = 0; query < a.batch * a.num_heads * a.seq_q; ++query) {
      const size_t b = query / (a.num_heads * a.seq_q), h = query / a.seq_q % a.num_heads, i = query % a.seq_q;
      const size_t first_key = (b * a.num_kv_heads + h / (a.num_heads / a.num_kv_heads)) * a.keys;
      bool is_clean = true;
      for (size_t j = 0; j < a.keys; ++j) {
        if (!sees(a, b, h, i, j)) ASSERT_EQ(after.weights[query * a.keys + j], 0.0F);
        if (unclean.key[first_key + j] != 0 && sees(a, b, h, i, j)) is_clean = false;
      }
      const auto row = [&](const std::vector<float>& values, size_t dim) {
        return std::vector<float>(values.begin() + static_cast<ptrdiff_t>(query * dim),
                                  values.begin() + static_cast<ptrdiff_t>((query + 1) * dim));
      };
      if (is_clean) {
        clean_queries += 1;
        ASSERT_EQ(row(after.out, a.value_dim), row(before.out, a.value_dim));
        ASSERT_EQ(row(after.weights, a.keys), row(before.weights, a.keys));
        ASSERT_EQ(after.lse[query], before.lse[query]);
      } else if (after.lse[query] != -infinity) {
        const std::vector<float> out = row(after.out, a.value_dim);
        ASSERT_FALSE(std::all_of(out.begin(), out.end(), [](float value) { return std::isfinite(value); }));
      }
    }
  }
  EXPECT_GT(clean_queries, 1000U);
}

TEST(scaled_dot_product_attention, what_is_seen_does_matter) {
  for (const size_t seq_q : {1U, 2U, 40U}) {
    for (const size_t keys : {1U, 5U, 300U, 5000U}) {
      Draw draw(17);
      AttentionCase c = draw_case(draw, seq_q, keys, 4, 3);
      c.plain.k[c.plain.k.size() - 2] = std::numeric_limits<float>::quiet_NaN();
      for (const float value : run(c).out) ASSERT_TRUE(std::isnan(value)) << seq_q << " " << keys;
    }
  }
}

// Scores that leave float32 on the way, though the right result does not.
TEST(scaled_dot_product_attention, numbers_of_any_size) {
  for (const size_t seq_q : {1U, 3U, 40U}) {
    for (const float size : {0x1p-100F, 0x1p60F, 0x1p83F, 0x1p127F}) {
      SCOPED_TRACE(size);
      Draw draw(18);
      AttentionCase c = draw_case(draw, seq_q, 20, 4, 3);
      for (float& value : c.plain.k) value = value > 0 ? size : -size;
      for (float& value : c.plain.q) value = value > 0 ? size : -size;
      for (float& value : c.plain.v) value *= size / 4;
      const plain::AttentionOutputs<double> expected = plain::attention<double>(c.plain, plain::Order::forward);
      const AttentionResult result = run(c);
      for (size_t i = 0; i < result.out.size(); ++i) {
        ASSERT_NEAR(result.out[i], expected.out[i], 2e-6 * size) << i;
      }
      for (size_t i = 0; i < result.weights.size(); ++i) ASSERT_NEAR(result.weights[i], expected.weights[i], 2e-6) << i;
    }
  }
}

TEST(scaled_dot_product_attention, a_softcap_hides_no_score_that_leaves_float32) {
  for (const size_t seq_q : {1U, 40U}) {
    Draw draw(20);
    AttentionCase c = draw_case(draw, seq_q, 2, 1, 1);
    c.plain.scale = 50, c.plain.softcap = 2;
    std::fill(c.plain.q.begin(), c.plain.q.end(), -std::numeric_limits<float>::max());
    c.plain.k = {1e-41F, 1e-45F};
    expect_agreement(c);
  }
}

TEST(scaled_dot_product_attention, a_bias_that_brings_a_score_back_into_float32) {
  constexpr float largest = std::numeric_limits<float>::max();
  for (const size_t seq_q : {1U, 20U}) {
    Draw draw(25);
    AttentionCase c = draw_case(draw, seq_q, 2, 1, 1);
    c.plain.scale = 1;
    c.plain.k = {-largest, 0.1F};
    std::fill(c.plain.q.begin(), c.plain.q.end(), 1.004F);
    give_bias(draw, c, {1, 1, 1, 2});
    c.bias = {largest, -largest};
    for (const float out : run(c).out) EXPECT_EQ(out, c.plain.v[0]);
  }
}

TEST(scaled_dot_product_attention, sums_over_a_hundred_thousand_keys) {
  constexpr size_t keys = 100003;
  for (const size_t seq_q : {1U, 40U}) {
    Draw draw(19);
    AttentionCase c = draw_case(draw, seq_q, keys, 1, 1);
    c.plain.scale = 1;
    std::fill(c.plain.q.begin(), c.plain.q.end(), 1.0F);
    for (size_t j = 0; j < keys; ++j) {
      c.plain.k[j] = -static_cast<float>(j) / 10000.0F;
      c.plain.v[j] = j % 2 == 0 ? 0.0F : 2.0F;
    }
    AttentionResult result;
    EXPECT_EQ(call(c, {false, true}, &result), dojo::Status::ok);
    c.plain.seq_q = 1;
    c.plain.q.resize(1);
    const plain::AttentionOutputs<double> expected = plain::attention<double>(c.plain, plain::Order::forward);
    EXPECT_NEAR(expected.out[0], 0.9999500, 1e-6);
    for (size_t i = 0; i < seq_q; ++i) {
      EXPECT_NEAR(result.out[i], expected.out[0], 2e-6);
      EXPECT_NEAR(result.lse[i], expected.lse[0], 2e-6 * std::abs(expected.lse[0]));
    }
  }
}

TEST(scaled_dot_product_attention, permuting_keys_with_their_values_changes_nothing) {
  Draw draw(11);
  const AttentionCase c = draw_case(draw, 6, 150, 8, 6);
  AttentionCase reversed = c;
  for (size_t j = 0; j < 150; ++j) {
    std::copy_n(c.plain.k.begin() + static_cast<ptrdiff_t>(j * 8), 8,
                reversed.plain.k.begin() + static_cast<ptrdiff_t>((149 - j) * 8));
    std::copy_n(c.plain.v.begin() + static_cast<ptrdiff_t>(j * 6), 6,
                reversed.plain.v.begin() + static_cast<ptrdiff_t>((149 - j) * 6));
  }
  plain::AttentionOutputs<double> expected = plain::attention<double>(c.plain, plain::Order::forward);
  for (size_t i = 0; i < 6; ++i) {
    std::reverse(expected.weights.begin() + static_cast<ptrdiff_t>(i * 150),
                 expected.weights.begin() + static_cast<ptrdiff_t>((i + 1) * 150));
  }
  expect_agreement(reversed, expected);
}

TEST(scaled_dot_product_attention, weights_sum_to_one) {
  Draw draw(12);
  AttentionCase c = draw_case(draw, 10, 300, 8, 6);
  for (float& value : c.plain.q) value *= 30;
  const AttentionResult result = run(c);
  for (size_t i = 0; i < 10; ++i) {
    double total = 0;
    for (size_t j = 0; j < 300; ++j) total += result.weights[i * 300 + j];
    EXPECT_NEAR(total, 1, 1e-6);
  }
}

// The same with one key more for the sink: of zeros, with the sink as its bias.
AttentionCase with_a_key_for_sinks(const AttentionCase& c) {
  const plain::Attention& a = c.plain;
  AttentionCase longer = c;
  const auto lengthen = [&a](const std::vector<float>& rows, size_t dim) {
    std::vector<float> result;
    for (size_t head = 0; head < a.batch * a.num_kv_heads; ++head) {
      const auto begin = rows.begin() + static_cast<ptrdiff_t>(head * a.keys * dim);
      result.insert(result.end(), begin, begin + static_cast<ptrdiff_t>(a.keys * dim));
      result.resize(result.size() + dim, 0.0F);
    }
    return result;
  };
  longer.plain.k = lengthen(a.k, a.head_dim), longer.plain.v = lengthen(a.v, a.value_dim);
  longer.plain.keys += 1;
  longer.plain.sinks.clear();
  longer.bias.clear();
  for (const float sink : a.sinks) {
    longer.bias.resize(longer.bias.size() + a.keys, 0.0F);
    longer.bias.push_back(sink);
  }
  longer.bias_strides = {0, static_cast<int32_t>(a.keys + 1), 0, 1};
  return longer;
}

TEST(scaled_dot_product_attention, a_sink_is_a_key_without_a_value) {
  Draw draw(31);
  for (const size_t seq_q : {1U, 3U, 60U}) {
    for (const size_t keys : {1U, 7U, 300U, 5000U}) {
      SCOPED_TRACE(testing::Message() << seq_q << " queries, " << keys << " keys");
      AttentionCase c = draw_case(draw, seq_q, keys, 9, 5, 4, 2, 2);
      c.plain.sinks = draw.normal(4, 3);
      expect_agreement(c);
      const AttentionResult with = run(c);
      const AttentionResult longer = run(with_a_key_for_sinks(c));
      for (size_t i = 0; i < with.out.size(); ++i) ASSERT_NEAR(with.out[i], longer.out[i], 2e-6F) << i;
      for (size_t i = 0; i < with.lse.size(); ++i) ASSERT_NEAR(with.lse[i], longer.lse[i], 2e-6F) << i;
    }
  }
}

TEST(scaled_dot_product_attention, a_query_that_sees_nothing_has_its_sink) {
  Draw draw(32);
  for (const size_t seq_q : {2U, 40U}) {
    for (const size_t keys : {0U, 6U, 5000U}) {
      AttentionCase c = draw_case(draw, seq_q, keys, 4, 3, 2, 1);
      c.plain.causal = true;
      c.plain.query_offset = {-1};
      c.plain.sinks = {2, -infinity};
      const AttentionResult result = run(c);
      expect_agreement(c);
      for (const size_t query : {size_t{0}, seq_q}) {
        EXPECT_EQ(result.lse[query], query == 0 ? 2 : -infinity);
        for (size_t e = 0; e < 3; ++e) EXPECT_EQ(result.out[query * 3 + e], 0);
        for (size_t j = 0; j < keys; ++j) EXPECT_EQ(result.weights[query * keys + j], 0);
      }
    }
  }
}

TEST(scaled_dot_product_attention, a_sink_that_is_no_number_spoils_what_sees_a_key) {
  Draw draw(35);
  for (const size_t seq_q : {2U, 40U}) {
    AttentionCase c = draw_case(draw, seq_q, 6, 4, 3, 2, 1);
    c.plain.causal = true;
    c.plain.query_offset = {-1};
    for (const float strange : {std::nanf(""), infinity}) {
      c.plain.sinks = {strange, strange};
      const AttentionResult result = run(c);
      for (size_t i = 0; i < result.out.size(); ++i) {
        ASSERT_TRUE(i / 3 % seq_q == 0 ? result.out[i] == 0 : std::isnan(result.out[i])) << i;
      }
    }
  }
}

TEST(scaled_dot_product_attention, a_sink_that_is_no_number_spoils_its_head_alone) {
  Draw draw(33);
  for (const size_t seq_q : {1U, 3U, 60U}) {
    AttentionCase c = draw_case(draw, seq_q, 300, 4, 3, 4, 1);
    const AttentionResult without = run(c);
    c.plain.sinks.assign(4, -infinity);
    const AttentionResult none = run(c);
    EXPECT_EQ(none.out, without.out);
    EXPECT_EQ(none.weights, without.weights);
    EXPECT_EQ(none.lse, without.lse);
    for (const float strange : {std::nanf(""), infinity}) {
      c.plain.sinks[2] = strange;
      const AttentionResult result = run(c);
      for (size_t i = 0; i < result.out.size(); ++i) {
        ASSERT_TRUE(i / 3 / seq_q == 2 ? std::isnan(result.out[i]) : result.out[i] == without.out[i]) << i;
      }
      for (size_t i = 0; i < result.lse.size(); ++i) {
        ASSERT_TRUE(i / seq_q == 2 ? std::isnan(result.lse[i]) : result.lse[i] == without.lse[i]) << i;
      }
    }
  }
}

// A sink beside scores that float32 does not hold: below all of them it changes nothing, above it takes all.
TEST(scaled_dot_product_attention, a_sink_beside_scores_beyond_float32) {
  Draw draw(34);
  for (const size_t seq_q : {1U, 40U}) {
    AttentionCase c = draw_case(draw, seq_q, 5, 2, 3, 2, 1);
    c.plain.scale = 1;
    c.plain.sinks = {1, -3};
    for (float& value : c.plain.q) value = 1e30F;
    for (const float sign : {1.0F, -1.0F}) {
      for (size_t j = 0; j < 5; ++j) c.plain.k[2 * j] = c.plain.k[2 * j + 1] = sign * 1e10F * static_cast<float>(j + 1);
      const AttentionResult result = run(c);
      for (size_t i = 0; i < result.out.size(); ++i) {
        ASSERT_EQ(result.out[i], sign > 0 ? c.plain.v[4 * 3 + i % 3] : 0) << i;
      }
      if (sign < 0) EXPECT_EQ(result.lse[0], 1);
    }
  }
}

TEST(scaled_dot_product_attention, decoding_step_by_step_is_the_whole) {
  Draw draw(13);
  constexpr size_t length = 12;
  AttentionCase whole = draw_case(draw, length, length, 8, 6, 4, 2);
  whole.plain.causal = true;
  const plain::AttentionOutputs<double> expected = plain::attention<double>(whole.plain, plain::Order::forward);
  for (size_t step = 0; step < length; ++step) {
    AttentionCase c;
    c.plain = whole.plain;
    c.plain.seq_q = 1;
    c.plain.keys = step + 1;
    c.plain.query_offset.clear();  // after the past
    c.seq_past = step;
    plain::AttentionOutputs<double> part;
    c.plain.q.clear(), c.plain.k.clear(), c.plain.v.clear();
    const auto append = [](auto& target, const auto& source, size_t first, size_t count) {
      target.insert(target.end(), source.begin() + static_cast<ptrdiff_t>(first),
                    source.begin() + static_cast<ptrdiff_t>(first + count));
    };
    for (size_t head = 0; head < 4; ++head) {
      append(c.plain.q, whole.plain.q, (head * length + step) * 8, 8);
      append(part.out, expected.out, (head * length + step) * 6, 6);
      append(part.weights, expected.weights, (head * length + step) * length, step + 1);
      append(part.lse, expected.lse, head * length + step, 1);
    }
    for (size_t head = 0; head < 2; ++head) {
      append(c.plain.k, whole.plain.k, head * length * 8, (step + 1) * 8);
      append(c.plain.v, whole.plain.v, head * length * 6, (step + 1) * 6);
    }
    AttentionCase oracle = c;
    oracle.plain.query_offset = {static_cast<int32_t>(step)};
    expect_agreement(c, part, oracle.plain);
  }
}

TEST(scaled_dot_product_attention, scores_far_beyond_the_range_of_exp) {
  Draw draw(14);
  AttentionCase c = draw_case(draw, 20, 150, 8, 6);
  for (float& value : c.plain.q) value *= 1000;
  expect_agreement(c);
}

TEST(scaled_dot_product_attention, shapes_that_cannot_be) {
  AttentionCase c;
  Draw draw(15);
  c = draw_case(draw, 2, 3, 4, 4, 4, 2);
  EXPECT_EQ(call(c, {}), dojo::Status::ok);
  c.plain.num_kv_heads = 3;
  EXPECT_EQ(call(c, {}), dojo::Status::bad_shape);
  c.plain.num_kv_heads = 0;
  EXPECT_EQ(call(c, {}), dojo::Status::bad_shape);
}

}  // namespace
