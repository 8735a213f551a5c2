// One call of scaled_dot_product_attention: its arguments in the oracle's form and in the kernel's.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "abi.h"
#include "plain.h"

struct AttentionCase {
  plain::Attention plain;
  /// How many of plain.keys are handed over as the past.
  size_t seq_past = 0;
  /// The masks as the kernel gets them; empty: none. plain.mask and plain.bias are the same spread out.
  std::vector<uint8_t> mask;
  std::array<int32_t, 4> mask_strides{};
  std::vector<float> bias;
  std::array<int32_t, 4> bias_strides{};
};

struct AttentionResult {
  std::vector<float> out, weights, lse;
};

/// Which outputs to ask for beside `out`.
struct Wanted {
  bool weights = false;
  bool lse = false;
};

/// Calls the kernel; checks that the present is the past and the new keys and values.
dojo::Status call(const AttentionCase& c, Wanted wanted, AttentionResult* result = nullptr);

/// All outputs of a call that must succeed.
AttentionResult run(const AttentionCase& c);

/// Compares all outputs with `expected`; the tolerance is measured on `formula`'s arguments.
void expect_agreement(const AttentionCase& c, const plain::AttentionOutputs<double>& expected,
                      const plain::Attention& formula);
void expect_agreement(const AttentionCase& c, const plain::AttentionOutputs<double>& expected);
/// Compares with the oracle.
void expect_agreement(const AttentionCase& c);
