#include "ops/rms_norm.h"

#include "draw.h"
#include "hard_rows.h"
#include "outputs.h"

namespace {

struct Case {
  std::vector<float> x, gamma;
  double eps = 1e-6;
};

Actual run(const Case& c) {
  const size_t dim = c.gamma.size();
  const size_t rows = c.x.size() / dim;
  std::vector<float> y(c.x.size());
  EXPECT_EQ(rms_norm(c.x.data(), c.gamma.data(), y.data(), int32(rows), int32(dim), static_cast<float>(c.eps)),
            dojo::Status::ok);
  return {{{"y", {rows, dim}}}, {{"y", y}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order order) {
    using T = decltype(type);
    return Outputs<T>{{"y", plain::rms_norm(plain::as<T>(c.x), plain::as<T>(c.gamma), c.eps, order)}};
  };
}

GOLDEN_TEST(rms_norm) {
  const Case c{GetParam().floats("x"), GetParam().floats("gamma"), GetParam().param<double>("eps")};
  Actual actual = run(c);
  actual.shapes["y"] = GetParam().input("x").shape;
  expect_outputs(actual, formula(c), &GetParam());
}

TEST(rms_norm, sizes_around_the_width_of_a_batch) {
  Draw draw(1);
  for (const size_t dim : edges) {
    const Case c{draw.normal(3 * dim, 3), draw.normal(dim)};
    expect_outputs(run(c), formula(c));
  }
}

TEST(rms_norm, zeros_stay_zeros) {
  const Case c{std::vector<float>(13), std::vector<float>(13, 2)};
  EXPECT_EQ(run(c).values.at("y"), c.x);
}

TEST(rms_norm, rows_that_are_hard_for_float32) {
  for (const HardRow& row : hard_rows()) {
    for (const double eps : {1e-6, 0.0}) {
      SCOPED_TRACE(row.name + (eps > 0 ? "" : ", without eps"));
      const Case c{row.values, std::vector<float>(row.values.size(), 1.0F), eps};
      expect_as_float64(run(c).values.at("y"), formula(c)(double{}, plain::Order::interleaved).at("y"));
    }
  }
}

TEST(rms_norm, works_in_place) {
  Draw draw(3);
  Case c{draw.normal(38), draw.normal(19)};
  const std::vector<float> expected = run(c).values.at("y");
  ASSERT_EQ(rms_norm(c.x.data(), c.gamma.data(), c.x.data(), 2, 19, 1e-6F), dojo::Status::ok);
  EXPECT_EQ(c.x, expected);
}

TEST(rms_norm, dimensions_of_zero_and_below) {
  EXPECT_EQ(rms_norm(nullptr, nullptr, nullptr, 0, 3, 1e-6F), dojo::Status::ok);
  EXPECT_EQ(rms_norm(nullptr, nullptr, nullptr, 3, 0, 1e-6F), dojo::Status::ok);
  EXPECT_EQ(rms_norm(nullptr, nullptr, nullptr, -3, 1, 1e-6F), dojo::Status::bad_shape);
}

}  // namespace
