// Readers of battery cyclers: 100 MB of each format (rows of real files and of hand-made samples,
// whose short numbers are the harder case, repeated in memory) against the demand of 200 MB/s; the
// part of it that only hashes the bytes, and a plain walk over the numbers of the same text, stand
// beside it.
#include <charconv>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>

#include <benchmark/benchmark.h>

#include "niter/base/file.hpp"
#include "niter/io/readers.hpp"

namespace {

constexpr std::size_t wanted_bytes = 100'000'000;
constexpr double limit = 200e6;  // bytes per second

std::size_t line_begin(const std::string& bytes, std::size_t line) {
  std::size_t at = 0;
  for (; line > 0; --line) at = bytes.find('\n', at) + 1;
  return at;
}

std::string repeat_lines(const std::string& bytes, std::size_t header) {
  const auto begin = line_begin(bytes, header);
  auto rows = bytes.substr(begin);
  if (!rows.ends_with('\n')) rows += '\n';
  std::string out = bytes.substr(0, begin);
  out.reserve(wanted_bytes + rows.size());
  while (out.size() < wanted_bytes) out += rows;
  return out;
}

// records of 86 bytes behind byte `begin`, with numbers that go on
std::string repeat_nda(const std::string& bytes, std::size_t begin) {
  constexpr std::size_t record = 86, number_at = 2;
  const auto rows = (bytes.size() - begin) / record;
  std::string out = bytes.substr(0, begin);
  out.reserve(wanted_bytes + record);
  for (std::uint32_t k = 0; out.size() < wanted_bytes; ++k) {
    auto row = bytes.substr(begin + (k % rows) * record, record);
    const std::uint32_t number = k + 1;
    std::memcpy(row.data() + number_at, &number, sizeof number);
    out += row;
  }
  return out;
}

struct File {
  const char* name;
  std::size_t begin;  // lines of header, or the first byte of the records
};
constexpr File samples[] = {
    {"neware.csv", 1}, {"basytec.txt", 6}, {"bdf.csv", 1}, {"generic.csv", 1}};
constexpr File shared[] = {{"2017-05-09_test-TC-contact_CH33.csv", 1},
                           {"pyprobe_sample_data_novonix.csv", 21},
                           {"ecdh_maccor.txt", 5},
                           {"test.nda", 85471},
                           {"yadg_gcpl.issue_149.mpt", 101}};

void rate(benchmark::State& state, const std::string& bytes) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
  // above 1: within the limit
  state.counters["limit/time"] = benchmark::Counter(static_cast<double>(bytes.size()) / limit,
                                                    benchmark::Counter::kIsIterationInvariantRate);
}

void read(benchmark::State& state, const std::string& bytes, const std::string& name) {
  const niter::io::ReadOptions map{
      .columns = {{"t", "test_time"}, {"I", "current"}, {"V", "voltage"}, {"cycle", "cycle"}},
      .units = {{"t", "s"}, {"I", "mA"}, {"V", "V"}}};
  for (auto _ : state) {
    auto recording =
        niter::io::read({bytes, name}, name == "generic.csv" ? map : niter::io::ReadOptions{});
    if (!recording) return state.SkipWithError(recording.error().text().c_str());
    benchmark::DoNotOptimize(recording->parts.data());
  }
  rate(state, bytes);
}

void hash(benchmark::State& state, const std::string& bytes) {
  for (auto _ : state) benchmark::DoNotOptimize(niter::sha256(bytes));
  rate(state, bytes);
}

// every number between commas and line ends, summed: what no reader can beat
void walk(benchmark::State& state, const std::string& bytes) {
  for (auto _ : state) {
    double sum = 0;
    const char* at = bytes.data();
    const char* const end = at + bytes.size();
    while (at < end) {
      double value = 0;
      const auto [stop, error] = std::from_chars(at, end, value);
      if (error == std::errc()) sum += value;
      at = stop + 1;
    }
    benchmark::DoNotOptimize(sum);
  }
  rate(state, bytes);
}

void add(const File& file, const std::filesystem::path& folder) {
  const auto bytes = niter::read_file(folder / file.name);
  if (!bytes) return;
  const std::string name(file.name);
  const bool binary = name.ends_with(".nda");
  const auto many = binary ? repeat_nda(*bytes, file.begin) : repeat_lines(*bytes, file.begin);
  benchmark::RegisterBenchmark(("read/" + name).c_str(), read, many, name)
      ->Unit(benchmark::kMillisecond);
  if (name == "bdf.csv") {
    benchmark::RegisterBenchmark(("walk/" + name).c_str(), walk, many)
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark(("hash/" + name).c_str(), hash, many)
        ->Unit(benchmark::kMillisecond);
  }
}

const bool registered = [] {
  const std::filesystem::path root(NITER_SOURCE_DIR);
  for (const auto& file : samples) add(file, root / "testdata/battery");
  for (const auto& file : shared) add(file, root / ".." / "shared/data/battery");
  return true;
}();

}  // namespace
