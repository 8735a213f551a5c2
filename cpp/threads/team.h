// The threads of one memory, and the call that they work on. A worker joins a call when it wakes, late or never: nobody
// waits for one that has not joined, only for those that have.
#pragma once

#include <cstddef>
#include <cstdint>

#include "abi.h"
#include "arena.h"

namespace dojo {

/// How many threads work on the call of this thread; 1 where it is not shared.
size_t team_size();

/// One loop of tasks. (All threads come to the loops of a call in the same order.)
class Phase {
 public:
  explicit Phase(size_t count);

  /// The next task that nobody has, or one that is not there.
  size_t take();
  void finish();
  /// Until all tasks are done. Whoever joins late finds them done.
  void wait();

 private:
  struct Counters* counters_;
  uint32_t count_;
};

/// Scratch memory that all threads of a call see: each takes the same of it, in the same order. It is given back when
/// the call ends.
class SharedScratch {
 public:
  template <class T>
  T* take(size_t rows, size_t columns = 1) {
    if (team_size() == 1) return own_.take<T>(rows, columns);
    constexpr size_t limit = std::numeric_limits<size_t>::max() / sizeof(T);
    const bool fits = columns == 0 || rows <= limit / columns;
    void* const memory = take_bytes(fits ? rows * columns * sizeof(T) : limit);
    exhausted_ = exhausted_ || memory == nullptr;
    return static_cast<T*>(memory);
  }

  bool exhausted() const { return exhausted_ || own_.exhausted(); }

 private:
  static void* take_bytes(size_t bytes);

  Scratch own_;
  bool exhausted_ = false;
};

}  // namespace dojo

// What the loader calls. A call is shared so: the caller writes it into `team_call`, opens it, makes it itself, and
// closes it. A worker joins, makes the same call, and leaves.

/// The stack of a worker, and its block of what is `thread_local`. Workers are counted from 0.
DOJO_EXPORT char* team_stack(int32_t worker);
DOJO_EXPORT char* team_block(int32_t worker);

/// Where a call is written: [operation, number of arguments, arguments ...] as float64.
DOJO_EXPORT double* team_call(void);
DOJO_EXPORT void team_open(int32_t threads);
/// Whether all that joined have left; asks `patience` times. From the first time on nobody can join.
DOJO_EXPORT int32_t team_close(int32_t patience);
/// What went wrong in any other thread.
DOJO_EXPORT int32_t team_status(void);
/// Waits for a call and joins it.
DOJO_EXPORT void team_join(void);
DOJO_EXPORT void team_leave(int32_t status);
