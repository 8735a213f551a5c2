#include "ops/training/embedding.h"

#include "draw.h"
#include "outputs.h"
#include "training.h"

namespace {

using Case = plain::Embedding;

dojo::Status call(const Case& c, float* y) {
  return embedding(c.ids.data(), c.table.data(), y, int32(c.ids.size()), int32(c.vocab), int32(c.dim));
}

std::vector<float> run(const Case& c) {
  std::vector<float> y(c.ids.size() * c.dim, 7);
  EXPECT_EQ(call(c, y.data()), dojo::Status::ok);
  return y;
}

// Nothing is computed, so nothing is rounded.
void expect_exact(const Case& c) { EXPECT_EQ(run(c), plain::embedding<float>(c).at("y")); }

GOLDEN_TEST(embedding) {
  const Tensor& table = GetParam().input("table");
  const Case c{table.shape[0], table.shape[1], GetParam().input("ids").ints(), table.floats(), {}};
  EXPECT_EQ(run(c), GetParam().output("y").floats());
  expect_exact(c);
}

TEST(embedding, sizes_around_the_width_of_a_batch) {
  Draw draw(1);
  for (const size_t dim : edges) expect_exact({5, dim, {3, 0, 4, 3}, draw.normal(5 * dim), {}});
}

TEST(embedding, ids_that_are_not_in_the_table) {
  float y[2];
  for (const int32_t id : {-1, 3, std::numeric_limits<int32_t>::min(), std::numeric_limits<int32_t>::max()}) {
    EXPECT_EQ(call({3, 1, {0, id}, {1, 2, 3}, {}}, y), dojo::Status::bad_index);
    EXPECT_EQ(call({3, 0, {0, id}, {}, {}}, y), dojo::Status::bad_index);
  }
  EXPECT_EQ(call({0, 1, {0}, {}, {}}, y), dojo::Status::bad_index);
}

TEST(embedding, dimensions_of_zero_and_below) {
  const int32_t id = 0;
  EXPECT_EQ(embedding(nullptr, nullptr, nullptr, 0, 3, 2), dojo::Status::ok);
  EXPECT_EQ(embedding(nullptr, nullptr, nullptr, 0, 0, 2), dojo::Status::ok);
  EXPECT_EQ(embedding(&id, nullptr, nullptr, 1, 3, 0), dojo::Status::ok);
  EXPECT_EQ(embedding(nullptr, nullptr, nullptr, -1, 3, 2), dojo::Status::bad_shape);
  EXPECT_EQ(embedding(&id, nullptr, nullptr, 1, -3, 2), dojo::Status::bad_shape);
  EXPECT_EQ(embedding(&id, nullptr, nullptr, 1, 3, -2), dojo::Status::bad_shape);
}

}  // namespace
