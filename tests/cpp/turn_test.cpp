#include "attention/turn.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

void expect_turn(double angle) {
  const dojo::Turn turn = dojo::turn_by(angle);
  EXPECT_NEAR(turn.cosine, std::cos(angle), 1e-11) << "at " << angle;
  EXPECT_NEAR(turn.sine, std::sin(angle), 1e-11) << "at " << angle;
}

TEST(turn, is_that_of_the_standard_library) {
  for (int i = -2800; i < 2800; ++i) expect_turn(i * 0.00713);
  for (int i = -9000; i < 279; ++i) {
    const double angle = std::exp2(i / 9.0);
    expect_turn(angle);
    expect_turn(-angle);
  }
  for (int k = 0; k < 4; ++k) {
    for (const double nearly : {-1e-12, -1e-15, 0.0, 1e-15, 1e-12}) expect_turn(k * std::acos(-1.0) / 4 + nearly);
  }
}

TEST(turn, holds_for_every_position) {
  for (int position = 2147483647; position > 0; position -= 3912731) {
    expect_turn(position);
    expect_turn(-position);
  }
  for (int quarters = 1; quarters < 1'300'000'000; quarters += 1 + quarters / 100)
    expect_turn(quarters * std::acos(0.0));
}

}  // namespace
