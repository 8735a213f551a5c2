// One call of an operation with drawn arguments. It hands out sizes, parameters and tensors, and finally checks what
// the operation did.
//
// Every tensor is a heap block of exactly its size, so that AddressSanitizer sees each byte beyond it. What is checked:
// inputs stay as they were; the status is the right one; after `ok` every element of every output has been written; and
// none of them is NaN when the inputs are tame.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <vector>

#include "abi.h"
#include "input.h"

/// A tensor that broadcasts to a shape: strides in elements, 0 where it is broadcast. No data: absent.
template <class T>
struct Broadcast {
  const T* data = nullptr;
  std::array<int32_t, 4> strides{};
};

class Call {
 public:
  /// `operation` is its name, for messages.
  Call(const char* operation, Input input);

  /// A size from 0 to `limit`, mostly small or near the edge of a tile; rarely negative, which every operation refuses.
  int32_t dimension(int32_t limit = 20);
  int32_t below(int32_t limit) { return input_.below(limit); }
  /// Any integer from `low` to `high`.
  int32_t integer(int32_t low, int32_t high);
  bool flag() { return input_.flag(); }
  float number(float low, float high);

  /// An input of floats: tame ones are normally distributed (sometimes of deviation 80); others may be anything at all.
  const float* floats(std::initializer_list<int32_t> shape);
  const float* optional_floats(std::initializer_list<int32_t> shape);
  const uint8_t* booleans(std::initializer_list<int32_t> shape);
  const uint8_t* optional_booleans(std::initializer_list<int32_t> shape);
  const int32_t* integers(std::initializer_list<int32_t> shape, int32_t low, int32_t high);
  /// Broadcast along drawn axes of a shape of up to four, or absent. Floats are meant to be added to scores: some are
  /// -infinity.
  Broadcast<uint8_t> broadcast_booleans(std::initializer_list<int32_t> shape);
  Broadcast<float> broadcast_floats(std::initializer_list<int32_t> shape);
  Broadcast<int32_t> broadcast_integers(std::initializer_list<int32_t> shape, int32_t low, int32_t high);

  float* output(std::initializer_list<int32_t> shape);
  /// Null when nobody wants it.
  float* optional_output(std::initializer_list<int32_t> shape);
  /// An output that may lie in the memory of the input `x`, of the same shape.
  float* output_over(const float* x, std::initializer_list<int32_t> shape);

  /// Ends the program with a message unless the operation did what it had to. `expected` is the status for sizes that
  /// are not negative, when there is memory enough.
  void check(dojo::Status status, dojo::Status expected = dojo::Status::ok);

 private:
  struct Block {
    std::unique_ptr<uint8_t[]> memory;
    size_t bytes = 0;
    /// What the memory held before the call; empty for outputs.
    std::vector<uint8_t> before;
    bool is_output = false;
  };

  template <class T>
  Broadcast<T> broadcast(std::initializer_list<int32_t> shape, const T* (Call::*make)(size_t));
  template <class T>
  T* allocate(size_t count);
  template <class T>
  const T* keep(const T* data);
  const float* make_floats(size_t count);
  const float* make_scores(size_t count);
  const uint8_t* make_booleans(size_t count);
  const int32_t* make_integers(size_t count);
  float draw_float();
  void check_outputs() const;
  [[noreturn]] void fail(const char* problem) const;

  const char* operation_;
  Input input_;
  /// Values come from a generator of their own: what is in a tensor is nothing that a fuzzer should have to find.
  uint32_t random_;
  bool tame_;
  float deviation_;
  bool has_negative_size_ = false;
  int32_t low_ = 0;
  int32_t high_ = 0;
  std::vector<Block> blocks_;
};
