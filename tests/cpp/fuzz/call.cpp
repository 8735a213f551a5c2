#include "call.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "allocation.h"
#include "twin.h"

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();
constexpr std::array odd_values = {infinity,
                                   -infinity,
                                   not_a_number,
                                   std::numeric_limits<float>::max(),
                                   std::numeric_limits<float>::lowest(),
                                   std::numeric_limits<float>::min(),
                                   std::numeric_limits<float>::denorm_min(),
                                   -0.0F};

/// See Call::oddity_.
constexpr std::array<uint32_t, 8> oddities = {0, 0, 0, 0, 0, 7, 50, 400};

/// Sizes of vectors, tiles and blocks; their neighbours are interesting too.
constexpr std::array<int32_t, 8> edges = {4, 6, 8, 16, 32, 64, 128, 256};

constexpr int32_t largest_size = 260;
/// Of what is counted and no size, such as steps.
constexpr int32_t largest_count = std::numeric_limits<int32_t>::max();
/// What the sizes of a call multiply to, about: as much as a moment can do. The twins take their time.
constexpr int32_t largest_product = 1 << 17, usual_product = 1 << 12;
constexpr size_t largest_tensor = 1 << 17;

Argument pointer(Argument::Type type, void* data) { return {type, data, 0, 0}; }
Argument integer_argument(int32_t value) { return {Argument::Type::integer, nullptr, value, 0}; }

/// All or one of its numbers odd, a constant, far from zero, squares beyond float32, squares below it.
void make_row_hard(float* row, size_t width, int32_t kind, uint32_t random) {
  const auto change = [&](const auto& of) { std::transform(row, row + width, row, of); };
  const float odd = odd_values.at(random % odd_values.size());
  switch (kind) {
    case 0:
      return change([odd](float) { return odd; });
    case 1:
      row[random / odd_values.size() % width] = odd;
      return;
    case 2:
      return change([first = row[0]](float) { return first; });
    case 3:
      return change([](float x) { return 1e6F + x; });
    case 4:
      return change([](float x) { return x * 1e25F; });
    default:
      return change([](float x) { return x * 1e-30F; });
  }
}

Argument::Type type_of_element(Element element) {
  switch (element) {
    case Element::booleans:
      return Argument::Type::booleans;
    case Element::integers:
      return Argument::Type::integers;
    default:
      return Argument::Type::input_floats;
  }
}

}  // namespace

Call::Call(const OperationRow& row, Input input)
    : row_(row),
      input_(input),
      random_(static_cast<uint32_t>(input_.below(65536)) + 1),
      oddity_(oddities.at(static_cast<size_t>(input_.below(8)))),
      deviation_(input_.below(4) == 0 ? 80.0F : 1.0F),
      is_hard_(input_.below(3) == 0) {
  const uint8_t failing = input_.byte();
  allocations_ = failing < 16 ? failing : allocation_never_fails;
  const int32_t lie = input_.below(64);
  if (lie <= static_cast<int32_t>(Lie::bad_list)) lie_ = static_cast<Lie>(lie);
  draw_choices();
  draw_sizes();
  draw_inputs();
  draw_parameters();
  draw_outputs();
}

// What is there at all: names, wishes and optional inputs.
void Call::draw_choices() {
  for (const ParameterRow& parameter : row_.parameters) {
    if (parameter.kind == ParameterKind::integer) {
      const auto usual = static_cast<int32_t>(parameter.otherwise);
      parameters_[parameter.name] = {integer_argument(input_.flag() ? usual : integer(-2, 5))};
    }
    if (parameter.kind == ParameterKind::count && !is_dimension(parameter.name)) {
      parameters_[parameter.name] = {integer_argument(input_.flag() ? integer(1, 12) : integer(1, largest_count))};
    }
    if (parameter.kind != ParameterKind::choice) continue;
    const auto count = static_cast<int32_t>(parameter.names.size());
    const bool lies = lie_ == Lie::no_choice;
    lied_ = lied_ || lies;
    choices_[parameter.name] = lies ? count : input_.below(count);
  }
  for (const InputRow& input : row_.inputs) {
    const auto beside = given_.find(input.beside);
    given_[input.name] = !input.optional || (beside == given_.end() ? input_.flag() : beside->second);
  }
}

