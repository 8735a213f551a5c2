// Calls a C function with arguments in a list, which have to be of the types that it takes.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <type_traits>
#include <utility>
#include <vector>

#include "abi.h"

struct Argument {
  enum class Type { input_floats, output_floats, booleans, integers, integer, number, real };
  Type type;
  /// Of the first four.
  void* pointer = nullptr;
  int32_t integer = 0;
  /// Of the last two.
  double number = 0;
};

/// What the C function takes for a `T`.
template <class T>
constexpr Argument::Type type_of() {
  if constexpr (std::is_same_v<T, const float*>) return Argument::Type::input_floats;
  if constexpr (std::is_same_v<T, float*>) return Argument::Type::output_floats;
  if constexpr (std::is_same_v<T, const uint8_t*>) return Argument::Type::booleans;
  if constexpr (std::is_same_v<T, const int32_t*>) return Argument::Type::integers;
  if constexpr (std::is_same_v<T, float>) return Argument::Type::number;
  if constexpr (std::is_same_v<T, double>) return Argument::Type::real;
  return Argument::Type::integer;
}

template <class T>
T as(const Argument& argument) {
  if (argument.type != type_of<T>()) {
    std::fputs("an argument is not of the type that its row says\n", stderr);
    std::abort();
  }
  if constexpr (std::is_pointer_v<T>) return static_cast<T>(argument.pointer);
  if constexpr (std::is_floating_point_v<T>) return static_cast<T>(argument.number);
  if constexpr (std::is_same_v<T, int32_t>) return argument.integer;
}

template <class... Parameters, size_t... I>
dojo::Status invoke(dojo::Status (*function)(Parameters...), const std::vector<Argument>& arguments,
                    std::index_sequence<I...>) {
  if (arguments.size() != sizeof...(Parameters)) {
    std::fprintf(stderr, "there are %zu arguments, their row says %zu\n", sizeof...(Parameters), arguments.size());
    std::abort();
  }
  return function(as<Parameters>(arguments[I])...);
}

using Kernel = dojo::Status (*)(const std::vector<Argument>&);

template <auto function, class... Parameters>
constexpr Kernel kernel_of(dojo::Status (*)(Parameters...)) {
  return [](const std::vector<Argument>& arguments) {
    return invoke(function, arguments, std::index_sequence_for<Parameters...>());
  };
}
