// One query in float64, as the formula reads: for those that see NaN or infinity, and for those whose scores or sums
// leave float32 on the way, though inputs and result do not. The register tiles do all others.
#pragma once

#include "arena.h"
#include "attention/problem.h"

namespace dojo {

/// [keys] and [value_dim].
struct CarefulMemory {
  double* scores;
  double* sums;
};

CarefulMemory careful_memory(Scratch& scratch, const AttentionProblem& problem);

/// What the softmax takes, of a key that the query sees, and how it changes with scale q k: a softcap bends it.
struct CarefulScore {
  double value, slope;
};

/// sum over i of a[i] b[i]
double dot_in_float64(const float* a, const float* b, size_t count);

CarefulScore careful_score(const AttentionProblem& problem, size_t batch, size_t head, size_t query, size_t j);

/// Writes out, weights and lse of one query, those of them that are wanted.
void attend_carefully(const AttentionProblem& problem, size_t batch, size_t head, size_t query,
                      const CarefulMemory& memory);

}  // namespace dojo
