// Blocked so that each level of the memory hierarchy holds what is read again soonest:
//
//   for a block of in_features:  1. pack the weights in panels of out_features
//     for a block of rows:       2. for each panel, for each register tile of rows:  y <- (bias or y) + x weight^T
#include "ops/linear.h"

#include <algorithm>

#include "arena.h"
#include "simd/matmul.h"

namespace dojo {
namespace {

// A panel of this depth and a block of rows of x fit the first-level and the second-level cache.
constexpr size_t depth_block = 256;
constexpr size_t row_block = 64;

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
    pack_transposed(rows, count, depth, packed + column * depth);
  }
}

// y <- (first == 0 ? bias : y) + x[:, first : first + depth] weight^T for the columns of one panel.
void multiply_panel(const Layer& layer, size_t first_row, size_t rows, size_t first, size_t depth, size_t column,
                    const float* panel) {
  const size_t columns = layer.out_features - column;
  const auto lanes = [columns](size_t b) { return columns - std::min(columns, b * batch_width); };
  Batch bias[panel_batches];
  for (size_t b = 0; b < panel_batches; ++b) {
    const bool present = layer.bias != nullptr && lanes(b) > 0;
    bias[b] = present ? load_first(layer.bias + column + b * batch_width, lanes(b)) : Batch(0.0F);
  }
  for (size_t row = first_row; row < first_row + rows; row += tile_rows) {
    float* const y = layer.y + row * layer.out_features + column;
    const size_t stride = layer.out_features;
    const auto finish = [y, stride, lanes](size_t r, size_t b, Batch sum) {
      if (lanes(b) > 0) store_first(y + r * stride + b * batch_width, sum, lanes(b));
    };
    const auto resume = [y, stride, lanes, first, &bias](size_t r, size_t b) {
      if (first == 0) return bias[b];
      return lanes(b) > 0 ? load_first(y + r * stride + b * batch_width, lanes(b)) : Batch(0.0F);
    };
    multiply_rows(std::min(tile_rows, first_row + rows - row), depth, layer.x + row * layer.in_features + first,
                  layer.in_features, panel, resume, finish);
  }
}

}  // namespace
}  // namespace dojo

dojo::Status linear(const float* x, const float* weight, const float* bias, float* y, int32_t rows, int32_t in_features,
                    int32_t out_features) {
  using namespace dojo;
  if (!valid_dimensions({rows, in_features, out_features})) return Status::bad_shape;
  const Layer layer{x, weight, bias, y, extent(rows), extent(in_features), extent(out_features)};
  if (layer.rows == 0 || layer.out_features == 0) return Status::ok;
  Scratch scratch;
  auto* const packed =
      scratch.take<float>(panels_for(layer.out_features) * panel_width, std::min(depth_block, layer.in_features));
  if (scratch.exhausted()) return Status::out_of_memory;
  // Without input features there is still one block, of depth 0, that writes the bias.
  size_t first = 0;
  do {
    const size_t depth = std::min(depth_block, layer.in_features - first);
    pack_weights(layer, first, depth, packed);
    for (size_t row = 0; row < layer.rows; row += row_block) {
      const size_t count = std::min(row_block, layer.rows - row);
      for (size_t column = 0; column < layer.out_features; column += panel_width) {
        multiply_panel(layer, row, count, first, depth, column, packed + column * depth);
      }
    }
    first += depth_block;
  } while (first < layer.in_features);
  return Status::ok;
}
