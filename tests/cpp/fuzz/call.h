// One call of an operation, its arguments drawn as its row says.
//
// What is checked: inputs stay as they were; the status is the right one; after `ok` every element of every output has
// been written; and none of them is NaN when the inputs are tame.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "abi.h"
#include "blocks.h"
#include "input.h"
#include "invoke.h"
#include "table.h"

class Call {
 public:
  Call(const OperationRow& row, Input input);

  /// Fills those inputs that are outputs of the forward operation (a gradient goes back from what that gave), if all
  /// that it needs is among the inputs.
  void fill_from(const OperationRow& forward, Kernel kernel);

  /// Calls the operation, and ends the program with a message unless it does what it has to.
  void run(Kernel kernel);

 private:
  /// What a call may get wrong about its sizes and values, every now and then.
  enum class Lie { none, negative_size, no_multiple, no_choice, bad_index, bad_list };

  struct Tensor {
    Argument argument;
    /// In elements, where the kernel gets them.
    std::vector<int32_t> strides;
  };

  // Drawn in this order.
  void draw_choices();
  void draw_sizes();
  void draw_inputs();
  void draw_parameters();
  void draw_outputs();

  bool has_too_large_tensor() const;
  void halve_sizes();
  void tell_lie();
  int32_t dimension(int32_t limit);
  int32_t integer(int32_t low, int32_t high);
  float number(const ParameterRow& parameter);
  bool is_given(const InputRow& input) const;
  const Shape& shape_of(const InputRow& input) const;
  std::vector<std::string> drawn_dimensions() const;
  Tensor draw_tensor(const InputRow& input);
  /// Sizes as they lie in memory, and the strides of all of them: an axis that broadcasts has size 1.
  std::vector<int32_t> lay_out(const InputRow& input, const Shape& shape, std::vector<size_t>& sizes);
  float* draw_floats(const InputRow& input, size_t count);
  uint8_t* draw_booleans(size_t count);
  int32_t* draw_integers(size_t count, int32_t low, int32_t high);
  int32_t* draw_indices(size_t count, const std::string& below);
  float draw_float();

  std::vector<Argument> arguments_of(const OperationRow& row) const;
  std::vector<int32_t> strides_of(const InputRow& input) const;
  bool is_expected(dojo::Status status) const;
  [[noreturn]] void fail(const char* problem) const;

  const OperationRow& row_;
  Input input_;
  /// Values come from a generator of their own: what is in a tensor is nothing that a fuzzer should have to find.
  uint32_t random_;
  /// Neither infinity nor NaN nor numbers at the end of float's range.
  bool tame_;
  float deviation_;
  /// How many allocations succeed.
  uint32_t allocations_;
  Lie lie_ = Lie::none;
  /// Whether there was an occasion for it.
  bool lied_ = false;

  Blocks blocks_;
  Sizes sizes_;
  std::map<std::string, int32_t> choices_;
  std::map<std::string, bool> given_;
  std::map<std::string, Tensor> tensors_;
  std::map<std::string, std::vector<Argument>> parameters_;
  std::map<std::string, Argument> outputs_;
};