void Call::draw_sizes() {
  for (const ParameterRow& parameter : row_.parameters) {
    if (parameter.kind == ParameterKind::list) sizes_[parameter.number] = input_.below(5);
  }
  std::vector<std::string> names = drawn_dimensions();
  // The last ones get what the first ones leave: who is first is drawn too.
  if (!names.empty()) {
    std::rotate(names.begin(), names.begin() + input_.below(static_cast<int32_t>(names.size())), names.end());
  }
  int32_t left = input_.below(16) == 0 ? largest_product : usual_product;
  for (const std::string& name : names) {
    sizes_[name] = dimension(std::min(left, largest_size));
    left /= std::max(sizes_[name], 1);
  }
  for (const ParameterRow& parameter : row_.parameters) {
    if (parameter.kind == ParameterKind::count && is_dimension(parameter.name))
      sizes_[parameter.name] = std::max(sizes_[parameter.name], 1);
  }
  for (const auto& [name, divisor] : row_.multiples) {
    sizes_[name] = static_cast<int32_t>(evaluate(divisor, sizes_)) * dimension(std::max(std::min(left, 20), 3));
  }
  while (has_too_large_tensor()) halve_sizes();
  tell_lie();
}

bool Call::has_too_large_tensor() const {
  const auto is_too_large = [this](const Shape& shape) { return elements(shape, sizes_) > largest_tensor; };
  bool found = false;
  for (const InputRow& input : row_.inputs) found = found || is_too_large(shape_of(input));
  for (const OutputRow& output : row_.outputs) found = found || is_too_large(output.shape);
  return found;
}

/// What is a multiple stays one.
void Call::halve_sizes() {
  std::map<std::string, int32_t> quotients;
  const auto step = [this](const Dimension& divisor) { return static_cast<int32_t>(evaluate(divisor, sizes_)); };
  for (const auto& [name, divisor] : row_.multiples) quotients[name] = sizes_[name] / std::max(step(divisor), 1);
  for (auto& [name, size] : sizes_) size = (size + 1) / 2;
  for (const auto& [name, divisor] : row_.multiples) sizes_[name] = step(divisor) * ((quotients[name] + 1) / 2);
}

void Call::tell_lie() {
  if (lie_ == Lie::no_multiple) {
    for (const auto& [name, divisor] : row_.multiples) {
      const auto step = static_cast<int32_t>(evaluate(divisor, sizes_));
      if (step < 2) continue;
      sizes_[name] += 1 + input_.below(step - 1);
      lied_ = true;
    }
  }
  if (lie_ != Lie::negative_size || row_.dimensions.empty()) return;
  const auto chosen = static_cast<size_t>(input_.below(static_cast<int32_t>(row_.dimensions.size())));
  sizes_[row_.dimensions[chosen]] = -1 - input_.below(9);
  lied_ = true;
}

// Those that nothing else gives, of the inputs that are there. (What only an absent input has is 0, also in the sums
// that name it.)
std::vector<std::string> Call::drawn_dimensions() const {
  const auto has = [](const Dimension& dimension, const std::string& name) {
    return dimension.size() == 1 && std::any_of(dimension[0].begin(), dimension[0].end(),
                                                [&](const Factor& factor) { return factor.name == name; });
  };
  const auto is_of_input = [&](const std::string& name) {
    return std::any_of(row_.inputs.begin(), row_.inputs.end(), [&](const InputRow& input) {
      const Shape& shape = shape_of(input);
      return is_given(input) &&
             std::any_of(shape.begin(), shape.end(), [&](const Dimension& dimension) { return has(dimension, name); });
    });
  };
  const auto is_parameter = [&](const std::string& name) {
    return std::any_of(row_.parameters.begin(), row_.parameters.end(),
                       [&](const ParameterRow& parameter) { return parameter.name == name; });
  };
  const auto is_multiple = [&](const std::string& name) {
    return std::any_of(row_.multiples.begin(), row_.multiples.end(),
                       [&](const auto& multiple) { return multiple.first == name; });
  };
  std::vector<std::string> names;
  for (const std::string& name : row_.dimensions) {
    if ((is_of_input(name) || is_parameter(name)) && !is_multiple(name)) names.push_back(name);
  }
  return names;
}

