#include "ops/sinusoidal_encoding.h"

#include "outputs.h"
#include "positions.h"

namespace {

using Case = plain::Sinusoidal;

Actual run(const Case& c) {
  std::vector<float> y(c.length * c.dim);
  EXPECT_EQ(sinusoidal_encoding(y.data(), int32(c.length), int32(c.dim), static_cast<float>(c.base)), dojo::Status::ok);
  return {{{"y", {c.length, c.dim}}}, {{"y", y}}};
}

auto formula(const Case& c) {
  return [c](auto type, plain::Order) { return plain::sinusoidal_encoding<decltype(type)>(c); };
}

GOLDEN_TEST(sinusoidal_encoding) {
  const GoldenCase& g = GetParam();
  const Case c{g.param<size_t>("length"), g.param<size_t>("dim"), g.param<double>("base")};
  expect_outputs(run(c), formula(c), &g);
}

TEST(sinusoidal_encoding, many_sizes) {
  for (const size_t dim : edges) {
    const Case c{70, dim, 500};
    expect_outputs(run(c), formula(c));
  }
  const Case far{200000, 3};
  expect_outputs(run(far), formula(far));
}

TEST(sinusoidal_encoding, dimensions_of_zero_and_below) {
  EXPECT_EQ(sinusoidal_encoding(nullptr, 0, 4, 1e4F), dojo::Status::ok);
  EXPECT_EQ(sinusoidal_encoding(nullptr, 4, 0, 1e4F), dojo::Status::ok);
  EXPECT_EQ(sinusoidal_encoding(nullptr, -1, 4, 1e4F), dojo::Status::bad_shape);
}

}  // namespace
