// One call of an operation, its arguments drawn as its row says.
//
// What is checked: inputs stay as they were; the status is the right one; after `ok` every element of every output has
// been written, and is what the operation's twin (twin.h) says.
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

namespace plain {
struct Bounded;
}

/// What the outputs of a call should be, by name.
using Expected = std::map<std::string, std::vector<plain::Bounded>>;

class Call {
 public:
  Call(const OperationRow& row, Input input);

  /// Fills those inputs that are outputs of the forward operation (a gradient goes back from what that gave), if all
  /// that it needs is among the inputs.
  void fill_from(const OperationRow& forward, Kernel kernel);

  /// Calls the operation, and ends the program with a message unless it does what it has to.
  void run(Kernel kernel, Expected (*twin)(const Call&));

  // What a twin reads. Inputs are spread out to their shapes, without what lies between rows; absent ones are empty.
  std::vector<float> floats(const std::string& input) const;
  std::vector<uint8_t> booleans(const std::string& input) const;
  /// Of an input, or of a parameter that is a list or has a number for each entry of the batch.
  std::vector<int32_t> integers(const std::string& name) const;
  size_t size(const std::string& dimension) const;
  double number(const std::string& parameter) const;
  /// Booleans are 0 or 1, choices count from 0. A window has two.
  int32_t integer(const std::string& parameter, size_t index = 0) const;

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
  bool is_dimension(const std::string& name) const;
  bool is_given(const InputRow& input) const;
  const Shape& shape_of(const InputRow& input) const;
  std::vector<std::string> drawn_dimensions() const;
  Tensor draw_tensor(const InputRow& input);
  template <class T>
  std::vector<T> spread_out(const std::string& name) const;
  /// Sizes as they lie in memory, and the strides of all of them: an axis that broadcasts has size 1.
  std::vector<int32_t> lay_out(const InputRow& input, const Shape& shape, std::vector<size_t>& sizes);
  float* draw_floats(const InputRow& input, size_t count, size_t width, size_t rows);
  void make_hard(float* data, size_t count, size_t width, size_t rows);
  uint8_t* draw_booleans(size_t count);
  int32_t* draw_integers(size_t count, int32_t low, int32_t high);
  int32_t* draw_indices(const InputRow& input, size_t count);
  void leave_out(const InputRow& input, int32_t* indices, size_t count);
  float draw_float();

  std::vector<Argument> arguments_of(const OperationRow& row, float* spare = nullptr) const;
  std::vector<int32_t> strides_of(const InputRow& input) const;
  bool is_expected(dojo::Status status) const;
  void compare(const Expected& expected) const;
  [[noreturn]] void fail(const std::string& problem) const;

  const OperationRow& row_;
  Input input_;
  /// Values come from a generator of their own: what is in a tensor is nothing that a fuzzer should have to find.
  uint32_t random_;
  /// One in how many elements is infinity, NaN or a number at an end of float's range; 0: none.
  uint32_t oddity_;
  float deviation_;
  /// Whether some tensors have rows that are hard for float32.
  bool is_hard_;
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