bool Call::is_dimension(const std::string& name) const {
  return std::find(row_.dimensions.begin(), row_.dimensions.end(), name) != row_.dimensions.end();
}

bool Call::is_given(const InputRow& input) const {
  return input.by.empty() ? given_.at(input.name) : !shape_of(input).empty();
}

const Shape& Call::shape_of(const InputRow& input) const {
  static const Shape absent;
  if (input.by.empty()) return input.shape;
  for (const ParameterRow& parameter : row_.parameters) {
    if (parameter.name != input.by) continue;
    for (const auto& [value, shape] : input.shapes) {
      const auto choice = static_cast<size_t>(choices_.at(parameter.name));
      if (choice < parameter.names.size() && parameter.names[choice] == value) return shape;
    }
  }
  return absent;
}

void Call::draw_inputs() {
  for (const InputRow& input : row_.inputs) {
    Tensor tensor{pointer(type_of_element(input.element), nullptr), {}};
    if (is_given(input)) tensor = draw_tensor(input);
    tensors_[input.name] = tensor;
  }
}

Call::Tensor Call::draw_tensor(const InputRow& input) {
  Tensor tensor{pointer(type_of_element(input.element), nullptr), {}};
  std::vector<size_t> sizes;
  tensor.strides = lay_out(input, shape_of(input), sizes);
  size_t count = 1;
  for (const size_t size : sizes) count *= size;
  void*& data = tensor.argument.pointer;
  switch (input.element) {
    case Element::floats:
      data = draw_floats(input, count, sizes.back(), sizes.size() > 1 ? sizes.rbegin()[1] : 1);
      break;
    case Element::booleans:
      data = draw_booleans(count);
      break;
    case Element::integers:
      data = input.below.empty() ? draw_integers(count, -(1 << 30), 1 << 30) : draw_indices(input, count);
      break;
  }
  if (!input.strided) return tensor;
  // What lies between the rows is no part of the tensor.
  const size_t rows = static_cast<size_t>(std::max(evaluate(shape_of(input).rbegin()[1], sizes_), int64_t{0}));
  const size_t width = sizes.back(), room = sizes.rbegin()[1];
  for (size_t i = 0; i < count; ++i) {
    if (i / width % room >= rows) static_cast<float*>(data)[i] = not_a_number;
  }
  return tensor;
}

std::vector<int32_t> Call::lay_out(const InputRow& input, const Shape& shape, std::vector<size_t>& sizes) {
  std::vector<bool> broadcast;
  for (const Dimension& dimension : shape) {
    const auto size = static_cast<size_t>(std::max(evaluate(dimension, sizes_), int64_t{0}));
    broadcast.push_back(input.broadcasts && input_.flag());
    sizes.push_back(broadcast.back() ? 1 : size);
  }
  if (input.strided) sizes.rbegin()[1] += static_cast<size_t>(input_.below(3));
  std::vector<int32_t> strides(sizes.size());
  int32_t stride = 1;
  for (size_t axis = sizes.size(); axis-- > 0;) {
    strides[axis] = broadcast[axis] ? 0 : stride;
    stride *= static_cast<int32_t>(sizes[axis]);
  }
  return strides;
}

