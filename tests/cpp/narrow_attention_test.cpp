#include "ops/cache/narrow_attention.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "attention/in_place.h"
#include "attention/narrow.h"
#include "draw.h"
#include "ops/cache/store_narrow.h"
#include "ops/scaled_dot_product_attention.h"

namespace {

struct Sizes {
  size_t batch, heads, kv_heads, seq_q, seq_k, head_dim, value_dim;
};

int32_t as_int(size_t size) { return static_cast<int32_t>(size); }

// Rows of one kind in a cache that has room for `room` more in every head, and what they are as floats.
template <class Element>
struct Cache {
  size_t row, capacity;
  std::vector<float> words;

  Cache(const Sizes& s, size_t dim, size_t room)
      : row(dojo::words_of<Element>(dim) + (Element::has_scale ? dojo::batch_width : 0)),
        capacity(s.seq_k + room),
        words(s.batch * s.kv_heads * capacity * row, -1.0F) {}

  std::vector<float> widened(const Sizes& s, size_t dim) const {
    std::vector<float> values;
    for (size_t head = 0; head < s.batch * s.kv_heads; ++head) {
      for (size_t j = 0; j < s.seq_k; ++j) {
        const float* const at = words.data() + (head * capacity + j) * row;
        const float scale = Element::has_scale ? at[dojo::words_of<Element>(dim)] : 1.0F;
        for (size_t d = 0; d < dim; ++d) {
          const size_t batch = d / (Element::in_word * dojo::batch_width);
          const dojo::Batch of_batch = dojo::load(at + batch * dojo::batch_width);
          const dojo::Batch value = Element::widen_any(of_batch, d / dojo::batch_width % Element::in_word);
          values.push_back(value.get(d % dojo::batch_width) * scale);
        }
      }
    }
    return values;
  }
};

// Compares with attention over the floats that the cache holds. Nothing but the order of additions is another.
template <class Element>
void expect_same(const Sizes& s, std::vector<float> k, std::vector<float> v, int32_t dtype, size_t room, Draw& draw) {
  const std::vector<float> sinks = draw.normal(s.heads, 2);
  const std::vector<float> q = draw.normal(s.batch * s.heads * s.seq_q * s.head_dim);
  Cache<Element> keys(s, s.head_dim, room);
  Cache<Element> values(s, s.value_dim, room);
  std::vector<int32_t> strange(s.batch * s.kv_heads, 0);
  const auto strides = [&](const auto& cache) {
    const size_t head = cache.capacity * cache.row;
    return std::array{as_int(s.kv_heads * head), as_int(head), as_int(cache.row)};
  };
  const auto [k0, k1, k2] = strides(keys);
  const auto [v0, v1, v2] = strides(values);
  ASSERT_EQ(store_narrow(k.data(), v.data(), keys.words.data(), values.words.data(), strange.data(), as_int(s.batch),
                         as_int(s.kv_heads), as_int(s.seq_k), as_int(s.head_dim), as_int(s.value_dim), k0, k1, k2, v0,
                         v1, v2, dtype),
            dojo::Status::ok);
  std::vector<float> out(s.batch * s.heads * s.seq_q * s.value_dim);
  std::vector<float> lse(s.batch * s.heads * s.seq_q);
  const float scale = 1.0F / std::sqrt(static_cast<float>(s.head_dim));
  ASSERT_EQ(
      narrow_attention(q.data(), keys.words.data(), values.words.data(), strange.data(), nullptr, nullptr, sinks.data(),
                       nullptr, nullptr, out.data(), nullptr, lse.data(), as_int(s.batch), as_int(s.heads),
                       as_int(s.kv_heads), as_int(s.seq_q), as_int(s.seq_k), as_int(s.head_dim), as_int(s.value_dim),
                       k0, k1, k2, v0, v1, v2, 0, 0, 0, 0, 0, 0, 0, 0, dtype, scale, 0.0F, 0, -1, -1),
      dojo::Status::ok);
  k = keys.widened(s, s.head_dim);
  v = values.widened(s, s.value_dim);
  std::vector<float> expected_out(out.size());
  std::vector<float> expected_lse(lse.size());
  dojo::AttentionProblem problem;
  problem.batch = s.batch;
  problem.num_heads = s.heads;
  problem.num_kv_heads = s.kv_heads;
  problem.seq_q = s.seq_q;
  problem.seq_k = s.seq_k;
  problem.head_dim = s.head_dim;
  problem.value_dim = s.value_dim;
  problem.scale = scale;
  problem.q = dojo::contiguous_heads(q.data(), s.heads, s.seq_q, s.head_dim);
  problem.k = dojo::contiguous_heads<const float>(k.data(), s.kv_heads, s.seq_k, s.head_dim);
  problem.v = dojo::contiguous_heads<const float>(v.data(), s.kv_heads, s.seq_k, s.value_dim);
  problem.out = dojo::contiguous_heads(expected_out.data(), s.heads, s.seq_q, s.value_dim);
  problem.lse = expected_lse.data();
  problem.sinks = sinks.data();
  ASSERT_EQ(dojo::attend(problem), dojo::Status::ok);
  const auto expect_near = [](const std::vector<float>& actual, const std::vector<float>& wanted) {
    for (size_t i = 0; i < wanted.size(); ++i) {
      if (std::isnan(wanted[i])) {
        ASSERT_TRUE(std::isnan(actual[i]));
      } else if (std::isinf(wanted[i])) {
        ASSERT_EQ(actual[i], wanted[i]);
      } else {
        ASSERT_NEAR(actual[i], wanted[i], 4e-6 * std::max(1.0F, std::abs(wanted[i])));
      }
    }
  };
  expect_near(out, expected_out);
  expect_near(lse, expected_lse);
}

TEST(narrow_attention, is_attention_over_what_the_cache_holds) {
  Draw draw(1);
  for (const size_t heads : {1, 2, 3, 5, 8}) {
    for (const size_t keys : {1, 23, 25, 121, 250}) {
      for (const size_t dim : {1, 8, 21, 64}) {
        for (const size_t seq_q : {size_t{1}, size_t{3}}) {
          const Sizes s{2, 2 * heads, 2, seq_q, keys, dim, dim + 5};
          const std::vector<float> k = draw.normal(s.batch * s.kv_heads * keys * s.head_dim);
          const std::vector<float> v = draw.normal(s.batch * s.kv_heads * keys * s.value_dim);
          SCOPED_TRACE(testing::Message() << heads << " heads, " << keys << " keys of " << dim);
          expect_same<dojo::Halves>(s, k, v, 0, keys % 3, draw);
          expect_same<dojo::Bytes>(s, k, v, 1, keys % 3, draw);
        }
      }
    }
  }
}

TEST(narrow_attention, is_so_too_of_what_is_not_finite) {
  Draw draw(2);
  const Sizes s{1, 4, 2, 1, 30, 16, 16};
  for (const float strange : {HUGE_VALF, -HUGE_VALF, std::nanf(""), 1e6F}) {
    for (const size_t at : {size_t{3}, size_t{500}}) {
      std::vector<float> k = draw.normal(s.kv_heads * s.seq_k * s.head_dim);
      std::vector<float> v = draw.normal(s.kv_heads * s.seq_k * s.value_dim);
      (at == 3 ? k : v)[at] = strange;
      expect_same<dojo::Halves>(s, k, v, 0, 1, draw);
      expect_same<dojo::Bytes>(s, k, v, 1, 1, draw);
    }
  }
}

TEST(narrow_attention, nothing_is_written_beyond_the_rows) {
  Draw draw(3);
  const Sizes s{1, 2, 2, 1, 3, 5, 7};
  Cache<dojo::Bytes> keys(s, s.head_dim, 2);
  Cache<dojo::Bytes> values(s, s.value_dim, 2);
  std::vector<int32_t> strange(2, 0);
  const std::vector<float> k = draw.normal(size_t{2} * 3 * 5);
  const std::vector<float> v = draw.normal(size_t{2} * 3 * 7);
  const int32_t head = as_int(keys.capacity * keys.row);
  ASSERT_EQ(store_narrow(k.data(), v.data(), keys.words.data(), values.words.data(), strange.data(), 1, 2, 3, 5, 7,
                         2 * head, head, as_int(keys.row), 2 * head, head, as_int(values.row), 1),
            dojo::Status::ok);
  for (size_t i = 0; i < keys.words.size(); ++i) {
    const bool is_room = i / keys.row % keys.capacity >= s.seq_k;
    if (is_room) EXPECT_EQ(keys.words[i], -1.0F) << i;
    if (is_room) EXPECT_EQ(values.words[i], -1.0F) << i;
  }
}

TEST(narrow_attention, refuses_sizes_that_are_none) {
  EXPECT_EQ(store_narrow(nullptr, nullptr, nullptr, nullptr, nullptr, 1, 1, -1, 1, 1, 1, 1, 1, 1, 1, 1, 0),
            dojo::Status::bad_shape);
  const auto call = [](int32_t heads, int32_t kv_heads) {
    return narrow_attention(nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,
                            nullptr, nullptr, 1, heads, kv_heads, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0,
                            0, 1.0F, 0.0F, 0, -1, -1);
  };
  EXPECT_EQ(call(3, 2), dojo::Status::bad_shape);
  EXPECT_EQ(call(1, 0), dojo::Status::bad_shape);
  EXPECT_EQ(call(-1, 1), dojo::Status::bad_shape);
}

}  // namespace
