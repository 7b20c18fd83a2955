#include "niter/io/writers/autolab_nova.hpp"

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/io/writers/record_rows.hpp"

namespace niter::io {
namespace {

std::string joined(const std::vector<double>& values, std::string_view separator) {
  std::vector<std::string> texts;
  for (const double value : values) texts.push_back(shortest(value));
  return join(texts, separator);
}

std::string impedance(const SpectrumRows& rows) {
  std::vector<std::string> lines{"Index;Frequency (Hz);Z' (Ω);-Z'' (Ω);Z (Ω);-Phase (°);Time (s)"};
  for (std::size_t k = 0; k < rows.size(); ++k) {
    lines.push_back(joined({static_cast<double>(k + 1), rows.f[k], rows.re[k], -rows.im[k],
                            rows.modulus[k], -rows.phase[k], rows.t[k]},
                           ";"));
  }
  return windows_lines(lines);
}

std::string record(const RecordRows& rows, RunKind kind) {
  const bool sweep = kind == RunKind::LinearSweep || kind == RunKind::CyclicVoltammetry;
  std::vector<std::string> lines{
      sweep ? "Potential applied (V);Time (s);WE(1).Current (A);WE(1).Potential (V);Scan;Index"
            : "Time (s);WE(1).Current (A);WE(1).Potential (V);Index"};
  for (std::size_t k = 0; k < rows.size(); ++k) {
    std::vector<double> values{rows.t[k], rows.i[k], rows.e[k]};
    if (sweep) {
      values.insert(values.begin(), rows.e_set[k]);
      values.push_back(rows.cycle[k]);
    }
    values.push_back(static_cast<double>(k + 1));
    lines.push_back(joined(values, ";"));
  }
  return windows_lines(lines);
}

}  // namespace

Result<std::string> to_autolab_nova(const data::Table& table, const RunInfo& run) {
  if (is_spectrum(run.kind)) {
    NITER_TRY(const auto rows, spectrum_rows(table, run));
    return impedance(rows);
  }
  NITER_TRY(const auto rows, record_rows(table, run));
  return record(rows, run.kind);
}

Result<std::string> to_autolab_zview(const data::Table& table, const RunInfo& run) {
  if (!is_spectrum(run.kind)) {
    return fail(Code::InvalidInput, "a ZView file holds an impedance and nothing else",
                "write the run in the format autolab-nova");
  }
  NITER_TRY(const auto rows, spectrum_rows(table, run));
  // seven texts follow the title; Nova leaves all of them empty
  std::vector<std::string> lines{"\xEF\xBB\xBF\"Z60W Data File: Version 1.1\"",
                                 fmt::format("\"{}\"", simulated_note())};
  lines.insert(lines.end(), 6, "\"\"");
  lines.push_back(fmt::format("0,2,0,1,{},{}", shortest(run.lowest), shortest(run.highest)));
  lines.push_back(fmt::format("{}", rows.size()));
  lines.emplace_back(
      "\"  Freq (Hz)    Ampl     Bias   Time(Sec)   Z'(a)    Z''(b)    GD   Err   Range\"");
  for (std::size_t k = 0; k < rows.size(); ++k) {
    lines.push_back(joined({rows.f[k], 0, 0, 0, rows.re[k], rows.im[k], 0, 0, 0}, ","));
  }
  return windows_lines(lines);
}

}  // namespace niter::io