void Call::draw_parameters() {
  for (const ParameterRow& parameter : row_.parameters) {
    std::vector<Argument>& drawn = parameters_[parameter.name];
    const auto bound = [this] { return integer_argument(input_.flag() ? integer(-1, 300) : -1); };
    switch (parameter.kind) {
      case ParameterKind::boolean:
        drawn.push_back(integer_argument(input_.below(2)));
        break;
      case ParameterKind::number:
        drawn.push_back({Argument::Type::number, nullptr, 0, double{number(parameter)}});
        break;
      case ParameterKind::decay: {
        const double share = input_.byte() / 256.0;
        drawn.push_back({Argument::Type::real, nullptr, 0, input_.flag() ? parameter.otherwise : share});
        break;
      }
      case ParameterKind::choice:
        drawn.push_back(integer_argument(choices_.at(parameter.name)));
        break;
      case ParameterKind::window:
        drawn = {bound(), bound()};
        break;
      case ParameterKind::per_entry: {
        const auto most = static_cast<int32_t>(std::max(evaluate(parameter.at_most, sizes_), int64_t{0}));
        const int32_t reach = input_.flag() ? most : std::min(most, 300);
        const int32_t least = std::max(static_cast<int32_t>(parameter.at_least), -reach);
        const auto count = static_cast<size_t>(std::max(sizes_["batch"], 0));
        int32_t* const entries = input_.flag() ? draw_integers(count, least, reach) : nullptr;
        drawn.push_back(pointer(Argument::Type::integers, entries));
        break;
      }
      case ParameterKind::list: {
        const auto count = static_cast<size_t>(std::max(sizes_[parameter.number], 0));
        int32_t* const list = draw_integers(count, 1, 6);
        drawn.push_back(pointer(Argument::Type::integers, list));
        if (sizes_.count(parameter.squares) > 0 && sizes_[parameter.squares] < 0) break;
        int32_t squares = 0;
        for (size_t i = 0; i < count; ++i) squares += list[i] * list[i];
        const bool lies = lie_ == Lie::bad_list;
        lied_ = lied_ || lies;
        sizes_[parameter.squares] = squares + (lies ? 1 : 0);
        break;
      }
      case ParameterKind::integer:
      case ParameterKind::count:
      case ParameterKind::axis:
        break;
    }
  }
}

void Call::draw_outputs() {
  std::map<std::string, bool> wishes{{"", true}};
  for (const OutputRow& output : row_.outputs) {
    const auto wished = wishes.find(output.when);
    const bool is_wanted = wished != wishes.end() ? wished->second : wishes[output.when] = input_.flag();
    float* const data = is_wanted ? blocks_.output(elements(output.shape, sizes_)) : nullptr;
    outputs_[output.name] = pointer(Argument::Type::output_floats, data);
  }
}

/// Mostly small or near the edge of a tile.
int32_t Call::dimension(int32_t limit) {
  const int32_t kind = input_.below(32);
  if (kind < 16) return std::min(kind / 2, limit);
  if (kind < 24) {
    const int32_t size = edges.at(static_cast<size_t>(kind - 16)) + input_.below(3) - 1;
    if (size <= limit) return size;
  }
  return input_.below(limit + 1);
}

int32_t Call::integer(int32_t low, int32_t high) {
  const int64_t span = int64_t{high} - low + 1;
  int64_t drawn = 0;
  for (int64_t reach = 1; reach < span; reach *= 256) drawn = drawn * 256 + input_.byte();
  return static_cast<int32_t>(low + drawn % span);
}

/// What it is unless given, or something above the least.
float Call::number(const ParameterRow& parameter) {
  const float share = static_cast<float>(1 + input_.byte()) / 256.0F;
  const auto least = static_cast<float>(parameter.at_least), usual = static_cast<float>(parameter.otherwise);
  switch (input_.below(4)) {
    case 0:
      return usual;
    case 1:
      return least + share;
    case 2:
      return least + 50 * share;
    default:
      return least + 2 * std::max(usual, least) * share;
  }
}

