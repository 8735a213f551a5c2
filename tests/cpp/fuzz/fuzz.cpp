// Calls operations with arguments drawn from a fuzzer's bytes. The first byte chooses the operation.
#include <array>

#include "call.h"

// operations.inc is made by CMake: FUZZ(softmax) and so on for every header in cpp/ops.
#define FUZZ(operation) void fuzz_##operation(Call& call);
#include "operations.inc"
#undef FUZZ

namespace {

struct Operation {
  const char* name;
  void (*call)(Call&);
};

#define FUZZ(operation) Operation{#operation, fuzz_##operation},
constexpr std::array operations = {
#include "operations.inc"
};
#undef FUZZ

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t count) {
  Input input(bytes, count);
  const Operation& operation = operations.at(static_cast<size_t>(input.below(int32_t{operations.size()})));
  Call call(operation.name, input);
  operation.call(call);
  return 0;
}
