#include "ops/cross_entropy_backward.h"

#include <algorithm>

#include "ops/cross_entropy.h"
#include "ops/softmax.h"

dojo::Status cross_entropy_backward(const float* logits, const int32_t* targets, float* dlogits, int32_t rows,
                                    int32_t vocab, int32_t ignore_index, float dloss) {
  using namespace dojo;
  if (!valid_dimensions({rows, vocab})) return Status::bad_shape;
  const int32_t count = count_targets(targets, rows, vocab, ignore_index);
  if (count < 0) return Status::bad_index;
  const Status status = softmax(logits, dlogits, rows, vocab, 1);
  const auto share = static_cast<float>(double{dloss} / count);
  for (size_t row = 0; row < extent(rows); ++row) {
    float* const dx = dlogits + row * extent(vocab);
    if (targets[row] == ignore_index) {
      std::fill_n(dx, extent(vocab), 0.0F);
      continue;
    }
    dx[targets[row]] -= 1.0F;
    for (size_t c = 0; c < extent(vocab); ++c) dx[c] *= share;
  }
  return status;
}
