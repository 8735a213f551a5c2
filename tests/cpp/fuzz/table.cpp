#include "table.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace {

using Json = nlohmann::ordered_json;

std::string snake_case(const std::string& name) {
  std::string result;
  for (const char letter : name) {
    if (std::isupper(static_cast<unsigned char>(letter)) != 0) result += '_';
    result += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  return result;
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

std::string text(const Json& object, const char* key) {
  return object.contains(key) ? snake_case(object.at(key).get<std::string>()) : std::string();
}

Dimension read_dimension(const std::string& word) {
  Dimension sum;
  std::string terms = word;
  for (size_t at = terms.find('-'); at != std::string::npos; at = terms.find('-', at + 2)) terms.insert(at, 1, '+');
  for (const std::string& term : split(terms, '+')) {
    std::vector<Factor>& product = sum.emplace_back();
    for (const std::string& factor : split(term, '*')) {
      const bool is_number = factor.front() == '-' || std::isdigit(static_cast<unsigned char>(factor.front())) != 0;
      product.push_back(is_number ? Factor{{}, std::stoi(factor)} : Factor{factor, 0});
    }
  }
  return sum;
}

/// Leading dimensions count as one, as the kernel sees them; along an axis the kernel sees a whole shape as three.
Shape read_shape(const std::string& written) {
  Shape shape;
  for (std::string word : split(snake_case(written), ' ')) {
    word.erase(std::remove_if(word.begin(), word.end(), [](char c) { return c == '.' || c == '?'; }), word.end());
    if (!word.empty()) shape.push_back(read_dimension(word == "shape" ? "outer*length*inner" : word));
  }
  return shape;
}

InputRow read_input(const std::string& name, const Json& spec) {
  InputRow input;
  input.name = snake_case(name);
  const bool detailed = spec.is_object();
  const std::string shape = detailed ? spec.at("shape").get<std::string>() : spec.get<std::string>();
  input.shape = read_shape(shape);
  input.optional = shape.back() == '?';
  if (!detailed) return input;
  const std::string element = spec.at("kinds").at(0);
  input.element = element == "bool" ? Element::booleans : element == "int32" ? Element::integers : Element::floats;
  input.broadcasts = spec.value("broadcast", false);
  input.strided = spec.value("strided", false);
  input.below = read_dimension(text(spec, "below"));
  input.except = text(spec, "except");
  if (spec.contains("counted")) {
    input.counted_by = text(spec.at("counted"), "by");
    input.counted_each = text(spec.at("counted"), "each");
  }
  input.beside = text(spec, "beside");
  if (!spec.contains("chosen")) return input;
  input.by = text(spec.at("chosen"), "by");
  for (const auto& [value, of] : spec.at("chosen").at("shapes").items())
    input.shapes.emplace_back(value, read_shape(of));
  return input;
}

ParameterRow read_parameter(const std::string& name, const Json& spec) {
  static const std::map<std::string, ParameterKind> kinds{
      {"number", ParameterKind::number},     {"scale", ParameterKind::number},  {"decay", ParameterKind::decay},
      {"integer", ParameterKind::integer},   {"count", ParameterKind::count},   {"choice", ParameterKind::choice},
      {"axis", ParameterKind::axis},         {"window", ParameterKind::window}, {"list", ParameterKind::list},
      {"perEntry", ParameterKind::per_entry}};
  ParameterRow parameter;
  parameter.name = snake_case(name);
  if (spec.is_boolean()) return parameter;
  parameter.kind = kinds.at(spec.at("kind"));
  parameter.at_least = spec.value("atLeast", 0.0);
  if (spec.contains("atMost")) parameter.at_most = read_dimension(text(spec, "atMost"));
  const bool is_number = parameter.kind == ParameterKind::number || parameter.kind == ParameterKind::decay ||
                         parameter.kind == ParameterKind::integer;
  if (is_number) parameter.otherwise = spec.value("otherwise", 1.0);
  if (parameter.kind == ParameterKind::choice) parameter.names = spec.at("names");
  parameter.number = text(spec, "number");
  parameter.squares = text(spec, "squares");
  return parameter;
}

OutputRow read_output(const std::string& name, const std::string& spec) {
  const std::string if_ = " if ";
  const size_t at = spec.find(if_);
  OutputRow output{snake_case(name), read_shape(spec.substr(0, at)), {}};
  if (at != std::string::npos) output.when = snake_case(spec.substr(at + if_.size()));
  return output;
}

/// In the order in which the row names them, unless it says another.
std::vector<std::string> dimensions_of(const OperationRow& row, const Json& spec) {
  if (spec.contains("dimensions")) return split(text(spec, "dimensions"), ' ');
  std::vector<std::string> dimensions;
  const auto add = [&dimensions](const Shape& shape) {
    for (const Dimension& dimension : shape) {
      for (const std::vector<Factor>& product : dimension) {
        for (const Factor& factor : product) {
          const bool known = std::find(dimensions.begin(), dimensions.end(), factor.name) != dimensions.end();
          if (!factor.name.empty() && !known) dimensions.push_back(factor.name);
        }
      }
    }
  };
  for (const InputRow& input : row.inputs) {
    add(input.shape);
    for (const auto& [value, shape] : input.shapes) add(shape);
  }
  for (const OutputRow& output : row.outputs) add(output.shape);
  return dimensions;
}

OperationRow read_operation(const std::string& name, const Json& spec) {
  OperationRow row;
  row.name = snake_case(name);
  for (const auto& [input, of] : spec.at("inputs").items()) row.inputs.push_back(read_input(input, of));
  for (const auto& [parameter, of] : spec.at("params").items()) row.parameters.push_back(read_parameter(parameter, of));
  for (const auto& [output, of] : spec.at("outputs").items()) row.outputs.push_back(read_output(output, of));
  row.dimensions = dimensions_of(row, spec);
  if (!spec.contains("multiples")) return row;
  for (const auto& [dimension, divisor] : spec.at("multiples").items()) {
    row.multiples.emplace_back(snake_case(dimension), read_dimension(snake_case(divisor)));
  }
  return row;
}

}  // namespace

std::map<std::string, OperationRow> read_table(const char* path) {
  std::ifstream file(path);
  if (!file) {
    std::fprintf(stderr, "There is no %s. npm run fuzz writes it.\n", path);
    std::exit(2);
  }
  std::map<std::string, OperationRow> rows;
  const Json table = Json::parse(file);
  for (const auto& [name, spec] : table.items()) rows[snake_case(name)] = read_operation(name, spec);
  return rows;
}

int64_t evaluate(const Dimension& dimension, const Sizes& sizes) {
  int64_t sum = 0;
  for (const std::vector<Factor>& factors : dimension) {
    int64_t product = 1;
    for (const Factor& factor : factors) {
      const auto named = sizes.find(factor.name);
      product *= factor.name.empty() ? factor.number : named == sizes.end() ? 0 : named->second;
    }
    sum += product;
  }
  return sum;
}

size_t elements(const Shape& shape, const Sizes& sizes) {
  size_t count = 1;
  for (const Dimension& dimension : shape) {
    count *= static_cast<size_t>(std::max(evaluate(dimension, sizes), int64_t{0}));
  }
  return count;
}
