// Sine and cosine of an angle in float64, without the 4 kB of code and tables that std::sin and std::cos bring for
// angles that no position has.
#pragma once

namespace dojo {

struct Turn {
  double cosine, sine;
};

/// By an angle of less than 2^31 radians; within 1e-11.
Turn turn_by(double angle);

}  // namespace dojo
