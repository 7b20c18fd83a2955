// Readers: real files of instruments, their rows repeated in memory to 16 MB, against the demands
// (300 MB/s for binary, 100 MB/s for text) and against a plain copy of the same bytes.
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>

#include "niter/base/file.hpp"
#include "niter/io/readers.hpp"

namespace {

constexpr std::size_t wanted_bytes = 16u << 20;
constexpr double binary_limit = 300e6, text_limit = 100e6;  // bytes per second

// A text whose rows, from the line after `header` lines on, stand there several times.
std::string repeat_lines(const std::string& bytes, std::size_t header) {
  std::size_t at = 0;
  for (std::size_t k = 0; k < header; ++k) at = bytes.find('\n', at) + 1;
  std::string rows = bytes.substr(at);
  if (!rows.ends_with('\n')) rows += "\r\n";
  std::string out = bytes.substr(0, at);
  while (out.size() < wanted_bytes) out += rows;
  return out;
}

std::uint32_t number_at(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}
void put_at(std::string& bytes, std::size_t at, std::size_t number) {
  const auto value = static_cast<std::uint32_t>(number);
  std::memcpy(bytes.data() + at, &value, sizeof value);
}

// A .mpr of before EC-Lab 11.50 with its records several times.
std::string repeat_records(const std::string& bytes, std::size_t data_at) {
  constexpr std::size_t length_at = 35, head = 51;
  const std::size_t module = bytes.find("VMP data");
  const std::size_t content = module + head;
  const std::size_t length = number_at(bytes, module + length_at);
  const std::string records = bytes.substr(content + data_at, length - data_at);
  std::string many;
  std::size_t times = 0;
  for (; many.size() < wanted_bytes; ++times) many += records;
  std::string out = bytes.substr(0, content + data_at) + many + bytes.substr(content + length);
  put_at(out, module + length_at, data_at + many.size());
  put_at(out, content, times * number_at(bytes, content));
  return out;
}

struct File {
  const char* name;   // in the folder of shared data
  std::size_t begin;  // header lines of a text, or the byte of the data module where records begin
  double limit;
};
// one row a format and kind of file
const File files[] = {
    {"voltammetry/yadg_cv.mpr", 405, binary_limit},
    {"voltammetry/yadg_ca.mpr", 406, binary_limit},
    {"voltammetry/yadg_cv.mpt", 58, text_limit},
    {"voltammetry/yadg_mb.issue_95.de.mpt", 94, text_limit},
};

void copy(benchmark::State& state, const std::string& bytes) {
  for (auto _ : state) {
    std::string other(bytes);
    benchmark::DoNotOptimize(other.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}

void read(benchmark::State& state, const std::string& bytes, const File& file) {
  for (auto _ : state) {
    auto recording = niter::io::read({bytes, file.name});
    if (!recording) return state.SkipWithError(recording.error().text().c_str());
    benchmark::DoNotOptimize(recording->parts.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
  // above 1: within the limit
  state.counters["limit/time"] = benchmark::Counter(static_cast<double>(bytes.size()) / file.limit,
                                                    benchmark::Counter::kIsIterationInvariantRate);
}

const bool registered = [] {
  for (const auto& file : files) {
    const auto path =
        std::filesystem::path(NITER_SOURCE_DIR) / ".." / "shared" / "data" / file.name;
    const auto bytes = niter::read_file(path);
    if (!bytes) continue;
    const bool binary = std::string_view(file.name).ends_with(".mpr");
    const auto many =
        binary ? repeat_records(*bytes, file.begin) : repeat_lines(*bytes, file.begin);
    const std::string name(file.name);
    benchmark::RegisterBenchmark(("copy/" + name).c_str(), copy, many)
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark(("read/" + name).c_str(), read, many, file)
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark(("once/" + name).c_str(), read, *bytes, file)
        ->Unit(benchmark::kMillisecond);
  }
  return true;
}();

}  // namespace
