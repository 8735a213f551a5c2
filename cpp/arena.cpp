// Two arenas behind one interface. In WebAssembly: a bump pointer from the end of the static data, growing the memory
// when needed, so that no malloc is linked (one would believe that it owns the same pages). Elsewhere: a list of
// separate blocks, so that AddressSanitizer sees every byte that a kernel touches beyond one of them.
#include "arena.h"

#ifdef DOJO_THREADS
#include <algorithm>
#include <atomic>
#endif

#ifdef __wasm__

// The linker's name for the first byte after static data and stack.
extern "C" unsigned char __heap_base;  // NOLINT(bugprone-reserved-identifier)

namespace {

constexpr size_t page = 65536;

uintptr_t heap_start() { return reinterpret_cast<uintptr_t>(&__heap_base); }

// 0 stands for an empty arena: its true start is known only to the linker.
#ifdef DOJO_THREADS
std::atomic<uintptr_t> top = 0;
#else
uintptr_t top = 0;
#endif

bool grow_to(uint64_t end) {
  const uint64_t held = static_cast<uint64_t>(__builtin_wasm_memory_size(0)) * page;
  if (end <= held) return true;
  const uint64_t missing = (end - held + page - 1) / page;
  if (missing > 65536) return false;
  return __builtin_wasm_memory_grow(0, static_cast<size_t>(missing)) != std::numeric_limits<size_t>::max();
}

uint64_t aligned(uint64_t address) {
  return (address + dojo::arena_alignment - 1) / dojo::arena_alignment * dojo::arena_alignment;
}

}  // namespace

#ifdef DOJO_THREADS

namespace {

// What a thread takes of the arena at once, at least.
constexpr size_t least_part = size_t{1} << 18;

/// A part of the arena. Of an empty one nothing has been taken.
struct Part {
  uintptr_t begin = 0;
  uintptr_t top = 0;
  uintptr_t end = 0;
};

thread_local Part part;

}  // namespace

void arena_reset(void) {
  top.store(0);
  part = {};
}

void* arena_alloc(size_t bytes) {
  uintptr_t used = top.load();
  for (;;) {
    const uint64_t start = aligned(used == 0 ? heap_start() : used);
    const uint64_t end = start + bytes;
    // Two that grow the memory at once may grow it by more than it takes.
    if (end > std::numeric_limits<uintptr_t>::max() || !grow_to(end)) return nullptr;
    if (top.compare_exchange_weak(used, static_cast<uintptr_t>(end))) {
      return reinterpret_cast<void*>(static_cast<uintptr_t>(start));
    }
  }
}

void* dojo::arena_scratch(size_t bytes) {
  const uint64_t start = aligned(part.top);
  if (part.end != 0 && start + bytes <= part.end) {
    part.top = static_cast<uintptr_t>(start + bytes);
    return reinterpret_cast<void*>(static_cast<uintptr_t>(start));
  }
  const size_t size = std::max(bytes, least_part);
  void* const memory = arena_alloc(size);
  if (memory == nullptr) return nullptr;
  const auto begin = reinterpret_cast<uintptr_t>(memory);
  part = {begin, begin + bytes, begin + size};
  return memory;
}

void dojo::arena_begin() { part = {}; }

uintptr_t dojo::arena_mark() { return part.top; }

// A mark in an earlier part: of the present one everything was taken since.
void dojo::arena_release(uintptr_t mark) { part.top = part.begin <= mark && mark <= part.end ? mark : part.begin; }

#else

void arena_reset(void) { top = 0; }

void* arena_alloc(size_t bytes) {
  const uint64_t start = aligned(top == 0 ? heap_start() : top);
  const uint64_t end = start + bytes;
  // An end of exactly 4 GiB would wrap the pointer.
  if (end > std::numeric_limits<uintptr_t>::max() || !grow_to(end)) return nullptr;
  top = static_cast<uintptr_t>(end);
  return reinterpret_cast<void*>(static_cast<uintptr_t>(start));
}

uintptr_t dojo::arena_mark() { return top; }

void dojo::arena_release(uintptr_t mark) { top = mark; }

#endif

#else

#include <new>

namespace {

// What a 32-bit WebAssembly memory holds: exhaustion can be met natively too.
constexpr uint64_t capacity = uint64_t{1} << 32;

struct Block {
  Block* previous;
  size_t bytes;
};

constexpr std::align_val_t alignment{dojo::arena_alignment};
static_assert(sizeof(Block) <= dojo::arena_alignment);

Block* last = nullptr;
uint64_t used = 0;

}  // namespace

void arena_reset(void) { dojo::arena_release(0); }

void* arena_alloc(size_t bytes) {
  const uint64_t needed = uint64_t{bytes} + dojo::arena_alignment;
  if (needed < bytes || needed > capacity - used) return nullptr;
  void* const memory = ::operator new(bytes + dojo::arena_alignment, alignment, std::nothrow);
  if (memory == nullptr) return nullptr;
  last = new (memory) Block{last, bytes + dojo::arena_alignment};
  used += needed;
  return static_cast<unsigned char*>(memory) + dojo::arena_alignment;
}

uintptr_t dojo::arena_mark() { return reinterpret_cast<uintptr_t>(last); }

void dojo::arena_release(uintptr_t mark) {
  while (last != nullptr && reinterpret_cast<uintptr_t>(last) != mark) {
    Block* const block = last;
    last = block->previous;
    used -= block->bytes;
    ::operator delete(block, alignment);
  }
}

#endif
