#include "ops/sinusoidal_encoding.h"

#include "outputs.h"

namespace {

struct Case {
  size_t length, dim;
  double base = 10000;
};

Actual run(const Case& c) {
  std::vector<float> y(c.length * c.dim);
  EXPECT_EQ(sinusoidal_encoding(y.data(), int32(c.length), int32(c.dim), static_cast<float>(c.base)), dojo::Status::ok);
  return {{{"y", {c.length, c.dim}}}, {{"y", y}}};
}

// In float64 for every T, as the kernel: no float32 holds the angle of a far position.
auto formula(const Case& c) {
  return [c](auto type, plain::Order) {
    using T = decltype(type);
    std::vector<T> y;
    for (size_t at = 0; at < c.length * c.dim; ++at) {
      const size_t position = at / c.dim;
      const size_t d = at % c.dim;
      const double turns = -static_cast<double>(d - d % 2) / static_cast<double>(c.dim);
      const double angle = static_cast<double>(position) * std::pow(c.base, turns);
      y.push_back(static_cast<T>(d % 2 == 0 ? std::sin(angle) : std::cos(angle)));
    }
    return Outputs<T>{{"y", y}};
  };
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
