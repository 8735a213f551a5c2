// Sines and cosines are computed once for a position and used by all heads there.
#include "ops/rotary_embedding.h"

#include "arena.h"
#include "attention/frequencies.h"
#include "attention/turn.h"

namespace dojo {
namespace {

struct Rotation {
  float cosine, sine;
};

void turns_at(int32_t position, const double* frequencies, size_t pairs, Rotation* turns) {
  for (size_t i = 0; i < pairs; ++i) {
    const Turn turn = turn_by(position * frequencies[i]);
    turns[i] = {static_cast<float>(turn.cosine), static_cast<float>(turn.sine)};
  }
}

void rotate(const float* x, const Rotation* turns, size_t pairs, bool interleaved, float* y) {
  const size_t step = interleaved ? 2 : 1;
  const size_t apart = interleaved ? 1 : pairs;
  for (size_t i = 0; i < pairs; ++i) {
    const float first = x[i * step];
    const float second = x[i * step + apart];
    y[i * step] = first * turns[i].cosine - second * turns[i].sine;
    y[i * step + apart] = first * turns[i].sine + second * turns[i].cosine;
  }
}

}  // namespace
}  // namespace dojo

dojo::Status rotary_embedding(const float* x, const int32_t* positions, float* y, int32_t batch, int32_t num_heads,
                              int32_t seq, int32_t head_dim, int32_t positions_batch_stride,
                              int32_t positions_seq_stride, float base, int32_t interleaved) {
  using namespace dojo;
  if (!valid_dimensions({batch, num_heads, seq, head_dim}) || head_dim % 2 != 0) return Status::bad_shape;
  const size_t dim = extent(head_dim);
  const size_t pairs = dim / 2;
  Scratch scratch;
  auto* const frequencies = scratch.take<double>(pairs);
  auto* const turns = scratch.take<Rotation>(pairs);
  if (scratch.exhausted()) return Status::out_of_memory;
  for (size_t i = 0; i < pairs; ++i) frequencies[i] = frequency(i, dim, base);

  for (size_t s = 0; s < extent(seq); ++s) {
    for (size_t b = 0; b < extent(batch); ++b) {
      if (b == 0 || positions_batch_stride != 0) {
        const size_t at = b * extent(positions_batch_stride) + s * extent(positions_seq_stride);
        turns_at(positions != nullptr ? positions[at] : static_cast<int32_t>(s), frequencies, pairs, turns);
      }
      for (size_t h = 0; h < extent(num_heads); ++h) {
        const size_t row = ((b * extent(num_heads) + h) * extent(seq) + s) * dim;
        rotate(x + row, turns, pairs, interleaved != 0, y + row);
      }
    }
  }
  return Status::ok;
}