/// Most are normally distributed. What broadcasts is added to scores.
float* Call::draw_floats(const InputRow& input, size_t count, size_t width, size_t rows) {
  auto* const data = blocks_.input<float>(count);
  std::generate_n(data, count, [&] {
    const float value = draw_float();
    return input.broadcasts && random_ % 5 == 0 ? -infinity : value;
  });
  if (is_hard_ && input_.below(4) != 0) make_hard(data, count, width, rows);
  return data;
}

/// Some rows, or those at the end, which masks hide more often than others. A tensor has `rows` for each entry or head.
void Call::make_hard(float* data, size_t count, size_t width, size_t rows) {
  if (width == 0 || rows == 0) return;
  const auto first = static_cast<size_t>(input_.below(static_cast<int32_t>(rows) + 1));
  const bool at_the_end = input_.flag();
  const int32_t only = input_.below(8);
  for (size_t at = 0; at < count; at += width) {
    draw_float();
    if (at_the_end ? at / width % rows < first : random_ % 4 != 0) continue;
    const uint32_t random = random_ >> 8U;
    make_row_hard(data + at, width, only < 6 ? only : static_cast<int32_t>(random % 6), random / 6);
  }
}

uint8_t* Call::draw_booleans(size_t count) {
  auto* const data = blocks_.input<uint8_t>(count);
  const auto probability = static_cast<uint32_t>(input_.below(5));
  std::generate_n(data, count, [&] {
    draw_float();
    return random_ % 4 < probability ? uint8_t{1} : uint8_t{0};
  });
  return data;
}

int32_t* Call::draw_integers(size_t count, int32_t low, int32_t high) {
  auto* const data = blocks_.input<int32_t>(count);
  std::generate_n(data, count, [&] {
    draw_float();
    return static_cast<int32_t>(low + random_ % (int64_t{high} - low + 1));
  });
  return data;
}

int32_t* Call::draw_indices(const InputRow& input, size_t count) {
  const auto limit = static_cast<int32_t>(std::max(evaluate(input.below, sizes_), int64_t{0}));
  if (lie_ != Lie::bad_index && limit > 0) {
    int32_t* const indices = draw_integers(count, 0, limit - 1);
    leave_out(input, indices, count);
    return indices;
  }
  // Without a table there is no index that would do, where one is wanted.
  const std::vector<int32_t> counts = spread_out<int32_t>(input.counted_by);
  const bool is_wanted =
      input.counted_by.empty() || std::any_of(counts.begin(), counts.end(), [](int32_t n) { return n > 0; });
  if (count > 0 && is_wanted && !lied_) lie_ = Lie::bad_index, lied_ = true;
  int32_t strange = input_.flag() ? -integer(1, 1000) : limit + integer(0, 1000);
  if (!input.except.empty() && strange == parameters_.at(input.except).at(0).integer) strange = -2000;
  return draw_integers(count, strange, strange);
}

/// Puts something else in the place of some indices, where the row says that it may stand there.
void Call::leave_out(const InputRow& input, int32_t* indices, size_t count) {
  if (!input.except.empty()) {
    const auto share = static_cast<uint32_t>(input_.below(5));
    for (size_t i = 0; i < count; ++i) {
      draw_float();
      if (random_ % 4 < share) indices[i] = parameters_.at(input.except).at(0).integer;
    }
  }
  if (input.counted_by.empty() || count == 0) return;
  const std::vector<int32_t> counts = spread_out<int32_t>(input.counted_by);
  const size_t width = count / counts.size();
  for (size_t i = 0; i < count; ++i) {
    const bool is_index = i % width * size(input.counted_each) < static_cast<size_t>(counts[i / width]);
    if (!is_index) indices[i] = i % 2 == 0 ? -1 : (1 << 30);
  }
}

/// xorshift32 (Marsaglia); a sum of four uniform values is nearly normally distributed.
float Call::draw_float() {
  float sum = 0;
  for (int term = 0; term < 4; ++term) {
    random_ ^= random_ << 13U;
    random_ ^= random_ >> 17U;
    random_ ^= random_ << 5U;
    sum += static_cast<float>(random_ >> 8U) * 0x1p-24F - 0.5F;
  }
  if (oddity_ > 0 && random_ % oddity_ == 0) return odd_values.at((random_ >> 8U) % odd_values.size());
  return sum * std::sqrt(3.0F) * deviation_;
}

