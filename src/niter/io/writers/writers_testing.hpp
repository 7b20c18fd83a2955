// For the tests of the writers: small records, and the plainest possible readers.
#pragma once

#include <cmath>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "niter/base/file.hpp"
#include "niter/base/testing.hpp"
#include "niter/base/text.hpp"
#include "niter/data/table.hpp"
#include "niter/io/writers/run_info.hpp"

namespace niter::io::testing {

inline RunInfo run_of(RunKind kind) {
  RunInfo run;
  run.kind = kind;
  run.title = "blank";
  run.file_name = "blank.mpr";
  run.instrument = "SP-300";
  run.electrolyte = "0.1 M KNO3 in H₂O";
  run.comment = "first line\nsecond µ";
  run.reference = "Ag/AgCl";
  run.reference_vs_she = 0.21;
  run.area = 0.5e-4;
  run.started = {2026, 2, 1, 13, 17, 4};
  run.initial = -0.1, run.vertex1 = -0.9, run.vertex2 = 0.2, run.final = -0.1;
  run.scan_rate = 0.01;
  run.cycles = 2;
  run.set_potential = -0.8;
  run.set_current = -2e-3;
  run.interval = 0.5;
  run.potential_step = 1e-3;
  run.duration = 3723.5;
  run.highest = 1e5, run.lowest = 0.01, run.amplitude = 0.01;
  run.points_per_decade = 7;
  return run;
}

/// Eight rows in two cycles, with numbers of many digits and both signs.
inline data::Table record() {
  data::Table table;
  std::vector<double> t, e, i, cycle, range, overload, set;
  for (int k = 0; k < 8; ++k) {
    t.push_back(0.1 + k / 3.0);
    set.push_back(-0.8 + 0.1 * k);
    e.push_back(set.back() + 1.23456789e-5 * (k - 3));
    i.push_back((k - 2.5) * 1.23456789e-4);
    cycle.push_back(k < 5 ? 1 : 2);
    range.push_back(k < 4 ? 1e-3 : 1e-4);
    overload.push_back(k == 6 ? 1 : k == 7 ? 2 : 0);
  }
  table.columns = {{"t", Unit::of("s"), t, {}, ""},       {"E", Unit::of("V"), e, {}, ""},
                   {"I", Unit::of("A"), i, {}, ""},       {"E_set", Unit::of("V"), set, {}, ""},
                   {"cycle", Unit(), cycle, {}, ""},      {"I_range", Unit::of("A"), range, {}, ""},
                   {"overload", Unit(), overload, {}, ""}};
  return table;
}

/// A capacitive arc that turns inductive at the end.
inline data::Table spectrum() {
  data::Table table;
  table.columns = {{"f", Unit::of("Hz"), {100015.6, 1234.5678, 10, 0.0123456}, {}, ""},
                   {"Z_re", Unit::of("ohm"), {5.1234567, 20.5, 48.75, 55.25}, {}, ""},
                   {"Z_im", Unit::of("ohm"), {-0.25, -22.125, -10.0625, 0.0625}, {}, ""},
                   {"t", Unit::of("s"), {1, 2.5, 4, 400}, {}, ""},
                   {"E", Unit::of("V"), {-0.8, -0.8, -0.8, -0.8}, {}, ""},
                   {"I", Unit::of("A"), {-1e-3, -1.1e-3, -1.2e-3, -1.3e-3}, {}, ""}};
  return table;
}

inline std::vector<std::string> lines_of(std::string_view text) {
  auto lines = split(text, '\n');
  for (auto& line : lines) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
  }
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

/// Every line ends with CR LF, and CR stands nowhere else.
inline bool has_windows_lines(std::string_view text) {
  for (std::size_t k = 0; k < text.size(); ++k) {
    if ((text[k] == '\n') != (k > 0 && text[k - 1] == '\r')) return false;
  }
  return text.ends_with("\r\n");
}

/// A number with decimal point or decimal comma.
inline double number(std::string text) {
  for (char& c : text) c = c == ',' ? '.' : c;
  const auto value = parse_number(trim(text));
  EXPECT_TRUE(value) << "'" << text << "' is no number";
  return value.value_or(NAN);
}

inline std::vector<double> numbers(const std::vector<std::string>& lines, char separator,
                                   std::size_t column) {
  std::vector<double> out;
  for (const auto& line : lines) out.push_back(number(split(line, separator).at(column)));
  return out;
}

inline void expect_near(const std::vector<double>& got, const std::vector<double>& want,
                        double relative) {
  ASSERT_EQ(got.size(), want.size());
  for (std::size_t k = 0; k < want.size(); ++k) {
    EXPECT_NEAR(got[k], want[k], relative * std::abs(want[k])) << "row " << k;
  }
}

/// A file of the shared data folder; nothing where the folder is absent.
inline std::string shared_file(const std::string& name) {
  const auto bytes = read_file(niter::testing::shared_dir() / "data" / name);
  return bytes ? *bytes : std::string();
}

}  // namespace niter::io::testing
