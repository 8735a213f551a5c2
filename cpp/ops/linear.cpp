// Blocked so that each level of the memory hierarchy holds what is read again soonest:
//
//   for a block of the depth:  1. pack w in panels of columns
//     for a block of rows:     2. pack x in panels of rows
//                              3. for each panel of columns, for each of rows:  y <- (bias or y) + x w^T
#include "ops/linear.h"

#include <algorithm>

#include "arena.h"
#include "simd/dot.h"
#include "simd/matmul.h"
#include "tasks.h"

namespace dojo {
namespace {

// A panel of this depth and a block of rows of x fit the first-level and the second-level cache.
constexpr size_t depth_block = 256;
constexpr size_t row_block = 16 * tile_rows;
/// How many blocks float32 sums up.
constexpr size_t most_blocks = 16;

// What lies [depth][count] as a panel; lanes beyond `count` become 0. The last step may spill beyond the panel.
template <size_t Width>
[[gnu::noinline]] void pack_turned(const float* source, size_t stride, size_t count, size_t depth, float* panel) {
  for (size_t d = 0; d < depth; ++d, source += stride, panel += Width) {
    for (size_t lane = 0; lane < Width; lane += batch_width) {
      store(panel + lane, lane < count ? load_first(source + lane, count - lane) : Batch(0.0F));
    }
  }
}

// What `of` has of one block of the depth for `count` of its rows from `first_row` on, in panels of Width.
template <size_t Width>
void pack_operand(const Operand& of, size_t rows, size_t depth, size_t first_row, size_t count, size_t first,
                  size_t block, float* packed) {
  for (size_t row = 0; row < count; row += Width, packed += Width * block) {
    const size_t present = std::min(Width, count - row);
    if (of.is_turned) {
      pack_turned<Width>(of.data + first * rows + first_row + row, rows, rows - first_row - row, block, packed);
    } else {
      const float* panel[Width];
      for (size_t lane = 0; lane < present; ++lane) panel[lane] = of.data + (first_row + row + lane) * depth + first;
      pack_transposed<Width>(panel, present, block, packed);
    }
  }
}

// y <- (first ? bias : y) + x w^T for the columns of one panel, whole or not, and the rows of one tile.
void multiply_tile(const Product& product, size_t row, size_t column, size_t depth, const float* x, const float* w,
                   bool first) {
  const size_t rows = std::min(tile_rows, product.rows - row);
  const size_t columns = product.columns - column;
  const auto lanes = [columns](size_t b) { return columns - std::min(columns, b * batch_width); };
  float* const y = product.y + row * product.columns + column;
  const size_t stride = product.columns;
  const bool is_whole = rows == tile_rows && columns >= panel_width;
  Batch bias[panel_batches];
  for (size_t b = 0; b < panel_batches; ++b) {
    const bool has_bias = product.bias != nullptr && lanes(b) > 0;
    bias[b] = has_bias ? load_first(product.bias + column + b * batch_width, lanes(b)) : Batch(0.0F);
  }
  size_t d = 0;
  do {
    const size_t part = std::min(depth - d, longest_sum);
    if (is_whole && first) {
      multiply_panels(part, x + d * tile_rows, w + d * panel_width,
                      [&](size_t r, size_t b, Batch sum) { store(y + r * stride + b * batch_width, bias[b] + sum); });
    } else {
      multiply_panels(part, x + d * tile_rows, w + d * panel_width, [&](size_t r, size_t b, Batch sum) {
        if (r >= rows || lanes(b) == 0) return;
        float* const at = y + r * stride + b * batch_width;
        store_first(at, (first ? bias[b] : load_first(at, lanes(b))) + sum, lanes(b));
      });
    }
    d += longest_sum;
    first = false;
  } while (d < depth);
}

// For so few rows that packing the weights would cost more than the product.
void multiply_in_place(const Product& product) {
  for (size_t column = 0; column < product.columns; column += batch_width) {
    const size_t lanes = std::min(batch_width, product.columns - column);
    const float* weights[batch_width];
    for (size_t i = 0; i < batch_width; ++i) {
      weights[i] = product.w.data + (column + std::min(i, lanes - 1)) * product.depth;
    }
    const Batch bias = product.bias == nullptr ? Batch(0.0F) : load_first(product.bias + column, lanes);
    for (size_t row = 0; row < product.rows; ++row) {
      const Batch sum = dot_rows(product.x.data + row * product.depth, weights, product.depth);
      store_first(product.y + row * product.columns + column, sum + bias, lanes);
    }
  }
}

Status multiply_rows(Product product) {
  Scratch scratch;
  const size_t depths = std::min(depth_block, product.depth);
  auto* const w = scratch.take<float>(round_up(product.columns, panel_width), depths);
  // A turned operand may spill beyond its last panel.
  auto* const x = scratch.take<float>(round_up(std::min(row_block, product.rows), tile_rows) * depths + batch_width);
  // Of so many blocks that float32 would not do, each is a product of its own.
  const bool is_long = product.depth > most_blocks * depth_block;
  const size_t size = product.rows * product.columns;
  double* const sums = is_long ? scratch.take<double>(size) : nullptr;
  if (scratch.exhausted()) return Status::out_of_memory;
  const float* const bias = product.bias;
  if (is_long) {
    std::fill_n(sums, size, 0.0);
    product.bias = nullptr;
  }
  // Without any depth there is still one block, of depth 0, that writes the bias.
  size_t first = 0;
  do {
    const size_t depth = std::min(depth_block, product.depth - first);
    pack_operand<panel_width>(product.w, product.columns, product.depth, 0, product.columns, first, depth, w);
    for (size_t row = 0; row < product.rows; row += row_block) {
      const size_t count = std::min(row_block, product.rows - row);
      pack_operand<tile_rows>(product.x, product.rows, product.depth, row, count, first, depth, x);
      for (size_t column = 0; column < product.columns; column += panel_width) {
        for (size_t r = 0; r < count; r += tile_rows) {
          multiply_tile(product, row + r, column, depth, x + r * depth, w + column * depth, is_long || first == 0);
        }
      }
    }
    first += depth_block;
    for (size_t i = 0; is_long && i < size; ++i) sums[i] += double{product.y[i]};
  } while (first < product.depth);
  for (size_t i = 0; is_long && i < size; ++i) {
    const double last = bias == nullptr ? 0.0 : double{bias[i % product.columns]};
    product.y[i] = static_cast<float>(sums[i] + last);
  }
  return Status::ok;
}

// The rows from `begin` to `end`.
Product rows_of(const Product& product, size_t begin, size_t end) {
  Product part = product;
  part.x.data += begin * product.depth;
  part.y += begin * product.columns;
  part.rows = end - begin;
  return part;
}

}  // namespace

Status multiply(const Product& product) {
  if (product.rows == 0 || product.columns == 0) return Status::ok;
  if (product.rows <= tile_rows && !product.x.is_turned && !product.w.is_turned) {
    for_tasks(1, [&](size_t) { multiply_in_place(product); });
    return Status::ok;
  }
  // Each packs all of w for itself, so there are no more parts than threads.
  const size_t parts = product.x.is_turned ? 1 : std::min(number_of_threads(), product.rows / row_block + 1);
  const size_t rows = round_up((product.rows + parts - 1) / parts, tile_rows);
  Status status = Status::ok;
  for_tasks((product.rows + rows - 1) / rows, [&](size_t i) {
    const Status own = multiply_rows(rows_of(product, i * rows, std::min(product.rows, (i + 1) * rows)));
    if (own != Status::ok) status = own;
  });
  return status;
}

}  // namespace dojo

dojo::Status linear(const float* x, const float* weight, const float* bias, float* y, int32_t rows, int32_t in_features,
                    int32_t out_features) {
  using namespace dojo;
  if (!valid_dimensions({rows, in_features, out_features})) return Status::bad_shape;
  return multiply({{x}, {weight}, bias, y, extent(rows), extent(in_features), extent(out_features)});
}