// In the order of abi.h. Another operation than the drawn one gets what has the same name, and nothing else, but
// `spare` for outputs that must be there.
std::vector<Argument> Call::arguments_of(const OperationRow& row, float* spare) const {
  std::vector<Argument> arguments;
  for (const InputRow& input : row.inputs) {
    const auto tensor = tensors_.find(input.name);
    const bool known = tensor != tensors_.end();
    arguments.push_back(known ? tensor->second.argument : pointer(type_of_element(input.element), nullptr));
  }
  const auto is_array = [](const ParameterRow& parameter) {
    return parameter.kind == ParameterKind::per_entry || parameter.kind == ParameterKind::list;
  };
  const auto is_wish = [&row](const ParameterRow& parameter) {
    return std::any_of(row.outputs.begin(), row.outputs.end(),
                       [&](const OutputRow& output) { return output.when == parameter.name; });
  };
  const auto add_parameters = [&](bool arrays) {
    for (const ParameterRow& parameter : row.parameters) {
      const auto drawn = parameters_.find(parameter.name);
      if (is_array(parameter) != arrays || is_wish(parameter) || drawn == parameters_.end()) continue;
      arguments.insert(arguments.end(), drawn->second.begin(), drawn->second.end());
    }
  };
  add_parameters(true);
  for (const OutputRow& output : row.outputs) {
    const auto own = outputs_.find(output.name);
    const auto tensor = tensors_.find(output.name);
    void* const unnamed = output.when.empty() ? spare : nullptr;
    void* const filled = tensor == tensors_.end() ? unnamed : tensor->second.argument.pointer;
    arguments.push_back(&row == &row_ ? own->second : pointer(Argument::Type::output_floats, filled));
  }
  for (const std::string& name : row.dimensions) {
    const auto size = sizes_.find(name);
    arguments.push_back(integer_argument(size == sizes_.end() ? 0 : size->second));
  }
  for (const InputRow& input : row.inputs) {
    for (const int32_t stride : strides_of(input)) arguments.push_back(integer_argument(stride));
  }
  add_parameters(false);
  return arguments;
}

std::vector<int32_t> Call::strides_of(const InputRow& input) const {
  const size_t count = input.broadcasts ? input.shape.size() : input.strided ? input.shape.size() - 1 : 0;
  std::vector<int32_t> strides(count);
  const auto tensor = tensors_.find(input.name);
  if (tensor != tensors_.end() && !tensor->second.strides.empty()) {
    std::copy_n(tensor->second.strides.begin(), count, strides.begin());
  }
  return strides;
}

void Call::fill_from(const OperationRow& forward, Kernel kernel) {
  bool fills_any = false;
  size_t most = 0;
  for (const OutputRow& output : forward.outputs) {
    fills_any = fills_any || tensors_.count(output.name) > 0;
    most = std::max(most, elements(output.shape, sizes_));
  }
  if (!fills_any) return;
  for (const InputRow& input : forward.inputs) {
    const auto tensor = tensors_.find(input.name);
    if (!input.optional && (tensor == tensors_.end() || tensor->second.argument.pointer == nullptr)) return;
  }
  std::vector<float> spare(most);
  kernel(arguments_of(forward, spare.data()));
}

void Call::run(Kernel kernel, Expected (*twin)(const Call&)) {
  blocks_.keep();
  fail_allocation(allocations_);
  const dojo::Status status = kernel(arguments_of(row_));
  const bool starved = allocation_has_failed();
  fail_allocation(allocation_never_fails);
  if (!is_expected(status) && !(starved && status == dojo::Status::out_of_memory)) {
    fail("gave the wrong status, " + std::to_string(static_cast<int>(status)));
  }
  const bool succeeded = status == dojo::Status::ok;
  const char* const problem = blocks_.problem(succeeded);
  if (problem != nullptr) fail(problem);
  if (succeeded && !lied_) compare(twin(*this));
}

