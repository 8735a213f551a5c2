// Blocked so that each level of the memory hierarchy holds what is read again soonest:
//
//   for a block of in_features:  1. pack the weights in panels of out_features
//     for a block of rows:       2. pack x in panels of rows
//                                3. for each panel of weights, for each of rows:  y <- (bias or y) + x weight^T
#include "ops/linear.h"

#include <algorithm>

#include "arena.h"
#include "simd/dot.h"
#include "simd/matmul.h"

namespace dojo {
namespace {

// A panel of this depth and a block of rows of x fit the first-level and the second-level cache.
constexpr size_t depth_block = 256;
constexpr size_t row_block = 16 * tile_rows;
/// How many blocks float32 sums up.
constexpr size_t most_blocks = 16;

struct Layer {
  const float* x;
  const float* weight;
  const float* bias;
  float* y;
  size_t rows;
  size_t in_features;
  size_t out_features;
};

void pack_weights(const Layer& layer, size_t first, size_t depth, float* packed) {
  for (size_t column = 0; column < layer.out_features; column += panel_width) {
    const size_t count = std::min(panel_width, layer.out_features - column);
    const float* rows[panel_width];
    for (size_t lane = 0; lane < count; ++lane) rows[lane] = layer.weight + (column + lane) * layer.in_features + first;
    pack_transposed<panel_width>(rows, count, depth, packed + column * depth);
  }
}

void pack_inputs(const Layer& layer, size_t first_row, size_t count, size_t first, size_t depth, float* packed) {
  for (size_t row = 0; row < count; row += tile_rows) {
    const float* rows[tile_rows];
    const size_t present = std::min(tile_rows, count - row);
    for (size_t r = 0; r < present; ++r) rows[r] = layer.x + (first_row + row + r) * layer.in_features + first;
    pack_transposed<tile_rows>(rows, present, depth, packed + row * depth);
  }
}

// y <- (first ? bias : y) + x weight^T for the columns of one panel, whole or not, and the rows of one tile.
void multiply_tile(const Layer& layer, size_t row, size_t column, size_t depth, const float* x, const float* weight,
                   bool first) {
  const size_t rows = std::min(tile_rows, layer.rows - row);
  const size_t columns = layer.out_features - column;
  const auto lanes = [columns](size_t b) { return columns - std::min(columns, b * batch_width); };
  float* const y = layer.y + row * layer.out_features + column;
  const size_t stride = layer.out_features;
  const bool is_whole = rows == tile_rows && columns >= panel_width;
  size_t d = 0;
  do {
    // Where the sums begin: 0 or the bias of the first part, which then replaces y.
    const float* const bias = first ? layer.bias : nullptr;
    const auto start = [&](size_t, size_t b) {
      if (bias == nullptr || lanes(b) == 0) return Batch(0.0F);
      return load_first(bias + column + b * batch_width, lanes(b));
    };
    multiply_panels(std::min(depth - d, longest_sum), x + d * tile_rows, weight + d * panel_width, start,
                    [&](size_t r, size_t b, Batch sum) {
                      float* const at = y + r * stride + b * batch_width;
                      if (is_whole) {
                        store(at, first ? sum : load(at) + sum);
                      } else if (r < rows && lanes(b) > 0) {
                        store_first(at, first ? sum : load_first(at, lanes(b)) + sum, lanes(b));
                      }
                    });
    d += longest_sum;
    first = false;
  } while (d < depth);
}

// For so few rows that packing the weights would cost more than the product.
void multiply_in_place(const Layer& layer) {
  for (size_t column = 0; column < layer.out_features; column += batch_width) {
    const size_t lanes = std::min(batch_width, layer.out_features - column);
    const float* weights[batch_width];
    for (size_t i = 0; i < batch_width; ++i) {
      weights[i] = layer.weight + (column + std::min(i, lanes - 1)) * layer.in_features;
    }
    const Batch bias = layer.bias == nullptr ? Batch(0.0F) : load_first(layer.bias + column, lanes);
    for (size_t row = 0; row < layer.rows; ++row) {
      const Batch product = dot_rows(layer.x + row * layer.in_features, weights, layer.in_features);
      store_first(layer.y + row * layer.out_features + column, product + bias, lanes);
    }
  }
}

}  // namespace
}  // namespace dojo

dojo::Status linear(const float* x, const float* weight, const float* bias, float* y, int32_t rows, int32_t in_features,
                    int32_t out_features) {
  using namespace dojo;
  if (!valid_dimensions({rows, in_features, out_features})) return Status::bad_shape;
  Layer layer{x, weight, bias, y, extent(rows), extent(in_features), extent(out_features)};
  if (layer.rows == 0 || layer.out_features == 0) return Status::ok;
  if (layer.rows <= tile_rows) {
    multiply_in_place(layer);
    return Status::ok;
  }
  Scratch scratch;
  const size_t depths = std::min(depth_block, layer.in_features);
  auto* const weights = scratch.take<float>(round_up(layer.out_features, panel_width), depths);
  auto* const inputs = scratch.take<float>(round_up(std::min(row_block, layer.rows), tile_rows), depths);
  if (scratch.exhausted()) return Status::out_of_memory;
  // Of so many blocks that float32 would not do, each is a product of its own.
  const bool is_long = layer.in_features > most_blocks * depth_block;
  const size_t size = layer.rows * layer.out_features;
  double* const sums = is_long ? scratch.take<double>(size) : nullptr;
  if (scratch.exhausted()) return Status::out_of_memory;
  if (is_long) {
    std::fill_n(sums, size, 0.0);
    layer.bias = nullptr;
  }
  // Without input features there is still one block, of depth 0, that writes the bias.
  size_t first = 0;
  do {
    const size_t depth = std::min(depth_block, layer.in_features - first);
    pack_weights(layer, first, depth, weights);
    for (size_t row = 0; row < layer.rows; row += row_block) {
      const size_t count = std::min(row_block, layer.rows - row);
      pack_inputs(layer, row, count, first, depth, inputs);
      for (size_t column = 0; column < layer.out_features; column += panel_width) {
        for (size_t r = 0; r < count; r += tile_rows) {
          multiply_tile(layer, row + r, column, depth, inputs + r * depth, weights + column * depth,
                        is_long || first == 0);
        }
      }
    }
    first += depth_block;
    for (size_t i = 0; is_long && i < size; ++i) sums[i] += double{y[i]};
  } while (first < layer.in_features);
  for (size_t i = 0; is_long && i < size; ++i) {
    const double last = bias == nullptr ? 0.0 : double{bias[i % layer.out_features]};
    y[i] = static_cast<float>(sums[i] + last);
  }
  return Status::ok;
}
