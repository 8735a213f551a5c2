// angle = k pi / 2 + r with |r| <= pi / 4; sine and cosine of r by their series, changed places and signs by k.
#include "attention/turn.h"

#include <cmath>
#include <cstdint>

namespace dojo {

Turn turn_by(double angle) {
  const double k = std::nearbyint(angle * 0x1.45f306dc9c883p-1);
  // pi / 2 in three parts; the first two have 22 bits, so that a k of 31 bits has exact products with them.
  const double r = angle - k * 0x1.921fbp0 - k * 0x1.5110bp-22 - k * 0x1.18469898cc517p-44;
  const double r2 = r * r;
  const double sine =
      r * (1.0 + r2 * (-1.0 / 6 + r2 * (1.0 / 120 + r2 * (-1.0 / 5040 + r2 * (1.0 / 362880 - r2 / 39916800)))));
  const double cosine =
      1.0 + r2 * (-1.0 / 2 +
                  r2 * (1.0 / 24 + r2 * (-1.0 / 720 + r2 * (1.0 / 40320 + r2 * (-1.0 / 3628800 + r2 / 479001600)))));
  switch (static_cast<int64_t>(k) & 3) {
    case 0:
      return {cosine, sine};
    case 1:
      return {-sine, cosine};
    case 2:
      return {-cosine, -sine};
    default:
      return {sine, -cosine};
  }
}

}  // namespace dojo
