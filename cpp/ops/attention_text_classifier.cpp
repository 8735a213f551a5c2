// 1. look up;  2. attend;  3. average;  4. classify.
#include "ops/attention_text_classifier.h"

#include <algorithm>

#include "arena.h"
#include "ops/linear.h"
#include "ops/multi_head_attention.h"

namespace dojo {
namespace {

bool look_up(const int32_t* ids, size_t count, const float* embedding, int32_t vocab, size_t dim, float* x) {
  for (size_t token = 0; token < count; ++token) {
    if (ids[token] < 0 || ids[token] >= vocab) return false;
    std::copy_n(embedding + extent(ids[token]) * dim, dim, x + token * dim);
  }
  return true;
}

void masked_mean(const float* h, const uint8_t* mask, size_t seq, size_t dim, float* mean) {
  for (size_t d = 0; d < dim; ++d) {
    double sum = 0;
    size_t tokens = 0;
    for (size_t token = 0; token < seq; ++token) {
      if (mask[token] == 0) continue;
      sum += double{h[token * dim + d]};
      ++tokens;
    }
    mean[d] = tokens == 0 ? 0.0F : static_cast<float>(sum / static_cast<double>(tokens));
  }
}

}  // namespace
}  // namespace dojo

dojo::Status attention_text_classifier(const int32_t* ids, const uint8_t* mask, const float* embedding, const float* wq,
                                       const float* bq, const float* wk, const float* bk, const float* wv,
                                       const float* bv, const float* wo, const float* bo, const float* wc,
                                       const float* bc, float* logits, float* weights, int32_t batch, int32_t seq,
                                       int32_t vocab, int32_t dim, int32_t classes) {
  using namespace dojo;
  if (!valid_dimensions({batch, seq, vocab, dim, classes}) || !is_dimension(int64_t{batch} * seq)) {
    return Status::bad_shape;
  }
  const size_t tokens = extent(batch) * extent(seq);
  Scratch scratch;
  auto* const x = scratch.take<float>(tokens, extent(dim));
  auto* const h = scratch.take<float>(tokens, extent(dim));
  auto* const mean = scratch.take<float>(extent(batch), extent(dim));
  if (scratch.exhausted()) return Status::out_of_memory;

  if (!look_up(ids, tokens, embedding, vocab, extent(dim), x)) return Status::bad_index;
  const Status status = multi_head_attention(x, x, x, wq, bq, wk, bk, wv, bv, wo, bo, mask, nullptr, h, weights, batch,
                                             seq, seq, dim, dim, dim, 1, 0);
  if (status != Status::ok) return status;
  for (size_t text = 0; text < extent(batch); ++text) {
    const size_t first = text * extent(seq);
    masked_mean(h + first * extent(dim), mask + first, extent(seq), extent(dim), mean + text * extent(dim));
  }
  return linear(mean, wc, bc, logits, batch, dim, classes);
}
