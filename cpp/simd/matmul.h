// Matrix products on panels. Both operands are packed depth first, a left one in panels of `tile_rows`, a right one in
// panels of `panel_width`, so that the inner loop reads two streams without any address arithmetic; the tile of their
// sums stays in registers over the whole depth (Goto and van de Geijn, "Anatomy of High-Performance Matrix
// Multiplication", 2008).
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>

#include "simd/batch.h"
#include "simd/finite.h"
#include "simd/long_sum.h"
#include "simd/span.h"

namespace dojo {

inline constexpr size_t panel_batches = 2;
inline constexpr size_t panel_width = panel_batches * batch_width;

constexpr size_t round_down(size_t value, size_t multiple) { return value / multiple * multiple; }
constexpr size_t round_up(size_t value, size_t multiple) { return round_down(value + multiple - 1, multiple); }

/// f(0), f(1) ... f(Count - 1), written out: of a loop that copies few registers Clang makes one instruction of
/// WebAssembly, for which engines call out.
template <size_t Count, class Function>
inline void unrolled(const Function& f) {
  [&f]<size_t... I>(std::index_sequence<I...>) { (f(I), ...); }
  (std::make_index_sequence<Count>{});
}

/// Packs up to `Width` rows of `depth` floats as the columns of one panel: panel[d][lane] <- rows[lane][d].
/// All of it times `factor`; lanes beyond `count` become 0. (Out of line: many call it, and a visitor downloads every
/// copy.)
template <size_t Width>
[[gnu::noinline]] void pack_transposed(const float* const* rows, size_t count, size_t depth, float* panel,
                                       float factor = 1.0F) {
  constexpr size_t groups = (Width + batch_width - 1) / batch_width;
  // Where the width is no whole number of batches, a step spills into the next one, which is written after.
  constexpr size_t spill = Width % batch_width == 0 ? 0 : batch_width;
  const Batch scale(factor);
  size_t d = 0;
  if (count == Width) {
    for (; d + batch_width + spill <= depth; d += batch_width) {
      Batch square[groups][batch_width];
      unrolled<groups>([&](size_t group) {
        unrolled<batch_width>([&](size_t lane) {
          const size_t row = group * batch_width + lane;
          square[group][lane] = row < Width ? load(rows[row] + d) : Batch(0.0F);
        });
        xsimd::transpose(square[group], square[group] + batch_width);
      });
      unrolled<batch_width>([&](size_t step) {
        unrolled<groups>([&](size_t group) {
          store(panel + (d + step) * Width + group * batch_width, square[group][step] * scale);
        });
      });
    }
  }
  for (; d < depth; ++d) {
    for (size_t lane = 0; lane < Width; ++lane) panel[d * Width + lane] = lane < count ? rows[lane][d] * factor : 0.0F;
  }
}

/// The way back, from a panel of `panel_width`: rows[lane][d] <- panel[d][lane] * factor[lane] for the first `count`
/// lanes. strange[lane] becomes 0, or NaN where one of these is not finite.
[[gnu::noinline]] inline void unpack_transposed(const float* panel, size_t depth, float* const* rows, size_t count,
                                                const float* factor, float* strange) {
  const size_t whole = round_down(depth, batch_width);
  for (size_t first = 0; first < count; first += batch_width) {
    const size_t lanes = std::min(batch_width, count - first);
    Batch odd(0.0F);
    size_t d = 0;
    if (lanes == batch_width) {
      const Batch factors = load(factor + first);
      for (; d < whole; d += batch_width) {
        Batch square[batch_width];
        unrolled<batch_width>([&](size_t step) {
          square[step] = load(panel + (d + step) * panel_width + first) * factors;
          odd += strangeness(square[step]);
        });
        xsimd::transpose(square, square + batch_width);
        unrolled<batch_width>([&](size_t lane) { store(rows[first + lane] + d, square[lane]); });
      }
    }
    store(strange + first, odd);
    for (size_t lane = first; lane < first + lanes; ++lane) {
      for (size_t i = d; i < depth; ++i) {
        rows[lane][i] = panel[i * panel_width + lane] * factor[lane];
        strange[lane] += rows[lane][i] * 0.0F;
      }
    }
  }
}

/// Copies few floats, in batches that may overlap. (Of these WebAssembly would call its host for more than one
/// register.)
template <size_t Width>
inline void copy_lanes(const float* source, float* target) {
  if constexpr (Width < batch_width) {
    std::copy_n(source, Width, target);
  } else {
    for (size_t lane = 0; lane < Width; lane += batch_width) {
      const size_t at = std::min(lane, Width - batch_width);
      store(target + at, load(source + at));
    }
  }
}

/// Packs one row of `columns` floats as row `index` of panels that are `panel_size` floats apart; columns beyond become
/// 0.
template <size_t Width>
inline void pack_row(const float* row, size_t columns, size_t index, size_t panel_size, float* panels) {
  float* target = panels + index * Width;
  size_t column = 0;
  for (; column + Width <= columns; column += Width, target += panel_size) copy_lanes<Width>(row + column, target);
  if (column == columns) return;
  std::fill_n(std::copy_n(row + column, columns - column, target), Width - (columns - column), 0.0F);
}

/// Makes row `index` of the same panels 0.
template <size_t Width>
inline void zero_row(size_t columns, size_t index, size_t panel_size, float* panels) {
  float* target = panels + index * Width;
  for (size_t column = 0; column < columns; column += Width, target += panel_size) std::fill_n(target, Width, 0.0F);
}

/// One register tile: sum[row][b] = sum over d of left[d][row] * right[d][b], handed to finish(row, b, sum), where b
/// counts the batches of the right panel. What it is added to comes last: many small terms on top of a large number
/// would each lose as much as the large one rounds to.
///
/// Not unrolled by hand: V8 gathers the loads of one loop body at its top, and those of two steps spill registers.
template <class Finish>
inline void multiply_panels(size_t depth, const float* left, const float* right, const Finish& finish) {
  Batch sum[tile_rows][panel_batches];
  for (size_t row = 0; row < tile_rows; ++row) {
    for (size_t b = 0; b < panel_batches; ++b) sum[row][b] = Batch(0.0F);
  }
#pragma GCC unroll 1
  for (const float* const end = left + depth * tile_rows; left != end; left += tile_rows, right += panel_width) {
    const Batch lanes[panel_batches] = {load(right), load(right + batch_width)};
    for (size_t row = 0; row < tile_rows; ++row) {
      const Batch factor(left[row]);
      for (size_t b = 0; b < panel_batches; ++b) sum[row][b] = multiply_add(factor, lanes[b], sum[row][b]);
    }
  }
  for (size_t row = 0; row < tile_rows; ++row) {
    for (size_t b = 0; b < panel_batches; ++b) finish(row, b, sum[row][b]);
  }
}

}  // namespace dojo
