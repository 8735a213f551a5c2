// The tensors of one call. Every tensor is a heap block of exactly its size, so that AddressSanitizer sees each byte
// beyond it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

class Blocks {
 public:
  /// An input, to be filled before `keep`.
  template <class T>
  T* input(size_t count) {
    return reinterpret_cast<T*>(allocate(count * sizeof(T), false));
  }

  /// An output of floats, filled with what no arithmetic gives.
  float* output(size_t count);

  /// From now on inputs may not change.
  void keep();

  /// The first problem that a call has left behind, or null: an input that has changed; and where it succeeded, an
  /// element of an output that was not written.
  const char* problem(bool succeeded) const;

 private:
  struct Block {
    std::unique_ptr<uint8_t[]> memory;
    size_t bytes;
    bool is_output;
    /// What an input held before the call.
    std::vector<uint8_t> before;
  };

  uint8_t* allocate(size_t bytes, bool is_output);

  std::vector<Block> blocks_;
};