void Call::compare(const Expected& expected) const {
  for (const OutputRow& output : row_.outputs) {
    const auto* const actual = static_cast<const float*>(outputs_.at(output.name).pointer);
    if (actual == nullptr) continue;
    const std::vector<plain::Bounded>& values = expected.at(output.name);
    if (values.size() != elements(output.shape, sizes_)) fail("has a twin whose " + output.name + " has another size");
    const std::string wrong = difference(values, actual);
    if (!wrong.empty()) fail("is not its formula: " + output.name + wrong);
  }
}

template <class T>
std::vector<T> Call::spread_out(const std::string& name) const {
  const auto row =
      std::find_if(row_.inputs.begin(), row_.inputs.end(), [&](const InputRow& input) { return input.name == name; });
  if (row == row_.inputs.end() || tensors_.at(name).argument.pointer == nullptr) return {};
  const Tensor& tensor = tensors_.at(name);
  const Shape& shape = shape_of(*row);
  std::vector<T> values(elements(shape, sizes_));
  for (size_t i = 0; i < values.size(); ++i) {
    size_t rest = i, at = 0;
    for (size_t axis = shape.size(); axis-- > 0;) {
      const auto length = static_cast<size_t>(evaluate(shape[axis], sizes_));
      at += rest % length * static_cast<size_t>(tensor.strides[axis]);
      rest /= length;
    }
    values[i] = static_cast<const T*>(tensor.argument.pointer)[at];
  }
  return values;
}

std::vector<float> Call::floats(const std::string& input) const { return spread_out<float>(input); }

std::vector<uint8_t> Call::booleans(const std::string& input) const { return spread_out<uint8_t>(input); }

size_t Call::size(const std::string& dimension) const {
  const auto size = sizes_.find(dimension);
  return size == sizes_.end() ? 0 : static_cast<size_t>(size->second);
}

double Call::number(const std::string& parameter) const { return parameters_.at(parameter).at(0).number; }

int32_t Call::integer(const std::string& parameter, size_t index) const {
  return parameters_.at(parameter).at(index).integer;
}

std::vector<int32_t> Call::integers(const std::string& name) const {
  const auto parameter = parameters_.find(name);
  if (parameter == parameters_.end()) return spread_out<int32_t>(name);
  const auto* const data = static_cast<const int32_t*>(parameter->second.at(0).pointer);
  if (data == nullptr) return {};
  for (const ParameterRow& row : row_.parameters) {
    if (row.name == name && row.kind == ParameterKind::list) return {data, data + size(row.number)};
  }
  return {data, data + size("batch")};
}

bool Call::is_expected(dojo::Status status) const {
  if (!lied_) return status == dojo::Status::ok;
  if (lie_ == Lie::bad_index) return status == dojo::Status::bad_index;
  // Where there is nothing to do, what does not fit need not be noticed.
  bool is_empty = false;
  for (const std::string& name : row_.dimensions)
    is_empty = is_empty || sizes_.count(name) == 0 || sizes_.at(name) == 0;
  const bool may_pass = is_empty && lie_ != Lie::negative_size;
  return status == dojo::Status::bad_shape || (may_pass && status == dojo::Status::ok);
}

void Call::fail(const std::string& problem) const {
  std::fprintf(stderr, "%s %s\n", row_.name.c_str(), problem.c_str());
  for (const auto& [name, size] : sizes_) std::fprintf(stderr, "  %s %d\n", name.c_str(), size);
  for (const auto& [name, values] : parameters_) {
    for (const Argument& value : values) {
      const bool is_number = value.type == Argument::Type::number || value.type == Argument::Type::real;
      std::fprintf(stderr, "  %s %g\n", name.c_str(), is_number ? value.number : static_cast<double>(value.integer));
    }
  }
  std::abort();
}
