#include "niter/io/writers/autolab_nova.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "niter/io/writers/record_rows.hpp"
#include "niter/io/writers/writers_testing.hpp"

namespace niter::io {
namespace {

using namespace niter::io::testing;  // NOLINT(google-build-using-namespace): helpers of the tests

struct Parsed {
  std::vector<std::string> names, rows;

  std::vector<double> column(std::string_view name) const {
    const auto found = std::find(names.begin(), names.end(), name);
    EXPECT_NE(found, names.end()) << name;
    return numbers(rows, ';', static_cast<std::size_t>(found - names.begin()));
  }
};

Parsed parse(std::string_view text) {
  auto lines = lines_of(text);
  Parsed file{split(lines.at(0), ';'), {}};
  file.rows.assign(lines.begin() + 1, lines.end());
  return file;
}

TEST(AutolabNova, NumbersComeBackToTheLastDigit) {
  const auto want = record();
  for (const auto kind : {RunKind::CyclicVoltammetry, RunKind::LinearSweep,
                          RunKind::Chronoamperometry, RunKind::Chronopotentiometry}) {
    const auto text = to_autolab_nova(want, run_of(kind));
    ASSERT_TRUE(text) << text.error().text();
    const auto file = parse(*text);
    EXPECT_EQ(file.column("Time (s)"), want.find("t")->values);
    EXPECT_EQ(file.column("WE(1).Potential (V)"), want.find("E")->values);
    EXPECT_EQ(file.column("WE(1).Current (A)"), want.find("I")->values);
    EXPECT_EQ(file.column("Index")[7], 8);
    if (kind == RunKind::CyclicVoltammetry) {
      EXPECT_EQ(file.column("Scan"), want.find("cycle")->values);
      EXPECT_EQ(file.column("Potential applied (V)"), want.find("E_set")->values);
    }
  }
}

TEST(AutolabNova, ImaginaryPartAndPhaseHaveTheirSignsTurned) {
  const auto text = to_autolab_nova(spectrum(), run_of(RunKind::PotentiostaticImpedance));
  ASSERT_TRUE(text) << text.error().text();
  // the line of names by which readers of Nova 2.1 exports know the file
  EXPECT_TRUE(
      text->starts_with("Index;Frequency (Hz);Z' (Ω);-Z'' (Ω);Z (Ω);-Phase (°);Time (s)\r\n"));
  const auto file = parse(*text);
  const auto want = spectrum();
  EXPECT_EQ(file.column("Frequency (Hz)"), want.find("f")->values);
  EXPECT_EQ(file.column("Z' (Ω)"), want.find("Z_re")->values);
  EXPECT_EQ(file.column("-Z'' (Ω)")[1], 22.125);
  EXPECT_EQ(file.column("-Z'' (Ω)")[3], -0.0625);
  EXPECT_GT(file.column("-Phase (°)")[1], 0);
}

// ixdat: semicolons, names as here, the unit in the last brackets; one line of names and no other
TEST(AutolabNova, IxdatRequirements) {
  const auto text = to_autolab_nova(record(), run_of(RunKind::Chronoamperometry));
  ASSERT_TRUE(text);
  EXPECT_TRUE(has_windows_lines(*text));
  const auto file = parse(*text);
  EXPECT_EQ(file.rows.size(), 8U);
  for (const auto& row : file.rows) EXPECT_EQ(split(row, ';').size(), file.names.size());
}

std::vector<std::string> zview() {
  const auto text = to_autolab_zview(spectrum(), run_of(RunKind::PotentiostaticImpedance));
  EXPECT_TRUE(text);
  return lines_of(text.value_or(""));
}

// impedance.py: a line with "Freq", then f in the 1st, Z' in the 5th, Z'' in the 6th column
TEST(AutolabZview, ImpedancePyRequirements) {
  const auto lines = zview();
  const auto names = std::find_if(lines.begin(), lines.end(), [](const auto& line) {
    return line.find("Freq") != std::string::npos;
  });
  ASSERT_NE(names, lines.end());
  const std::vector<std::string> rows(names + 1, lines.end());
  EXPECT_EQ(numbers(rows, ',', 0), spectrum().find("f")->values);
  EXPECT_EQ(numbers(rows, ',', 4), spectrum().find("Z_re")->values);
  EXPECT_EQ(numbers(rows, ',', 5), spectrum().find("Z_im")->values);
  EXPECT_EQ(number(*(names - 1)), 4);
}

TEST(AutolabZview, RefusesARunThatIsNoImpedance) {
  const auto error = to_autolab_zview(record(), run_of(RunKind::CyclicVoltammetry));
  ASSERT_FALSE(error);
  EXPECT_EQ(error.error().code, Code::InvalidInput);
}

TEST(AutolabZviewExternal, LayoutIsThatOfARealFile) {
  const auto bytes = shared_file("eis/exampleDataAutolab.txt");
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  const auto real = lines_of(bytes);
  const auto ours = zview();
  for (const std::size_t k : {0U, 2U, 3U, 4U, 5U, 6U, 7U, 10U}) EXPECT_EQ(ours[k], real[k]);
  EXPECT_EQ(real[1], "\"\"");
  EXPECT_EQ(ours[1], "\"" + simulated_note() + "\"");
  EXPECT_EQ(split(ours[8], ',').size(), split(real[8], ',').size());
  EXPECT_EQ(split(ours[8], ',')[4], "0.01");  // lowest and highest frequency last
  EXPECT_EQ(split(real[8], ',')[4], "0.1");
  EXPECT_EQ(split(ours[11], ',').size(), split(real[11], ',').size());
}

}  // namespace
}  // namespace niter::io
