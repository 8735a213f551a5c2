#include "golden.h"

#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <ostream>
#include <stdexcept>

namespace {

double number(const nlohmann::json& value) {
  if (!value.is_string()) return value.get<double>();
  const auto text = value.get<std::string>();
  if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
  if (text == "Infinity") return std::numeric_limits<double>::infinity();
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  throw std::runtime_error("not a number: " + text);
}

std::map<std::string, Tensor> tensors(const nlohmann::json& json) {
  std::map<std::string, Tensor> result;
  for (const auto& [name, tensor] : json.items()) {
    Tensor& target = result[name];
    target.shape = tensor.at("shape").get<std::vector<size_t>>();
    for (const auto& value : tensor.at("data")) target.values.push_back(number(value));
  }
  return result;
}

void read_parameters(const nlohmann::json& json, GoldenCase& golden) {
  for (const auto& [name, value] : json.items()) {
    if (value.is_string()) {
      golden.words[name] = value;
    } else if (value.is_array()) {
      golden.numbers[name] = value.get<std::vector<double>>();
    } else {
      golden.numbers[name] = {value.is_boolean() ? static_cast<double>(value.get<bool>()) : value.get<double>()};
    }
  }
}

}  // namespace

std::vector<GoldenCase> load_golden(const std::string& operation) {
  const std::string path = std::string(GOLDEN_DIR) + "/" + operation + ".json";
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  const nlohmann::json json = nlohmann::json::parse(file);
  std::vector<GoldenCase> cases;
  for (const auto& entry : json.at("cases")) {
    GoldenCase golden;
    golden.name = entry.at("name").get<std::string>();
    read_parameters(entry.at("params"), golden);
    golden.inputs = tensors(entry.at("inputs"));
    golden.outputs = tensors(entry.at("outputs"));
    for (const auto& [name, tensor] : entry.at("inputs").items()) golden.dtypes[name] = tensor.at("dtype");
    cases.push_back(golden);
  }
  return cases;
}

std::ostream& operator<<(std::ostream& stream, const GoldenCase& golden) { return stream << golden.name; }
