// The bytes that a fuzzer gives, read as decisions. When they are used up, every further decision is 0.
#pragma once

#include <cstddef>
#include <cstdint>

class Input {
 public:
  Input(const uint8_t* bytes, size_t count) : next_(bytes), end_(bytes + count) {}

  uint8_t byte() { return next_ == end_ ? uint8_t{0} : *next_++; }

  /// From 0 to below `limit`, which is 65,536 at most.
  int32_t below(int32_t limit) {
    const int32_t low = byte();
    return (limit > 256 ? low + 256 * byte() : low) % limit;
  }

  bool flag() { return below(2) == 1; }

 private:
  const uint8_t* next_;
  const uint8_t* end_;
};
