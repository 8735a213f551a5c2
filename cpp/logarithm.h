// The logarithm of doubles, without the 4 kB of tables that std::log brings and every visitor would download.
#pragma once

#include <cmath>

#include "exponential.h"

namespace dojo {

/// log(x) for an x that float32 can hold, by Newton's method from its logarithm there.
inline double logarithm(double x) {
  double result = std::log(static_cast<float>(x));
  for (int step = 0; step < 2; ++step) result += x * exponential(-result) - 1.0;
  return result;
}

}  // namespace dojo
