#include "ops/paged_attention.h"

#include "draw.h"
#include "outputs.h"
#include "parts.h"

namespace {

using Case = plain::Paged;

dojo::Status call(const Case& c, std::vector<float>& out) {
  const size_t pages = c.k_pages.size() / std::max(c.page_size * c.num_kv_heads * c.head_dim, size_t{1});
  out.assign(c.lengths.size() * c.num_heads * c.value_dim, 7);
  return paged_attention(c.q.data(), c.k_pages.data(), c.v_pages.data(), c.lengths.data(), c.table.data(), out.data(),
                         int32(c.lengths.size()), int32(c.num_heads), int32(c.head_dim), int32(pages),
                         int32(c.page_size), int32(c.num_kv_heads), int32(c.value_dim), int32(c.max_pages),
                         static_cast<float>(c.scale));
}

Actual run(const Case& c) {
  std::vector<float> out;
  EXPECT_EQ(call(c, out), dojo::Status::ok);
  return {{{"out", {c.lengths.size(), c.num_heads, c.value_dim}}}, {{"out", out}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) { return plain::paged_attention<decltype(type)>(c, order); };
}

// Pages of all sequences in a drawn order; what lies beyond the lengths is NaN in pages and -1 in the table.
Case draw_case(Draw& draw, Case c) {
  const size_t batch = c.lengths.size(), pages = batch * c.max_pages + 1, slot = c.num_kv_heads * c.head_dim;
  const size_t value_slot = c.num_kv_heads * c.value_dim;
  c.q = draw.normal(batch * c.num_heads * c.head_dim);
  c.k_pages.assign(pages * c.page_size * slot, std::nanf(""));
  c.v_pages.assign(pages * c.page_size * value_slot, std::nanf(""));
  std::vector<int32_t> free(pages);
  for (size_t page = 0; page < pages; ++page) free[page] = int32(page);
  c.table.assign(batch * c.max_pages, -1);
  for (size_t b = 0; b < batch; ++b) {
    for (size_t p = 0; p < static_cast<size_t>(c.lengths[b]); ++p) {
      int32_t& page = c.table[b * c.max_pages + p / c.page_size];
      if (p % c.page_size == 0) {
        const auto chosen = free.begin() + static_cast<ptrdiff_t>(draw.below(free.size()));
        page = *chosen;
        free.erase(chosen);
      }
      const size_t at = static_cast<size_t>(page) * c.page_size + p % c.page_size;
      const std::vector<float> key = draw.normal(slot), value = draw.normal(value_slot);
      std::copy(key.begin(), key.end(), c.k_pages.begin() + static_cast<ptrdiff_t>(at * slot));
      std::copy(value.begin(), value.end(), c.v_pages.begin() + static_cast<ptrdiff_t>(at * value_slot));
    }
  }
  return c;
}

Case of_shape(size_t heads, size_t kv_heads, size_t dim, size_t value_dim, size_t page_size, size_t max_pages,
              std::vector<int32_t> lengths) {
  Case c;
  c.num_heads = heads, c.num_kv_heads = kv_heads, c.head_dim = dim, c.value_dim = value_dim;
  c.page_size = page_size, c.max_pages = max_pages, c.lengths = std::move(lengths);
  c.scale = 1 / std::sqrt(static_cast<double>(dim));
  return c;
}

GOLDEN_TEST(paged_attention) {
  const GoldenCase& golden = GetParam();
  const std::vector<size_t> q = golden.input("q").shape, k = golden.input("k_pages").shape;
  Case c = of_shape(q[1], k[2], q[2], golden.input("v_pages").shape[3], k[1], golden.input("table").shape[1],
                    golden.input("lengths").ints());
  c.q = golden.floats("q"), c.k_pages = golden.floats("k_pages"), c.v_pages = golden.floats("v_pages");
  c.table = golden.input("table").ints();
  c.scale = golden.param<double>("scale", c.scale);
  expect_outputs(run(c), formula(c), &golden);
}

TEST(paged_attention, what_lies_beyond_the_lengths_reaches_nothing) {
  Draw draw(1);
  for (const size_t page_size : {1U, 2U, 5U, 16U}) {
    for (const size_t group : {1U, 3U, 20U}) {
      const auto full = int32(page_size * 4);
      const Case c = draw_case(draw, of_shape(2 * group, 2, 8, 5, page_size, 4, {full, 0, full - 1, 1, full / 2}));
      expect_outputs(run(c), formula(c));
      EXPECT_EQ(run(c).values.at("out")[2 * group * 5], 0) << "the sequence without keys";
    }
  }
}

TEST(paged_attention, pages_may_be_shared) {
  Draw draw(2);
  Case c = draw_case(draw, of_shape(2, 1, 4, 4, 3, 2, {6, 5}));
  c.table[2] = c.table[0];
  expect_outputs(run(c), formula(c));
}

TEST(paged_attention, pages_that_are_not_there) {
  Draw draw(3);
  std::vector<float> out;
  Case c = draw_case(draw, of_shape(2, 1, 4, 4, 3, 2, {4, 3}));
  EXPECT_EQ(call(c, out), dojo::Status::ok);
  c.table[3] = 1000;
  EXPECT_EQ(call(c, out), dojo::Status::ok) << "no length needs it";
  for (const int32_t page : {-1, 5}) {
    c.table[1] = page;
    EXPECT_EQ(call(c, out), dojo::Status::bad_index);
  }
}

TEST(paged_attention, lengths_beyond_the_table) {
  Draw draw(4);
  std::vector<float> out;
  Case c = draw_case(draw, of_shape(2, 1, 4, 4, 3, 2, {4, 6}));
  for (const int32_t length : {-1, 7}) {
    c.lengths[1] = length;
    EXPECT_EQ(call(c, out), dojo::Status::bad_index);
  }
}

TEST(paged_attention, dimensions_of_zero_and_shapes_that_cannot_be) {
  Draw draw(5);
  std::vector<float> out;
  const Case nothing = draw_case(draw, of_shape(2, 1, 4, 3, 2, 0, {0, 0}));
  EXPECT_EQ(run(nothing).values.at("out"), std::vector<float>(12));
  EXPECT_EQ(call(draw_case(draw, of_shape(2, 1, 4, 3, 2, 2, {})), out), dojo::Status::ok);
  EXPECT_EQ(call(draw_case(draw, of_shape(3, 2, 4, 3, 2, 2, {1})), out), dojo::Status::bad_shape);
  EXPECT_EQ(paged_attention(nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, 1, 1, 1, 1, 1, 1, 1, -1, 1),
            dojo::Status::bad_shape);
}

}  // namespace
