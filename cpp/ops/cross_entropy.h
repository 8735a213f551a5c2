// The cross-entropy of logits and the classes that are right, as torch.nn.functional.cross_entropy.
//
//   logits  [rows, vocab];  targets  [rows], int32
//   loss  [1];  losses  [rows], optional
//
//   losses[i] = log(sum_c exp(logits[i][c])) - logits[i][targets[i]],  0 where targets[i] = ignore_index
//   loss      = the mean of losses[i] over all i with targets[i] != ignore_index
//
// In float64, so that logits may be as large as float32 holds, and the smallest losses keep their digits. Logits of
// ignored rows are not looked at. Where all rows are ignored the loss is NaN, a mean of nothing; and it is NaN where a
// row that counts holds NaN, infinity, or nothing but -infinity. A target that is neither ignore_index nor in
// [0, vocab): Status::bad_index.
#pragma once

#include "abi.h"

DOJO_EXPORT dojo::Status cross_entropy(const float* logits, const int32_t* targets, float* loss, float* losses,
                                       int32_t rows, int32_t vocab, int32_t ignore_index);

namespace dojo {

/// How many of `rows` targets are not `ignore_index`; -1 where one of these is no class.
int32_t count_targets(const int32_t* targets, int32_t rows, int32_t vocab, int32_t ignore_index);

}  // namespace dojo
