// 1. the channel gate;  2. x' in y;  3. the spatial gate;  4. y. The spatial means and maxima take 2 planes of scratch.
#include "ops/cbam.h"

#include <algorithm>

#include "arena.h"
#include "ops/linear.h"
#include "simd/elementary.h"
#include "simd/span.h"

namespace dojo {
namespace {

struct Image {
  size_t channels, height, width;
  size_t pixels() const { return height * width; }
  size_t size() const { return channels * pixels(); }
};

float share(size_t count) { return 1.0F / static_cast<float>(std::max(count, size_t{1})); }

// mean, maximum: [channels]
void squeeze_pixels(const Image& image, const float* x, float* mean, float* maximum) {
  const size_t pixels = image.pixels();
  for (size_t c = 0; c < image.channels; ++c) {
    const float* const plane = x + c * pixels;
    mean[c] = span_mean(plane, pixels);
    maximum[c] = pixels > 0 ? span_max(plane, pixels) : 0.0F;
  }
}

// mean, maximum: [height, width]
void squeeze_channels(const Image& image, const float* x, float* mean, float* maximum) {
  const size_t pixels = image.pixels();
  const Batch factor(share(image.channels));
  for (size_t p = 0; p < pixels; p += batch_width) {
    const size_t lanes = pixels - p;
    LongSum sum;
    Batch largest = image.channels > 0 ? load_first(x + p, lanes) : Batch(0.0F);
    for (size_t c = 0; c < image.channels; ++c) {
      const Batch value = load_first(x + c * pixels + p, lanes);
      sum.add(value * factor);
      largest = xsimd::max(largest, value);
    }
    store_first(mean + p, sum.sum, lanes);
    store_first(maximum + p, largest, lanes);
  }
}

// map[r][c] <- map[r][c] + sum over dr, dc of kernel[dr][dc] plane[r + dr - top][c + dc - left], zeros around the
// plane. The shifted plane is added as a whole for each element of the kernel: long rows, no inner test for the border.
void add_correlation(const Image& image, const float* plane, const float* kernel, size_t kernel_height,
                     size_t kernel_width, float* map) {
  const size_t top = (std::max(kernel_height, size_t{1}) - 1) / 2;
  const size_t left = (std::max(kernel_width, size_t{1}) - 1) / 2;
  for (size_t r = 0; r < image.height; ++r) {
    for (size_t dr = 0; dr < kernel_height; ++dr) {
      if (r + dr < top || r + dr - top >= image.height) continue;
      const float* const row = plane + (r + dr - top) * image.width;
      for (size_t dc = 0; dc < kernel_width; ++dc) {
        const float factor = kernel[dr * kernel_width + dc];
        const size_t begin = left > dc ? left - dc : 0;
        const size_t end = dc > left ? image.width - std::min(image.width, dc - left) : image.width;
        for (size_t c = begin; c < end; ++c) map[r * image.width + c] += factor * row[c + dc - left];
      }
    }
  }
}

void scale_pixels(const Image& image, const float* gate, float* y) {
  for (size_t first = 0; first < image.size(); first += image.pixels()) {
    for (size_t p = 0; p < image.pixels(); ++p) y[first + p] *= gate[p];
  }
}

void scale_channels(const Image& image, const float* x, const float* gate, float* y) {
  const size_t pixels = image.pixels();
  for (size_t c = 0; c < image.channels; ++c) {
    const Batch factor(gate[c]);
    map_span(x + c * pixels, y + c * pixels, pixels, [factor](Batch value) { return value * factor; });
  }
}

}  // namespace
}  // namespace dojo

dojo::Status cbam(const float* x, const float* w1, const float* w2, const float* kernel, const float* bias, float* y,
                  float* channel, float* spatial, int32_t batch, int32_t channels, int32_t height, int32_t width,
                  int32_t hidden_dim, int32_t kernel_height, int32_t kernel_width) {
  using namespace dojo;
  if (!valid_dimensions({batch, channels, height, width, hidden_dim, kernel_height, kernel_width})) {
    return Status::bad_shape;
  }
  const Image image{extent(channels), extent(height), extent(width)};
  const size_t pixels = image.pixels();
  Scratch scratch;
  auto* const squeezed = scratch.take<float>(2 * image.channels);
  auto* const hidden = scratch.take<float>(2 * extent(hidden_dim));
  auto* const excited = scratch.take<float>(2 * image.channels);
  auto* const maps = scratch.take<float>(2 * pixels);
  if (scratch.exhausted()) return Status::out_of_memory;

  for (size_t b = 0; b < extent(batch); ++b) {
    float* const to = y + b * image.size();
    float* const channel_gate = channel + b * image.channels;
    float* const spatial_gate = spatial + b * pixels;
    squeeze_pixels(image, x + b * image.size(), squeezed, squeezed + image.channels);
    Status status = linear(squeezed, w1, nullptr, hidden, 2, channels, hidden_dim);
    if (status != Status::ok) return status;
    map_span(hidden, hidden, 2 * extent(hidden_dim), relu);
    status = linear(hidden, w2, nullptr, excited, 2, hidden_dim, channels);
    if (status != Status::ok) return status;
    for (size_t c = 0; c < image.channels; ++c) channel_gate[c] = excited[c] + excited[image.channels + c];
    map_span(channel_gate, channel_gate, image.channels, sigmoid);
    scale_channels(image, x + b * image.size(), channel_gate, to);

    squeeze_channels(image, to, maps, maps + pixels);
    std::fill_n(spatial_gate, pixels, bias != nullptr ? *bias : 0.0F);
    const size_t kernel_size = extent(kernel_height) * extent(kernel_width);
    for (size_t map = 0; map < 2; ++map) {
      add_correlation(image, maps + map * pixels, kernel + map * kernel_size, extent(kernel_height),
                      extent(kernel_width), spatial_gate);
    }
    map_span(spatial_gate, spatial_gate, pixels, sigmoid);
    scale_pixels(image, spatial_gate, to);
  }
  return Status::ok;
}
