#include "ops/cross_entropy.h"

#include "log_sum_exp.h"

namespace dojo {

int32_t count_targets(const int32_t* targets, int32_t rows, int32_t vocab, int32_t ignore_index) {
  int32_t count = 0;
  for (int32_t row = 0; row < rows; ++row) {
    if (targets[row] == ignore_index) continue;
    if (targets[row] < 0 || targets[row] >= vocab) return -1;
    ++count;
  }
  return count;
}

}  // namespace dojo

dojo::Status cross_entropy(const float* logits, const int32_t* targets, float* loss, float* losses, int32_t rows,
                           int32_t vocab, int32_t ignore_index) {
  using namespace dojo;
  if (!valid_dimensions({rows, vocab})) return Status::bad_shape;
  const int32_t count = count_targets(targets, rows, vocab, ignore_index);
  if (count < 0) return Status::bad_index;
  double total = 0;
  for (size_t row = 0; row < extent(rows); ++row) {
    double own = 0;
    if (targets[row] != ignore_index) {
      const float* const x = logits + row * extent(vocab);
      const LogSumExp lse = log_sum_exp(x, extent(vocab));
      // The two that may be large first: their difference is exact.
      own = lse.largest - double{x[targets[row]]} + lse.rest;
    }
    total += own;
    if (losses != nullptr) losses[row] = static_cast<float>(own);
  }
  *loss = static_cast<float>(total / count);
  return Status::ok;
}
