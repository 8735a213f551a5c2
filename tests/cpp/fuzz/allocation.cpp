#include "allocation.h"

#include <cstdlib>
#include <new>

namespace {

uint32_t left = allocation_never_fails;
bool failed = false;

}  // namespace

void fail_allocation(uint32_t successes) {
  left = successes;
  failed = false;
}

bool allocation_has_failed() { return failed; }

// The arena alone asks for memory in this form. posix_memalign, unlike aligned_alloc, takes any size: the sanitizer has
// to know it to the byte.
void* operator new(size_t bytes, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  if (left == 0) {
    failed = true;
    return nullptr;
  }
  if (left != allocation_never_fails) left -= 1;
  void* memory = nullptr;
  return posix_memalign(&memory, static_cast<size_t>(alignment), bytes) == 0 ? memory : nullptr;
}

void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
