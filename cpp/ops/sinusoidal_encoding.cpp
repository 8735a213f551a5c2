// As the formula reads, in float64 until the last rounding.
#include "ops/sinusoidal_encoding.h"

#include "arena.h"
#include "attention/frequencies.h"
#include "attention/turn.h"

dojo::Status sinusoidal_encoding(float* y, int32_t length, int32_t dim, float base) {
  using namespace dojo;
  if (!valid_dimensions({length, dim})) return Status::bad_shape;
  const size_t width = extent(dim);
  Scratch scratch;
  auto* const frequencies = scratch.take<double>((width + 1) / 2);
  if (scratch.exhausted()) return Status::out_of_memory;
  for (size_t d = 0; d < width; d += 2) frequencies[d / 2] = frequency(d / 2, width, base);

  for (size_t p = 0; p < extent(length); ++p) {
    for (size_t d = 0; d < width; d += 2) {
      const Turn turn = turn_by(static_cast<double>(p) * frequencies[d / 2]);
      y[p * width + d] = static_cast<float>(turn.sine);
      if (d + 1 < width) y[p * width + d + 1] = static_cast<float>(turn.cosine);
    }
  }
  return Status::ok;
}
