#include "threads/team.h"

#include <algorithm>
#include <atomic>
#include <limits>

namespace dojo {

/// Of one loop of tasks.
struct Counters {
  std::atomic<uint32_t> taken;
  std::atomic<uint32_t> finished;
};

namespace {

constexpr size_t most_phases = 16;
constexpr size_t most_shared = 16;
constexpr size_t most_arguments = 128;

/// How often a worker looks for a call before it sleeps, which costs the next call some 20 microseconds.
constexpr uint32_t looks_before_sleep = 2000;
/// Some ten seconds. A thread that takes longer for what others wait for has been ended from outside.
constexpr uint64_t looks_before_loss = uint64_t{1} << 33;

constexpr size_t most_workers = 15;
constexpr size_t stack_bytes = size_t{1} << 17;
constexpr size_t block_bytes = 64;

/// Never touched, and so never held, but by workers that there are.
alignas(arena_alignment) char stacks[most_workers][stack_bytes];
alignas(arena_alignment) char blocks[most_workers][block_bytes];

constexpr uint32_t closed = uint32_t{1} << 31;

// Of a place in shared memory: nobody has asked for it; somebody is taking it; there was not memory enough.
constexpr uintptr_t unasked = 0;
constexpr uintptr_t asked = 1;
constexpr uintptr_t refused = 2;

struct Team {
  std::atomic<uint32_t> generation;  // of calls: workers sleep on it
  std::atomic<uint32_t> state;       // how many have joined, and whether the call is closed
  std::atomic<uint32_t> left;
  std::atomic<uint32_t> status;
  std::atomic<uint32_t> size;
  Counters phases[most_phases];
  std::atomic<uintptr_t> shared[most_shared];
  double call[most_arguments];
};

Team team{.generation = 0, .state = closed, .left = 0, .status = 0, .size = 1, .phases = {}, .shared = {}, .call = {}};

struct Member {
  size_t size = 1;
  size_t phases = 0;
  size_t shared = 0;
  uint32_t generation = 0;
};

thread_local Member self;

void begin(size_t size) {
  self.size = size;
  self.phases = 0;
  self.shared = 0;
}

bool join() {
  uint32_t state = team.state.load();
  while ((state & closed) == 0) {
    if (team.state.compare_exchange_weak(state, state + 1)) return true;
  }
  return false;
}

/// False when it never comes true.
template <class Condition>
bool wait_for(const Condition& condition) {
  for (uint64_t looks = 0; looks < looks_before_loss; ++looks) {
    if (condition()) return true;
  }
  return false;
}

void report(int32_t status) {
  uint32_t none = 0;
  if (status != 0) team.status.compare_exchange_strong(none, static_cast<uint32_t>(status));
}

}  // namespace

size_t team_size() { return self.size; }

Phase::Phase(size_t count) : counters_(&team.phases[self.phases++]), count_(static_cast<uint32_t>(count)) {
  if (self.phases > most_phases) __builtin_trap();
}

size_t Phase::take() { return counters_->taken.fetch_add(1); }

void Phase::finish() { counters_->finished.fetch_add(1); }

void Phase::wait() {
  const auto is_done = [this] { return counters_->finished.load() >= count_; };
  if (!wait_for(is_done)) report(static_cast<int32_t>(Status::thread_lost));
}

void* SharedScratch::take_bytes(size_t bytes) {
  if (self.shared == most_shared) __builtin_trap();
  std::atomic<uintptr_t>& place = team.shared[self.shared++];
  uintptr_t found = unasked;
  if (place.compare_exchange_strong(found, asked)) {
    void* const memory = arena_alloc(bytes);
    found = memory == nullptr ? refused : reinterpret_cast<uintptr_t>(memory);
    place.store(found);
  }
  if (!wait_for([&] { return (found = place.load()) != asked; })) return nullptr;
  return found == refused ? nullptr : reinterpret_cast<void*>(found);
}

}  // namespace dojo

using dojo::self;
using dojo::team;

// A stack grows downwards.
char* team_stack(int32_t worker) { return dojo::stacks[worker] + dojo::stack_bytes; }

char* team_block(int32_t worker) { return dojo::blocks[worker]; }

double* team_call(void) { return team.call; }

void team_open(int32_t threads) {
  for (dojo::Counters& phase : team.phases) {
    phase.taken.store(0);
    phase.finished.store(0);
  }
  for (std::atomic<uintptr_t>& place : team.shared) place.store(dojo::unasked);
  team.left.store(0);
  team.status.store(0);
  team.size.store(static_cast<uint32_t>(threads));
  team.state.store(0);
  team.generation.fetch_add(1);
  __builtin_wasm_memory_atomic_notify(reinterpret_cast<int32_t*>(&team.generation),
                                      std::numeric_limits<int32_t>::max());
  dojo::begin(static_cast<size_t>(threads));
}

int32_t team_close(int32_t patience) {
  dojo::begin(1);
  const uint32_t joined = team.state.fetch_or(dojo::closed) & ~dojo::closed;
  for (int32_t looks = 0; looks < patience; ++looks) {
    if (team.left.load() == joined) return 1;
  }
  return 0;
}

int32_t team_status(void) { return static_cast<int32_t>(team.status.load()); }

void team_join(void) {
  do {
    uint32_t looks = 0;
    while (team.generation.load() == self.generation) {
      if (++looks < dojo::looks_before_sleep) continue;
      __builtin_wasm_memory_atomic_wait32(reinterpret_cast<int32_t*>(&team.generation),
                                          static_cast<int32_t>(self.generation), -1);
    }
    self.generation = team.generation.load();
  } while (!dojo::join());
  dojo::arena_begin();
  dojo::begin(team.size.load());
}

void team_leave(int32_t status) {
  dojo::report(status);
  dojo::begin(1);
  team.left.fetch_add(1);
}
