// Matrix products on panels. The right-hand matrix is packed once into panels of `panel_width` columns, stored depth
// first, so that the inner loop reads it as one stream; a tile of `tile_rows` x `panel_width` sums stays in registers
// over the whole depth (Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication", 2008).
#pragma once

#include <algorithm>
#include <cstddef>

#include "simd/batch.h"
#include "simd/span.h"

namespace dojo {

inline constexpr size_t panel_batches = 2;
inline constexpr size_t panel_width = panel_batches * batch_width;

constexpr size_t panels_for(size_t columns) { return (columns + panel_width - 1) / panel_width; }

/// Packs up to `panel_width` rows of `depth` floats as the columns of one panel: panel[d][lane] <- rows[lane][d].
/// Lanes beyond `count` become 0.
inline void pack_transposed(const float* const* rows, size_t count, size_t depth, float* panel) {
  for (size_t first = 0; first < panel_width; first += batch_width) {
    for (size_t d = 0; d < depth; d += batch_width) {
      const size_t steps = std::min(batch_width, depth - d);
      Batch square[batch_width];
      for (size_t lane = 0; lane < batch_width; ++lane) {
        const bool present = first + lane < count;
        square[lane] = present ? load_first(rows[first + lane] + d, steps) : Batch(0.0F);
      }
      xsimd::transpose(square, square + batch_width);
      for (size_t step = 0; step < steps; ++step) store(panel + (d + step) * panel_width + first, square[step]);
    }
  }
}

/// Packs one row of `columns` floats as row `depth_index` of every panel; panels are `panel_size` floats apart.
inline void pack_row(const float* row, size_t columns, size_t depth_index, size_t panel_size, float* panels) {
  for (size_t column = 0; column < columns; column += batch_width) {
    float* const panel = panels + column / panel_width * panel_size;
    const Batch value = load_first(row + column, columns - column);
    store(panel + depth_index * panel_width + column % panel_width, value);
  }
  // The last panel may lack whole batches.
  for (size_t column = (columns + batch_width - 1) / batch_width * batch_width;
       column < panels_for(columns) * panel_width; column += batch_width) {
    float* const panel = panels + column / panel_width * panel_size;
    store(panel + depth_index * panel_width + column % panel_width, Batch(0.0F));
  }
}

/// One register tile: sum[row][b] = start(row, b) + sum over d of a[row][d] * panel[d][b], handed to
/// finish(row, b, sum), where b counts the batches of the panel.
template <size_t Rows, class Start, class Finish>
inline void multiply_tile(size_t depth, const float* a, size_t a_stride, const float* panel, const Start& start,
                          const Finish& finish) {
  Batch sum[Rows][panel_batches];
  for (size_t row = 0; row < Rows; ++row) {
    for (size_t b = 0; b < panel_batches; ++b) sum[row][b] = start(row, b);
  }
  for (size_t d = 0; d < depth; ++d, panel += panel_width) {
    const Batch right[panel_batches] = {load(panel), load(panel + batch_width)};
    for (size_t row = 0; row < Rows; ++row) {
      const Batch left(a[row * a_stride + d]);
      for (size_t b = 0; b < panel_batches; ++b) sum[row][b] = multiply_add(left, right[b], sum[row][b]);
    }
  }
  for (size_t row = 0; row < Rows; ++row) {
    for (size_t b = 0; b < panel_batches; ++b) finish(row, b, sum[row][b]);
  }
}

/// The same with the number of rows, 1 to `Most`, known only at run time.
template <size_t Most = tile_rows, class Start, class Finish>
inline void multiply_rows(size_t rows, size_t depth, const float* a, size_t a_stride, const float* panel,
                          const Start& start, const Finish& finish) {
  if constexpr (Most > 1) {
    if (rows < Most) {
      multiply_rows<Most - 1>(rows, depth, a, a_stride, panel, start, finish);
      return;
    }
  }
  multiply_tile<Most>(depth, a, a_stride, panel, start, finish);
}

}  // namespace dojo
