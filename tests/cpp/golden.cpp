#include "golden.h"

#include <fstream>
#include <limits>
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
    golden.parameters = std::make_shared<const nlohmann::json>(entry.at("params"));
    golden.inputs = tensors(entry.at("inputs"));
    golden.outputs = tensors(entry.at("outputs"));
    for (const auto& [name, tensor] : entry.at("inputs").items()) golden.dtypes[name] = tensor.at("dtype");
    cases.push_back(golden);
  }
  return cases;
}

std::ostream& operator<<(std::ostream& stream, const GoldenCase& golden) { return stream << golden.name; }
