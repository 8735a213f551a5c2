#include "swiglu.h"

#include "draw.h"
#include "ops/swiglu.h"
#include "outputs.h"

namespace {

using Case = plain::Swiglu;

Actual run(const Case& c) {
  std::vector<float> y(c.x.size(), 7);
  EXPECT_EQ(swiglu(c.x.data(), c.w_gate.data(), c.w_up.data(), c.w_down.data(), y.data(), int32(c.rows),
                   int32(c.model_dim), int32(c.hidden_dim)),
            dojo::Status::ok);
  return {{{"y", {c.rows, c.model_dim}}}, {{"y", y}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) { return plain::swiglu<decltype(type)>(c, order); };
}

Case draw_case(Draw& draw, size_t rows, size_t dim, size_t hidden) {
  const auto weight = [&] { return draw.normal(dim * hidden); };
  return {rows, dim, hidden, draw.normal(rows * dim), weight(), weight(), weight()};
}

GOLDEN_TEST(swiglu) {
  const GoldenCase& golden = GetParam();
  const Tensor &x = golden.input("x"), &gate = golden.input("w_gate");
  const Case c{x.values.size() / gate.shape[1], gate.shape[1],          gate.shape[0], x.floats(), gate.floats(),
               golden.floats("w_up"),           golden.floats("w_down")};
  Actual actual = run(c);
  actual.shapes["y"] = x.shape;
  expect_outputs(actual, formula(c), &golden);
}

TEST(swiglu, many_sizes) {
  Draw draw(1);
  for (const size_t rows : {1U, 7U, 33U}) {
    for (const size_t dim : {1U, 5U, 17U}) {
      for (const size_t hidden : {1U, 6U, 31U}) {
        const Case c = draw_case(draw, rows, dim, hidden);
        expect_outputs(run(c), formula(c));
      }
    }
  }
}

TEST(swiglu, rows_do_not_know_of_each_other_however_many_there_are) {
  Draw draw(2);
  for (const size_t rows : {191U, 192U, 193U, 400U}) {
    const Case c = draw_case(draw, rows, 3, 4);
    expect_outputs(run(c), formula(c));
  }
}

TEST(swiglu, gates_far_from_zero) {
  const float up = 2;
  for (const auto& [gate, y] :
       {std::pair{1e30F, 2e30F}, {100.0F, 200.0F}, {0.0F, 0.0F}, {-100.0F, 0.0F}, {-1e30F, 0.0F}}) {
    EXPECT_EQ(run({1, 1, 1, {1}, {gate}, {up}, {1}}).values.at("y")[0], y);
  }
}

TEST(swiglu, dimensions_of_zero_and_below) {
  Draw draw(3);
  EXPECT_EQ(run(draw_case(draw, 3, 2, 0)).values.at("y"), std::vector<float>(6));
  EXPECT_TRUE(run(draw_case(draw, 0, 2, 3)).values.at("y").empty());
  EXPECT_TRUE(run(draw_case(draw, 3, 0, 3)).values.at("y").empty());
  EXPECT_EQ(swiglu(nullptr, nullptr, nullptr, nullptr, nullptr, 1, 1, -1), dojo::Status::bad_shape);
}

}  // namespace
