// The twin of an operation: what it has to give for a drawn call, from its plain formula in float64 (plain.h), with a
// bound of what float32 may be off (bounded.h).
#pragma once

#include <string>
#include <vector>

#include "../bounded.h"
#include "call.h"

/// Empty where `actual` is as expected, else what is wrong with it.
std::string difference(const std::vector<plain::Bounded>& expected, const float* actual);

// An operation without a twin does not link.
namespace twin {
#define OPERATION(name) Expected name(const Call& call);
#include "operations.inc"
#undef OPERATION
}  // namespace twin
