// Three passes over what stays in the first-level cache: maximum, exponentials with their sum, division. With inner = 1
// a column is contiguous and a batch holds neighbours of one column; otherwise each lane holds a column of its own, and
// a strip of neighbouring columns is walked together, so that whole cache lines are read.
#include "ops/softmax.h"

#include <algorithm>
#include <limits>

#include "simd/softmax.h"
#include "simd/span.h"
#include "tasks.h"

namespace dojo {
namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr size_t strip_batches = 8;

void softmax_row(const float* x, float* y, size_t length) {
  const Batch shift = shift_of(Batch(span_max(x, length)));
  LongSum total;
  size_t l = 0;
  while (l + batch_width <= length) {
    const size_t end = std::min(length, l + longest_sum * batch_width);
    Batch sum(0.0F);
    for (; l + batch_width <= end; l += batch_width) {
      const Batch weight = exp_of_difference(load(x + l) - shift);
      store(y + l, weight);
      sum += weight;
    }
    total.add(sum);
  }
  if (l < length) {
    const Batch weight = exp_of_difference(load_first(x + l, length - l, -infinity) - shift);
    store_first(y + l, weight, length - l);
    total.add(weight);
  }
  const Batch inverse = inverse_of(Batch(xsimd::reduce_add(total.sum)));
  map_span(y, y, length, [inverse](Batch value) { return value * inverse; });
}

// `columns` neighbouring columns, at most a strip of them, whose elements are `inner` apart.
void softmax_columns(const float* x, float* y, size_t length, size_t inner, size_t columns) {
  const size_t batches = (columns + batch_width - 1) / batch_width;
  Batch shift[strip_batches];
  Batch sum[strip_batches];
  LongSum total[strip_batches];
  std::fill_n(shift, batches, Batch(-infinity));
  const auto each = [&](const auto& visit) {
    for (size_t l = 0; l < length; ++l) {
      for (size_t b = 0; b < batches; ++b) visit(b, l * inner + b * batch_width, columns - b * batch_width);
    }
  };
  each([&](size_t b, size_t at, size_t count) { shift[b] = xsimd::max(shift[b], load_first(x + at, count)); });
  for (size_t b = 0; b < batches; ++b) shift[b] = shift_of(shift[b]);
  std::fill_n(sum, batches, Batch(0.0F));
  const auto end_part = [&] {
    for (size_t b = 0; b < batches; ++b) {
      total[b].add(sum[b]);
      sum[b] = Batch(0.0F);
    }
  };
  each([&](size_t b, size_t at, size_t count) {
    const Batch weight = exp_of_difference(load_first(x + at, count) - shift[b]);
    store_first(y + at, weight, count);
    sum[b] += weight;
    if (b + 1 == batches && at / inner % longest_sum == 0) end_part();
  });
  end_part();
  for (size_t b = 0; b < batches; ++b) sum[b] = inverse_of(total[b].sum);
  each([&](size_t b, size_t at, size_t count) { store_first(y + at, load_first(y + at, count) * sum[b], count); });
}

}  // namespace
}  // namespace dojo

dojo::Status softmax(const float* x, float* y, int32_t outer, int32_t length, int32_t inner) {
  if (!dojo::valid_dimensions({outer, length, inner})) return dojo::Status::bad_shape;
  const size_t block = dojo::extent(length) * dojo::extent(inner);
  if (block == 0) return dojo::Status::ok;
  constexpr size_t strip = dojo::strip_batches * dojo::batch_width;
  const size_t width = dojo::extent(inner);
  const size_t strips = width == 1 ? 1 : (width + strip - 1) / strip;
  const size_t least = std::max<size_t>(1, dojo::least_elements * strips / block);
  dojo::for_stretches(dojo::extent(outer) * strips, least, [&](size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      const size_t from = i / strips * block + i % strips * strip;
      if (width == 1) {
        dojo::softmax_row(x + from, y + from, block);
      } else {
        dojo::softmax_columns(x + from, y + from, dojo::extent(length), width,
                              std::min(strip, width - i % strips * strip));
      }
    }
  });
  return dojo::Status::ok;
}
