// Rows and columns of a matrix change places.
#pragma once

#include <cstddef>

namespace dojo {

/// columns: [width][height], of rows [height][width]
[[gnu::noinline]] inline void transpose(const float* rows, size_t height, size_t width, float* columns) {
  for (size_t r = 0; r < height; ++r) {
    for (size_t c = 0; c < width; ++c) columns[c * height + r] = rows[r * width + c];
  }
}

}  // namespace dojo
