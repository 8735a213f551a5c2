// One head of keys and values without NaN and infinity. Weights of hidden keys are 0, but 0 * NaN is NaN: what is met
// in a tile reaches the neighbours that may not see it. So a head that gave anything that is not finite is done again
// with such rows as zeros, and the queries that do see one are done carefully.
#pragma once

#include "arena.h"
#include "attention/careful_query.h"
#include "attention/problem.h"

namespace dojo {

struct CleanHead {
  /// As it was given.
  const AttentionProblem* given;
  /// The same, but for the keys and values of the head.
  AttentionProblem problem;
  /// For each key whether it, or its value, was not finite: [keys]
  uint8_t* is_unclean;
  CarefulMemory careful;
};

/// False when memory does not suffice.
bool clean_head(Scratch& scratch, const AttentionProblem& given, size_t batch, size_t kv_head, CleanHead& clean);

/// Whether a query may attend a key that was not finite.
bool sees_unclean(const CleanHead& clean, size_t batch, size_t head, size_t query);

/// Whether a query may attend any key.
bool sees_any(const AttentionProblem& problem, size_t batch, size_t head, size_t query);

}  // namespace dojo
