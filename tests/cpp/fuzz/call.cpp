#include "call.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>

#include "allocation.h"

namespace {

/// A quiet NaN that no arithmetic gives: outputs are filled with it.
constexpr uint32_t unwritten = 0x7fc0dead;

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr std::array odd_values = {infinity,
                                   -infinity,
                                   std::numeric_limits<float>::quiet_NaN(),
                                   std::numeric_limits<float>::max(),
                                   std::numeric_limits<float>::lowest(),
                                   std::numeric_limits<float>::min(),
                                   std::numeric_limits<float>::denorm_min(),
                                   -0.0F};

/// Sizes of vectors, tiles and blocks; their neighbours are interesting too.
constexpr std::array<int32_t, 8> edges = {4, 6, 8, 16, 32, 64, 128, 256};

size_t elements(std::initializer_list<int32_t> shape) {
  size_t count = 1;
  for (const int32_t dimension : shape) count *= static_cast<size_t>(std::max(dimension, 0));
  return count;
}

}  // namespace

Call::Call(const char* operation, Input input)
    : operation_(operation),
      input_(input),
      random_(static_cast<uint32_t>(input_.below(65536)) + 1),
      tame_(input_.below(4) != 0),
      deviation_(input_.below(4) == 0 ? 80.0F : 1.0F) {
  const uint8_t failing = input_.byte();
  fail_allocation(failing < 16 ? failing : allocation_never_fails);
}

int32_t Call::dimension(int32_t limit) {
  const int32_t kind = input_.below(32);
  if (kind == 31 && input_.below(8) == 7) {
    has_negative_size_ = true;
    return -1 - input_.below(9);
  }
  if (kind < 16) return std::min(kind / 2, limit);
  if (kind < 24) {
    const int32_t size = edges.at(static_cast<size_t>(kind - 16)) + input_.below(3) - 1;
    if (size <= limit) return size;
  }
  return input_.below(limit + 1);
}

int32_t Call::integer(int32_t low, int32_t high) {
  const int64_t span = int64_t{high} - low + 1;
  int64_t drawn = 0;
  for (int64_t reach = 1; reach < span; reach *= 256) drawn = drawn * 256 + input_.byte();
  return static_cast<int32_t>(low + drawn % span);
}

float Call::number(float low, float high) { return low + (high - low) * static_cast<float>(input_.byte()) / 255.0F; }

const float* Call::floats(std::initializer_list<int32_t> shape) { return make_floats(elements(shape)); }

const float* Call::optional_floats(std::initializer_list<int32_t> shape) { return flag() ? floats(shape) : nullptr; }

const uint8_t* Call::booleans(std::initializer_list<int32_t> shape) { return make_booleans(elements(shape)); }

const uint8_t* Call::optional_booleans(std::initializer_list<int32_t> shape) {
  return flag() ? booleans(shape) : nullptr;
}

const int32_t* Call::integers(std::initializer_list<int32_t> shape, int32_t low, int32_t high) {
  low_ = low;
  high_ = high;
  return make_integers(elements(shape));
}

Broadcast<uint8_t> Call::broadcast_booleans(std::initializer_list<int32_t> shape) {
  return broadcast(shape, &Call::make_booleans);
}

Broadcast<float> Call::broadcast_floats(std::initializer_list<int32_t> shape) {
  return broadcast(shape, &Call::make_scores);
}

Broadcast<int32_t> Call::broadcast_integers(std::initializer_list<int32_t> shape, int32_t low, int32_t high) {
  low_ = low;
  high_ = high;
  return broadcast(shape, &Call::make_integers);
}

float* Call::output(std::initializer_list<int32_t> shape) {
  auto* const data = allocate<float>(elements(shape));
  blocks_.back().is_output = true;
  for (size_t i = 0; i < elements(shape); ++i) std::memcpy(data + i, &unwritten, sizeof(unwritten));
  return data;
}

float* Call::optional_output(std::initializer_list<int32_t> shape) { return flag() ? output(shape) : nullptr; }

float* Call::output_over(const float* x, std::initializer_list<int32_t> shape) {
  if (!flag()) return output(shape);
  for (Block& block : blocks_) {
    auto* const data = reinterpret_cast<float*>(block.memory.get());
    if (data != x) continue;
    block.before.clear();
    block.is_output = true;
    return data;
  }
  fail("got no input to write over");
}

