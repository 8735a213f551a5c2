#include "blocks.h"

#include <cstring>

namespace {

/// A quiet NaN that no arithmetic gives.
constexpr uint32_t unwritten = 0x7fc0dead;

}  // namespace

float* Blocks::output(size_t count) {
  auto* const data = reinterpret_cast<float*>(allocate(count * sizeof(float), true));
  for (size_t i = 0; i < count; ++i) std::memcpy(data + i, &unwritten, sizeof(unwritten));
  return data;
}

void Blocks::keep() {
  for (Block& block : blocks_) {
    if (!block.is_output) block.before.assign(block.memory.get(), block.memory.get() + block.bytes);
  }
}

const char* Blocks::problem(bool succeeded) const {
  for (const Block& block : blocks_) {
    if (!block.is_output && block.bytes > 0 && std::memcmp(block.before.data(), block.memory.get(), block.bytes) != 0) {
      return "changed an input";
    }
    for (size_t at = 0; succeeded && block.is_output && at < block.bytes; at += sizeof(unwritten)) {
      if (std::memcmp(block.memory.get() + at, &unwritten, sizeof(unwritten)) == 0) {
        return "left an element of an output unwritten";
      }
    }
  }
  return nullptr;
}

uint8_t* Blocks::allocate(size_t bytes, bool is_output) {
  // operator new[] aligns to 16, as much as callers in WebAssembly may rely on. Zero bytes are a pointer to nothing.
  blocks_.push_back({std::unique_ptr<uint8_t[]>(new uint8_t[bytes]), bytes, is_output, {}});
  return blocks_.back().memory.get();
}
