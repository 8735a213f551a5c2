// The gradients of one query in float64, as the formulas read: see careful_query.h.
#pragma once

#include "arena.h"
#include "attention/careful_query.h"
#include "attention/problem.h"

namespace dojo {

/// The arguments of scaled_dot_product_attention_backward.
struct GradientProblem {
  AttentionProblem attention;  // without outputs
  Heads<const float> out;
  Heads<const float> dout;
  const float* lse;
  Heads<float> dq;
  Heads<float> dk;
  Heads<float> dv;
};

/// What is known of each key that the query sees: [keys]. dq: [head_dim].
struct CarefulGradientMemory {
  CarefulScore* score;
  double* p;
  double* dp;
  double* dq;
};

CarefulGradientMemory careful_gradient_memory(Scratch& scratch, const AttentionProblem& problem);

/// Writes dq of one query, and adds to dk and dv what it gives to the keys that it sees.
void differentiate_carefully(const GradientProblem& problem, size_t batch, size_t head, size_t query,
                             const CarefulGradientMemory& memory);

}  // namespace dojo
