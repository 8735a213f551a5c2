#include "attention/clean_head.h"

#include <algorithm>

#include "attention/key_range.h"
#include "simd/finite.h"

namespace dojo {
namespace {

// Copies the rows of one head, those of unclean keys as zeros.
template <class Row>
void copy_clean(const Row& row, const uint8_t* is_unclean, size_t keys, size_t dim, float* target) {
  for (size_t j = 0; j < keys; ++j, target += dim) {
    if (is_unclean[j] != 0) {
      std::fill_n(target, dim, 0.0F);
    } else {
      std::copy_n(row(j), dim, target);
    }
  }
}

}  // namespace

bool clean_head(Scratch& scratch, const AttentionProblem& given, size_t batch, size_t kv_head, CleanHead& clean) {
  const size_t keys = given.keys();
  clean.given = &given;
  clean.problem = given;
  clean.is_unclean = scratch.take<uint8_t>(keys);
  clean.careful = careful_memory(scratch, given);
  auto* const k = scratch.take<float>(keys, given.head_dim);
  auto* const v = scratch.take<float>(keys, given.value_dim);
  if (scratch.exhausted()) return false;
  const auto key = [&](size_t j) { return given.key(batch, kv_head, j); };
  const auto value = [&](size_t j) { return given.value(batch, kv_head, j); };
  for (size_t j = 0; j < keys; ++j) {
    const bool is_clean = all_finite(key(j), given.head_dim) && all_finite(value(j), given.value_dim);
    clean.is_unclean[j] = is_clean ? 0 : 1;
  }
  copy_clean(key, clean.is_unclean, keys, given.head_dim, k);
  copy_clean(value, clean.is_unclean, keys, given.value_dim, v);
  clean.problem.past_k = {k, 0, 0, given.head_dim};
  clean.problem.past_v = {v, 0, 0, given.value_dim};
  clean.problem.k = {k + given.seq_past * given.head_dim, 0, 0, given.head_dim};
  clean.problem.v = {v + given.seq_past * given.value_dim, 0, 0, given.value_dim};
  return true;
}

bool sees_unclean(const CleanHead& clean, size_t batch, size_t head, size_t query) {
  return sees_key(*clean.given, batch, head, query, [&clean](size_t j) { return clean.is_unclean[j] != 0; });
}

bool sees_any(const AttentionProblem& problem, size_t batch, size_t head, size_t query) {
  return sees_key(problem, batch, head, query, [](size_t) { return true; });
}

}  // namespace dojo
