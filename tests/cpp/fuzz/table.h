// The operation table of web/kernels/operations: of what a call of each C function consists. See operation.ts there for
// what its words mean.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

/// A number where it has no name.
struct Factor {
  std::string name;
  int32_t number = 0;
};

/// A name, a number, or a sum of products of both: `seq_past+seq_k`, `2*dim`, `2*seq-1`.
using Dimension = std::vector<std::vector<Factor>>;
using Shape = std::vector<Dimension>;

enum class Element { floats, booleans, integers };

struct InputRow {
  std::string name;
  Element element = Element::floats;
  Shape shape;
  bool optional = false;
  bool broadcasts = false;
  /// Its rows may lie apart.
  bool strided = false;
  /// Its elements are indices below this dimension; empty: they are not.
  Dimension below;
  /// What this parameter is may stand in the place of an index; empty: nothing may.
  std::string except;
  /// Of each row only so many are indices as it takes to hold what the input `counted_by` counts, `counted_each` in
  /// one.
  std::string counted_by, counted_each;
  /// There together with this other input or not at all; empty: on its own.
  std::string beside;
  /// Its shape by the name that the parameter `by` has; absent for other names.
  std::string by;
  std::vector<std::pair<std::string, Shape>> shapes;
};

enum class ParameterKind { boolean, number, decay, integer, count, choice, axis, window, list, per_entry };

struct ParameterRow {
  std::string name;
  ParameterKind kind = ParameterKind::boolean;
  double otherwise = 0;
  double at_least = 0;
  /// Of per_entry.
  Dimension at_most;
  /// Of choice.
  std::vector<std::string> names;
  /// Of list: the dimensions that it gives.
  std::string number, squares;
};

struct OutputRow {
  std::string name;
  Shape shape;
  /// The parameter that asks for it; empty: always there.
  std::string when;
};

struct OperationRow {
  std::string name;
  std::vector<InputRow> inputs;
  std::vector<ParameterRow> parameters;
  std::vector<OutputRow> outputs;
  /// In the order of the C arguments.
  std::vector<std::string> dimensions;
  /// A dimension, and what it is a multiple of.
  std::vector<std::pair<std::string, Dimension>> multiples;
};

/// All rows, by the names of their C functions. Names are as in C.
std::map<std::string, OperationRow> read_table(const char* path);

using Sizes = std::map<std::string, int32_t>;

/// A name without a size counts as 0.
int64_t evaluate(const Dimension& dimension, const Sizes& sizes);

/// How many elements a shape has; what is negative counts as 0.
size_t elements(const Shape& shape, const Sizes& sizes);
