// What crosses the boundary between the kernels and their callers, beside plain numbers and pointers.
//
// Every operation is one C function named like its golden file. Its arguments are, in this order: each input tensor,
// each output tensor, each named dimension (int32), the element strides of each tensor that broadcasts (int32, 0 where
// it is broadcast) or whose rows may lie apart (of all dimensions but the last), then the parameters. A null pointer is
// an absent optional input or an output that nobody wants. Tensors are row-major: float32, int32, or one byte per
// boolean.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>

/// Gives a function C linkage and keeps it among the exports of the WebAssembly module.
#define DOJO_EXPORT extern "C" __attribute__((used, visibility("default")))

namespace dojo {

/// What every exported operation returns.
enum class Status : int32_t {
  ok = 0,
  /// The arena could not supply the scratch memory; outputs are unspecified.
  out_of_memory = 1,
  /// An index in an input tensor lies outside the table that it indexes.
  bad_index = 2,
  /// A negative dimension, or dimensions that do not fit each other.
  bad_shape = 3,
  /// Of several threads one has not done what it had begun; outputs are unspecified.
  thread_lost = 4,
};

/// Whether none of the dimensions is negative.
inline bool valid_dimensions(std::initializer_list<int32_t> dimensions) {
  for (const int32_t dimension : dimensions) {
    if (dimension < 0) return false;
  }
  return true;
}

/// Whether a product or sum of dimensions can be handed on as a dimension itself.
constexpr bool is_dimension(int64_t count) { return count <= std::numeric_limits<int32_t>::max(); }

/// A dimension that `valid_dimensions` accepted, in the type in which sizes are multiplied.
constexpr size_t extent(int32_t dimension) { return static_cast<size_t>(dimension); }

}  // namespace dojo
