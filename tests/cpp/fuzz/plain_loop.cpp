// Stands in for libFuzzer where the compiler has none: random bytes until the time is over, without any guidance.
//
//   kernel_fuzz [-max_total_time=SECONDS] [-seed=N]     an input that fails is written to crash-N; 0 seconds: for ever
//   kernel_fuzz FILE                                    one input again
#include <sanitizer/common_interface_defs.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t count);

namespace {

constexpr size_t input_bytes = 96;

uint64_t seed = 1;
std::vector<uint8_t> input;

void save_input() {
  const std::string path = "crash-" + std::to_string(seed);
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(input.data()), static_cast<std::streamsize>(input.size()));
  std::fprintf(stderr, "The input is in %s; give it as the argument to run it again.\n", path.c_str());
}

void on_abort(int) {
  save_input();
  _exit(1);
}

/// The number behind an option, when `argument` is that option.
bool read(std::string_view argument, std::string_view option, uint64_t& value) {
  if (argument.substr(0, option.size()) != option) return false;
  value = std::strtoull(argument.data() + option.size(), nullptr, 10);
  return true;
}

int run_again(const char* path) {
  std::ifstream file(path, std::ios::binary);
  input.assign(std::istreambuf_iterator<char>(file), {});
  return LLVMFuzzerTestOneInput(input.data(), input.size());
}

}  // namespace

int main(int count, char** arguments) {
  uint64_t seconds = 60;
  for (int i = 1; i < count; ++i) {
    const std::string_view argument = arguments[i];
    if (argument.front() != '-') return run_again(arguments[i]);
    // Other options are libFuzzer's.
    read(argument, "-max_total_time=", seconds) || read(argument, "-seed=", seed);
  }
  __sanitizer_set_death_callback(save_input);
  std::signal(SIGABRT, on_abort);

  const auto start = std::chrono::steady_clock::now();
  const uint64_t first = seed;
  for (; seconds == 0 || std::chrono::steady_clock::now() - start < std::chrono::seconds(seconds); ++seed) {
    std::mt19937_64 random(seed);
    input.resize(input_bytes);
    for (uint8_t& byte : input) byte = static_cast<uint8_t>(random());
    LLVMFuzzerTestOneInput(input.data(), input.size());
  }
  std::printf("%llu calls, none failed\n", static_cast<unsigned long long>(seed - first));
  return 0;
}
