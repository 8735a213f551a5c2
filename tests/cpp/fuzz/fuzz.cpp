// Calls operations with arguments drawn from a fuzzer's bytes, as the operation table describes them. The first byte
// chooses the operation.
#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "call.h"
#include "twin.h"
// Made by CMake: the header of every operation, and OPERATION(softmax) and so on for each.
#include "headers.inc"

namespace {

struct Operation {
  const char* name;
  Kernel kernel;
  Expected (*twin)(const Call&);
};

#define OPERATION(name) Operation{#name, kernel_of<name>(name), twin::name},
constexpr Operation operations[] = {
#include "operations.inc"
};
#undef OPERATION

const Operation* find(const std::string& name) {
  const auto* const found = std::find_if(std::begin(operations), std::end(operations),
                                         [&](const Operation& operation) { return name == operation.name; });
  return found == std::end(operations) ? nullptr : found;
}

/// The operation that gives what this one, a gradient, goes back from.
const Operation* forward_of(const std::string& name) {
  const size_t at = name.rfind("_backward");
  if (at == std::string::npos) return nullptr;
  const Operation* const forward = find(name.substr(0, at) + "_forward");
  return forward == nullptr ? find(name.substr(0, at)) : forward;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t count) {
  static const std::map<std::string, OperationRow> table = read_table(OPERATION_TABLE);
  Input input(bytes, count);
  const Operation& operation = operations[input.below(int32_t{std::size(operations)})];
  Call call(table.at(operation.name), input);
  if (const Operation* const forward = forward_of(operation.name))
    call.fill_from(table.at(forward->name), forward->kernel);
  call.run(operation.kernel, operation.twin);
  return 0;
}
