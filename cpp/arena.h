// The memory that callers place tensors in and that kernels take scratch from: a region that only grows, and is
// emptied as a whole. It is the only state of the module, but for that of its threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "abi.h"

/// Empties the arena: every pointer that it gave is dead.
DOJO_EXPORT void arena_reset(void);

/// Returns `bytes` bytes aligned to 64, or null when memory is exhausted. The content is unspecified.
DOJO_EXPORT void* arena_alloc(size_t bytes);

namespace dojo {

/// Enough for a cache line and for the widest vector register.
inline constexpr size_t arena_alignment = 64;

/// How far the arena is filled; `arena_release` goes back there.
uintptr_t arena_mark();
void arena_release(uintptr_t mark);

#ifdef DOJO_THREADS
/// Each thread has a part of the arena to itself, and takes another where that does not do.
void* arena_scratch(size_t bytes);
/// Before a call that another thread has prepared: what this one had is gone.
void arena_begin();
#else
inline void* arena_scratch(size_t bytes) { return arena_alloc(bytes); }
#endif

/// Scratch memory of one kernel call, given back when the object goes out of scope. Ask for everything, then check
/// `exhausted()` once.
class Scratch {
 public:
  Scratch() : mark_(arena_mark()) {}
  ~Scratch() { arena_release(mark_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  Scratch(Scratch&&) = delete;
  Scratch& operator=(Scratch&&) = delete;

  /// `rows * columns` values of unspecified content.
  template <class T>
  T* take(size_t rows, size_t columns = 1) {
    constexpr size_t limit = std::numeric_limits<size_t>::max() / sizeof(T);
    const bool fits = columns == 0 || rows <= limit / columns;
    void* const memory = fits ? arena_scratch(rows * columns * sizeof(T)) : nullptr;
    exhausted_ = exhausted_ || memory == nullptr;
    return static_cast<T*>(memory);
  }

  bool exhausted() const { return exhausted_; }

 private:
  uintptr_t mark_;
  bool exhausted_ = false;
};

}  // namespace dojo
