#include "arena.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <limits>

namespace {

TEST(arena, gives_aligned_memory_that_can_be_written) {
  arena_reset();
  for (const size_t bytes : {0U, 1U, 63U, 64U, 65U, 1000000U}) {
    void* const memory = arena_alloc(bytes);
    ASSERT_NE(memory, nullptr);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(memory) % 64, 0U);
    std::memset(memory, 1, bytes);
  }
  arena_reset();
}

TEST(arena, more_than_there_is_gives_null) {
  EXPECT_EQ(arena_alloc(std::numeric_limits<size_t>::max()), nullptr);
  EXPECT_EQ(arena_alloc(size_t{1} << 32), nullptr);
  EXPECT_NE(arena_alloc(16), nullptr);
  arena_reset();
}

TEST(arena, scratch_goes_back_when_it_ends) {
  arena_reset();
  arena_alloc(100);
  const uintptr_t before = dojo::arena_mark();
  {
    dojo::Scratch outer;
    outer.take<float>(10);
    const uintptr_t between = dojo::arena_mark();
    {
      dojo::Scratch inner;
      inner.take<float>(3, 7);
      EXPECT_FALSE(inner.exhausted());
    }
    EXPECT_EQ(dojo::arena_mark(), between);
  }
  EXPECT_EQ(dojo::arena_mark(), before);
  arena_reset();
}

TEST(arena, a_product_that_overflows_is_exhaustion) {
  dojo::Scratch scratch;
  EXPECT_EQ(scratch.take<float>(std::numeric_limits<size_t>::max() / 2, 4), nullptr);
  EXPECT_TRUE(scratch.exhausted());
  EXPECT_NE(scratch.take<float>(1), nullptr);
  EXPECT_TRUE(scratch.exhausted());
}

}  // namespace
