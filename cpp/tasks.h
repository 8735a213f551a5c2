// What the threads of one call divide. Every thread runs the kernel from its beginning, with the same arguments; tasks
// are done by one of them each, and what follows a loop of tasks begins when all of them are done. A task must give the
// same whoever does it, and what lies outside of tasks may write nothing that another thread reads.
#pragma once

#include <algorithm>
#include <cstddef>

#include "arena.h"
#ifdef DOJO_THREADS
#include "threads/team.h"
#endif

namespace dojo {

#ifdef DOJO_THREADS

inline size_t number_of_threads() { return team_size(); }

/// Calls task(i) for each i < count, in any order.
template <class Task>
inline void for_tasks(size_t count, const Task& task) {
  if (team_size() == 1) {
    for (size_t i = 0; i < count; ++i) task(i);
    return;
  }
  Phase phase(count);
  for (size_t i = phase.take(); i < count; i = phase.take()) {
    task(i);
    phase.finish();
  }
  phase.wait();
}

#else

constexpr size_t number_of_threads() { return 1; }

/// Scratch memory that all threads of a call see: each takes the same of it, in the same order.
using SharedScratch = Scratch;

template <class Task>
inline void for_tasks(size_t count, const Task& task) {
  for (size_t i = 0; i < count; ++i) task(i);
}

#endif

/// What is worth a task, of elements that are read and written once.
inline constexpr size_t least_elements = 4096;

/// Calls task(begin, end) for stretches that come to `count`, of at least `least` each where there are that many.
template <class Task>
inline void for_stretches(size_t count, size_t least, const Task& task) {
  if (number_of_threads() == 1) return task(size_t{0}, count);
  // More stretches than threads: who begins late, or is interrupted, does fewer.
  const size_t most = 4 * number_of_threads();
  const size_t length = std::max({least, (count + most - 1) / most, size_t{1}});
  for_tasks((count + length - 1) / length, [&](size_t i) { task(i * length, std::min(count, (i + 1) * length)); });
}

}  // namespace dojo
