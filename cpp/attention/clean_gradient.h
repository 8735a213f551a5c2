// One head of a gradient problem without NaN and infinity: see clean_head.h. Queries that are not finite, or that see a
// key that is not, are left to careful_gradient.h.
#pragma once

#include "arena.h"
#include "attention/careful_gradient.h"

namespace dojo {

struct CleanGradient {
  /// As it was given, but for the inputs of the head. Careful queries attend nothing in it.
  GradientProblem problem;
  /// One query after the other, of all heads that read the key head: [heads_per_kv_head][seq_q]
  uint8_t* is_careful;
  CarefulGradientMemory careful;
};

/// Whether the scale alone takes a query out of float32. Its scores may then be -infinity, where they should not be,
/// and its weights 0: nothing that is computed from them tells.
bool is_scaled_beyond_float32(const AttentionProblem& problem, size_t batch, size_t head, size_t query);

/// False when memory does not suffice.
bool clean_gradient(Scratch& scratch, const GradientProblem& given, size_t batch, size_t kv_head, CleanGradient& clean);

}  // namespace dojo
