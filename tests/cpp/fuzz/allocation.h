// Lets the arena run out of memory at a chosen moment: the kernels' own blocks come from an operator new that can fail.
#pragma once

#include <cstdint>
#include <limits>

inline constexpr uint32_t allocation_never_fails = std::numeric_limits<uint32_t>::max();

/// From now on, `successes` allocations of the arena succeed, and all later ones fail.
void fail_allocation(uint32_t successes);

/// Whether one has failed since then.
bool allocation_has_failed();
