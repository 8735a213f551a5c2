// One call of scaled_dot_product_attention: its arguments in the oracle's form and in the kernel's.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "abi.h"
#include "draw.h"
#include "golden.h"
#include "plain.h"

struct AttentionCase {
  plain::Attention plain;
  /// How many of plain.keys are handed over as the past.
  size_t seq_past = 0;
  /// For how many more rows every head of the new keys and values has room. They hold NaN.
  size_t room = 0;
  /// The masks as the kernel gets them; empty: none. plain.mask and plain.bias are the same spread out.
  std::vector<uint8_t> mask;
  std::array<int32_t, 4> mask_strides{};
  std::vector<float> bias;
  std::array<int32_t, 4> bias_strides{};
};

/// A mask of any shape that broadcasts, spread out to [batch, num_heads, seq_q, keys].
std::vector<uint8_t> spread(const std::vector<uint8_t>& values, std::vector<size_t> shape, const plain::Attention& a);

AttentionCase draw_case(Draw& draw, size_t seq_q, size_t keys, size_t head_dim, size_t value_dim, size_t heads = 1,
                        size_t kv_heads = 1, size_t batch = 1);
/// Gives a drawn case a drawn mask or bias of a shape that broadcasts.
void give_mask(Draw& draw, AttentionCase& c, const std::vector<size_t>& shape);
void give_bias(Draw& draw, AttentionCase& c, const std::vector<size_t>& shape);
/// Draws shapes, masks and options of every kind.
AttentionCase draw_options(Draw& draw);

/// The inputs and options of a golden case of the operation or of its gradients.
AttentionCase golden_case(const GoldenCase& golden);

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