void Call::check(dojo::Status status, dojo::Status expected) {
  const bool starved = allocation_has_failed();
  fail_allocation(allocation_never_fails);
  if (has_negative_size_) expected = dojo::Status::bad_shape;
  if (status != expected && !(starved && status == dojo::Status::out_of_memory)) {
    std::fprintf(stderr, "%s gave status %d, expected %d\n", operation_, static_cast<int>(status),
                 static_cast<int>(expected));
    fail("gave the wrong status");
  }
  for (const Block& block : blocks_) {
    if (!block.before.empty() && std::memcmp(block.before.data(), block.memory.get(), block.bytes) != 0) {
      fail("changed an input");
    }
  }
  if (status == dojo::Status::ok) check_outputs();
}

void Call::check_outputs() const {
  for (const Block& block : blocks_) {
    if (!block.is_output) continue;
    for (size_t offset = 0; offset < block.bytes; offset += sizeof(float)) {
      uint32_t bits = 0;
      float value = 0;
      std::memcpy(&bits, block.memory.get() + offset, sizeof(bits));
      std::memcpy(&value, block.memory.get() + offset, sizeof(value));
      if (bits == unwritten) fail("left an element of an output unwritten");
      if (tame_ && std::isnan(value)) fail("gave NaN for finite inputs");
    }
  }
}

template <class T>
Broadcast<T> Call::broadcast(std::initializer_list<int32_t> shape, const T* (Call::*make)(size_t)) {
  Broadcast<T> tensor;
  if (!flag()) return tensor;
  size_t count = 1;
  size_t axis = shape.size();
  for (auto size = std::rbegin(shape); size != std::rend(shape); ++size) {
    axis -= 1;
    if (flag()) continue;
    tensor.strides.at(axis) = static_cast<int32_t>(count);
    count *= static_cast<size_t>(std::max(*size, 0));
  }
  tensor.data = (this->*make)(count);
  return tensor;
}

template <class T>
T* Call::allocate(size_t count) {
  const size_t bytes = count * sizeof(T);
  // operator new[] aligns to 16, as much as callers in WebAssembly may rely on. Zero bytes are a pointer to nothing.
  blocks_.push_back({std::unique_ptr<uint8_t[]>(new uint8_t[bytes]), bytes, {}, false});
  return reinterpret_cast<T*>(blocks_.back().memory.get());
}

template <class T>
const T* Call::keep(const T* data) {
  Block& block = blocks_.back();
  block.before.assign(block.memory.get(), block.memory.get() + block.bytes);
  return data;
}

const float* Call::make_floats(size_t count) {
  auto* const data = allocate<float>(count);
  std::generate_n(data, count, [this] { return draw_float(); });
  return keep(data);
}

const float* Call::make_scores(size_t count) {
  auto* const data = allocate<float>(count);
  std::generate_n(data, count, [this] {
    const float value = draw_float();
    return random_ % 5 == 0 ? -infinity : value;
  });
  return keep(data);
}

const uint8_t* Call::make_booleans(size_t count) {
  auto* const data = allocate<uint8_t>(count);
  const uint32_t probability = static_cast<uint32_t>(input_.below(5));
  std::generate_n(data, count, [this, probability] {
    draw_float();
    return random_ % 4 < probability ? uint8_t{1} : uint8_t{0};
  });
  return keep(data);
}

const int32_t* Call::make_integers(size_t count) {
  auto* const data = allocate<int32_t>(count);
  std::generate_n(data, count, [this] {
    draw_float();
    return static_cast<int32_t>(low_ + random_ % (int64_t{high_} - low_ + 1));
  });
  return keep(data);
}

/// xorshift32 (Marsaglia); a sum of four uniform values is nearly normally distributed.
float Call::draw_float() {
  float sum = 0;
  for (int term = 0; term < 4; ++term) {
    random_ ^= random_ << 13U;
    random_ ^= random_ >> 17U;
    random_ ^= random_ << 5U;
    sum += static_cast<float>(random_ >> 8U) * 0x1p-24F - 0.5F;
  }
  if (!tame_ && random_ % 7 == 0) return odd_values.at((random_ >> 8U) % odd_values.size());
  return sum * std::sqrt(3.0F) * deviation_;
}

void Call::fail(const char* problem) const {
  std::fprintf(stderr, "%s %s\n", operation_, problem);
  std::abort();
}
