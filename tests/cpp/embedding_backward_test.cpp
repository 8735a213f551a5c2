#include "ops/training/embedding_backward.h"

#include "draw.h"
#include "hard_rows.h"
#include "outputs.h"
#include "training.h"

namespace {

using Case = plain::Embedding;

dojo::Status call(const Case& c, float* dtable) {
  return embedding_backward(c.ids.data(), c.dy.data(), dtable, int32(c.ids.size()), int32(c.dim), int32(c.vocab));
}

Actual run(const Case& c) {
  std::vector<float> dtable(c.vocab * c.dim, 7);
  EXPECT_EQ(call(c, dtable.data()), dojo::Status::ok);
  return {{{"dtable", {c.vocab, c.dim}}}, {{"dtable", dtable}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) { return plain::embedding_backward<decltype(type)>(c, order); };
}

Case draw_case(Draw& draw, size_t rows, size_t vocab, size_t dim) {
  Case c{vocab, dim, {}, {}, draw.normal(rows * dim)};
  for (size_t row = 0; row < rows; ++row) c.ids.push_back(int32(draw.below(vocab)));
  return c;
}

GOLDEN_TEST(embedding_backward) {
  const Tensor& dy = GetParam().input("dy");
  const Case c{GetParam().param<size_t>("vocab"), dy.shape.back(), GetParam().input("ids").ints(), {}, dy.floats()};
  expect_outputs(run(c), formula(c), &GetParam());
}

TEST(embedding_backward, sizes_around_the_width_of_a_batch) {
  Draw draw(1);
  for (const size_t dim : edges) {
    for (const size_t vocab : {1U, 7U, 100U}) {
      const Case c = draw_case(draw, 40, vocab, dim);
      expect_outputs(run(c), formula(c));
    }
  }
}

TEST(embedding_backward, is_the_slope_of_embedding) {
  Draw draw(2);
  Case c = draw_case(draw, 9, 4, 3);
  const auto loss = [&](const std::vector<double>& table) {
    double total = 0;
    for (size_t at = 0; at < c.dy.size(); ++at) {
      total += double{c.dy[at]} * table[static_cast<size_t>(c.ids[at / c.dim]) * c.dim + at % c.dim];
    }
    return total;
  };
  const std::vector<double> slopes = central_differences(loss, plain::as<double>(draw.normal(c.vocab * c.dim)));
  const std::vector<float> dtable = run(c).values.at("dtable");
  for (size_t i = 0; i < slopes.size(); ++i) EXPECT_NEAR(dtable[i], slopes[i], 1e-6) << i;
}

TEST(embedding_backward, sums_over_a_hundred_thousand_rows) {
  // Of an id and its neighbour, which stands once.
  for (const size_t dim : {3U, 21U}) {
    const size_t rows = 100003;
    Case c{
        3, dim, std::vector<int32_t>(rows, 1), {}, row_of(rows * dim, [&](double i) { return 0.1 + std::fmod(i, 3); })};
    c.ids[77] = 2;
    const std::vector<double> expected = formula(c)(double{}, plain::Order::interleaved).at("dtable");
    const std::vector<float> dtable = run(c).values.at("dtable");
    for (size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(dtable[i], expected[i], 2e-6 * expected[i]) << i;
  }
}

TEST(embedding_backward, ids_that_are_not_in_the_table) {
  float dtable[3];
  for (const int32_t id : {-1, 3, std::numeric_limits<int32_t>::min(), std::numeric_limits<int32_t>::max()}) {
    EXPECT_EQ(call({3, 1, {0, id}, {}, {1, 2}}, dtable), dojo::Status::bad_index);
    EXPECT_EQ(call({3, 0, {0, id}, {}, {}}, dtable), dojo::Status::bad_index);
  }
  EXPECT_EQ(call({0, 1, {0}, {}, {1}}, dtable), dojo::Status::bad_index);
}

TEST(embedding_backward, dimensions_of_zero_and_below) {
  const int32_t id = 0;
  EXPECT_EQ(run({2, 3, {}, {}, {}}).values.at("dtable"), std::vector<float>(6));
  EXPECT_EQ(embedding_backward(nullptr, nullptr, nullptr, 0, 2, 0), dojo::Status::ok);
  EXPECT_EQ(embedding_backward(&id, nullptr, nullptr, 1, 0, 3), dojo::Status::ok);
  EXPECT_EQ(embedding_backward(nullptr, nullptr, nullptr, -1, 2, 3), dojo::Status::bad_shape);
  EXPECT_EQ(embedding_backward(&id, nullptr, nullptr, 1, -2, 3), dojo::Status::bad_shape);
  EXPECT_EQ(embedding_backward(&id, nullptr, nullptr, 1, 2, -3), dojo::Status::bad_shape);
}

}  // namespace
