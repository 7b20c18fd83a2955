// Readers: real files of instruments, their rows repeated in memory to 16 MB, against the demands
// (300 MB/s for binary, 100 MB/s for text) and against a plain copy of the same bytes.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include <benchmark/benchmark.h>
#include <unistd.h>

#include "niter/base/file.hpp"
#include "niter/io/readers.hpp"

namespace {

constexpr std::size_t wanted_bytes = 16u << 20;
constexpr double binary_limit = 300e6, text_limit = 100e6;  // bytes per second

// Where line `line` (from 0) of a text begins, in UTF-16 too.
std::size_t line_begin(const std::string& bytes, std::size_t line) {
  const std::size_t width = bytes.starts_with("\xFF\xFE") ? 2 : 1;
  std::size_t at = 0;
  for (; line > 0; --line) at = bytes.find('\n', at) + width;
  return at;
}

// A text whose lines from `header` on, but for the last `tail`, stand there several times. Where
// line `counted` says how many rows there are, it says so again.
std::string repeat_lines(const std::string& bytes, std::size_t header, std::size_t tail,
                         std::size_t counted) {
  const auto lines = static_cast<std::size_t>(std::ranges::count(bytes, '\n'));
  const std::size_t begin = line_begin(bytes, header);
  const std::size_t end = tail > 0 ? line_begin(bytes, lines - tail) : bytes.size();
  std::string rows = bytes.substr(begin, end - begin);
  if (tail == 0 && !rows.ends_with('\n') && !rows.ends_with('\0')) rows += "\r\n";
  const std::size_t times = wanted_bytes / rows.size() + 1;
  std::string out = bytes.substr(0, begin);
  if (counted > 0) {
    const std::size_t at = line_begin(bytes, counted), length = line_begin(bytes, counted + 1) - at;
    out.replace(at, length, std::to_string(times * std::stoul(bytes.substr(at))) + "\n");
  }
  for (std::size_t k = 0; k < times; ++k) out += rows;
  return out + bytes.substr(end);
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

// The columns of an .ism file, each several times.
std::string repeat_columns(const std::string& bytes, std::size_t front) {
  const std::size_t rows = 1 + (static_cast<unsigned char>(bytes[front - 2]) << 8) +
                           static_cast<unsigned char>(bytes[front - 1]);
  constexpr std::size_t widths[] = {8, 8, 8, 8, 2};
  const std::size_t times = wanted_bytes / (34 * rows) + 1, many = times * rows - 1;
  std::string out = bytes.substr(0, front);
  for (std::size_t k = 0; k < 4; ++k) out[front - 1 - k] = static_cast<char>(many >> (8 * k));
  std::size_t at = front;
  for (const auto width : widths) {
    for (std::size_t k = 0; k < times; ++k) out += bytes.substr(at, width * rows);
    at += width * rows;
  }
  return out + bytes.substr(at);
}

// The ordinates of an .spc file of one trace several times.
std::string repeat_ordinates(const std::string& bytes, std::size_t begin) {
  constexpr std::size_t points_at = 4, exponent_at = 3;
  const std::size_t points = number_at(bytes, points_at);
  const std::size_t width = bytes[exponent_at] != '\x80' && (bytes[0] & 1) != 0 ? 2 : 4;
  const std::string trace = bytes.substr(begin, width * points);
  const std::size_t times = wanted_bytes / trace.size() + 1;
  std::string out = bytes.substr(0, begin);
  for (std::size_t k = 0; k < times; ++k) out += trace;
  put_at(out, points_at, times * points);
  return out + bytes.substr(begin + trace.size());
}

// Formats of which there is no real file: their header and rows as the readers' tests have them.
std::string made(std::string_view name) {
  if (name == "made.P00") {
    return "Procedure : dummy cell\r\n01.02.2003 10:00:00 - 01.02.2003 10:12:16\r\nnotes\r\n f/Hz  "
           "\t Z'/Ohm \t -Z''/Ohm \t time/s \t Edc/V \t Idc/A \t\r\n 2 \r\n"
           " 10.000e+03\t 10.900e+01\t 26.556e+00\t 59.300e+00\t 30.981e-02\t 18.311e-08\t\r\n"
           " 71.969e+02\t 11.210e+01\t-35.166e+00\t 60.300e+00\t 30.981e-02\t 18.311e-08\t\r\n";
  }
  if (name == "made.cor") {
    return "CORRW ASCII\nCorrTest for Windows: SN CS1\nID_CV\nData:2017-04-22   Time:14:03:09\n"
           "Cyclic Voltammetry,Init E(V):-1,Low E(V):0.2,Scan Rate(mV/s):10,Cycles:2\n"
           "E(V)\t\ti(A/cm^2)\t\tT(s)\nEnd Comments\n-9.97317E-01\t-3.38364E-04\t0.0000\n"
           "-1.00072E+00\t-2.55775E-04\t239.5100\n-1.00061E+00\t-2.53141E-04\t239.5600\n";
  }
  std::string grid = "Absorbance 655 nm\n,1,2,3,4,5,6,7,8,9,10,11,12\n";
  for (char row = 'A'; row <= 'H'; ++row) {
    grid += row;
    for (int k = 0; k < 12; ++k) grid += ",0." + std::to_string(100 + 7 * (row - 'A') + k);
    grid += '\n';
  }
  return grid + '\n';
}

enum class Kind { Lines, Records, Columns, Ordinates, Whole };

struct File {
  const char* name;   // in the folder of shared data
  std::size_t begin;  // header lines of a text, or the byte where rows begin
  double limit;
  Kind kind = Kind::Lines;
  std::size_t tail = 0;     // lines behind the rows
  std::size_t counted = 0;  // the line that says how many rows there are, from 0
};
// one row a format and kind of file
const File files[] = {
    {"voltammetry/yadg_cv.mpr", 405, binary_limit, Kind::Records},
    {"voltammetry/yadg_ca.mpr", 406, binary_limit, Kind::Records},
    {"eis/zahner_rc-data.ism", 12, binary_limit, Kind::Columns},
    {"uvvis/HOLMIUM.SPC", 544, binary_limit, Kind::Ordinates},
    {"voltammetry/yadg_cv.mpt", 58, text_limit},
    {"voltammetry/yadg_mb.issue_95.de.mpt", 94, text_limit},
    {"eis/exampleDataGamry.DTA", 448, text_limit},
    {"voltammetry/gamry_cv_data.dta", 74, text_limit},
    {"voltammetry/chi_ferricyanide_20mVs.csv", 32, text_limit},
    {"voltammetry/cv_sample.txt", 12, text_limit},
    {"eis/exampleDataAutolab.txt", 11, text_limit},
    {"eis/pyimpspec_data.dfr", 3, text_limit, Kind::Lines, 10, 1},
    {"voltammetry/versastat_HPRR_FeNC_disk.par", 258, text_limit, Kind::Lines, 133},
    {"eis/exampleDataParstat.txt", 1, text_limit},
    {"eis/exampleDataZPlot.z", 123, text_limit},
    {"eis/pyimpspec_data.i2b", 6, text_limit, Kind::Lines, 0, 5},
    {"made.cor", 7, text_limit},
    {"eis/pyimpspec_data.pssession", 0, text_limit, Kind::Whole},
    {"voltammetry/palmsens_ecsa_0005mVs.csv", 6, text_limit, Kind::Lines, 1},
    {"eis/pyimpspec_data.idf", 168, text_limit, Kind::Lines, 991, 167},
    {"made.P00", 5, text_limit, Kind::Lines, 0, 4},
    {"nmr/BRUKDIF.DX", 257, text_limit, Kind::Lines, 1},
    {"nmr/BRUKSQZ.DX", 257, text_limit, Kind::Lines, 1},
    {"nmr/ethanol_nmr.jdx", 157, text_limit, Kind::Lines, 13},
    {"uvvis/1908047U1_0000.Raw8.TXT", 8, text_limit, Kind::Lines, 1},
    {"uvvis/NH4_NO3_data_example.csv", 1, text_limit},
    {"made grid.csv", 0, text_limit},
    {"eis/exampleData.csv", 0, text_limit},
    {"eis/1ZARC.csv", 1, text_limit},
    {"voltammetry/irco_LSV_Co.txt", 3, text_limit},
};

// Empty if there is no such file.
std::string bytes_of(const File& file) {
  if (std::string_view(file.name).starts_with("made")) return made(file.name);
  const auto data = std::filesystem::path(NITER_SOURCE_DIR) / ".." / "shared" / "data";
  return niter::read_file(data / file.name).value_or("");
}

std::string enlarged(const std::string& bytes, const File& file) {
  switch (file.kind) {
    case Kind::Lines:
      return repeat_lines(bytes, file.begin, file.tail, file.counted);
    case Kind::Records:
      return repeat_records(bytes, file.begin);
    case Kind::Columns:
      return repeat_columns(bytes, file.begin);
    case Kind::Ordinates:
      return repeat_ordinates(bytes, file.begin);
    case Kind::Whole:
      break;
  }
  return bytes;
}

void copy(benchmark::State& state, const File& file) {
  const std::string bytes = enlarged(bytes_of(file), file);
  for (auto _ : state) {
    std::string other(bytes);
    benchmark::DoNotOptimize(other.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}

// what the provenance costs: a peer that does not say which file it read takes none
void hash(benchmark::State& state, const File& file) {
  const std::string bytes = bytes_of(file);
  for (auto _ : state) benchmark::DoNotOptimize(niter::sha256(bytes).data());
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}

// the whole way of a user's file, from the disk's cache to columns in SI
void read(benchmark::State& state, const File& file, const std::string& bytes) {
  const std::filesystem::path name(file.name);
  const auto path = std::filesystem::temp_directory_path() /
                    ("readers_bench." + std::to_string(::getpid()) + name.extension().string());
  if (!niter::write_file_atomically(path, bytes)) return state.SkipWithError("cannot write it");
  for (auto _ : state) {
    auto recording = niter::io::read_recording(path);
    if (!recording) {
      state.SkipWithError(recording.error().text().c_str());
      break;
    }
    benchmark::DoNotOptimize(recording->parts.data());
  }
  std::filesystem::remove(path);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
  // above 1: within the limit
  state.counters["limit/time"] = benchmark::Counter(static_cast<double>(bytes.size()) / file.limit,
                                                    benchmark::Counter::kIsIterationInvariantRate);
}
void read_enlarged(benchmark::State& state, const File& file) {
  read(state, file, enlarged(bytes_of(file), file));
}
void read_once(benchmark::State& state, const File& file) {
  read(state, file, bytes_of(file));
}

const bool registered = [] {
  for (const auto& file : files) {
    if (bytes_of(file).empty()) continue;
    const auto add = [&](const char* what, auto work) {
      benchmark::RegisterBenchmark((what + std::string(file.name)).c_str(), work, file)
          ->Unit(benchmark::kMillisecond);
    };
    if (file.kind == Kind::Records) {
      add("copy/", copy);
      add("hash/", hash);
    }
    add("read/", read_enlarged);
    add("once/", read_once);
  }
  return true;
}();

}  // namespace
