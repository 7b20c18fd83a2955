#include "niter/io/writers/chi_txt.hpp"

#include <algorithm>
#include <cctype>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "niter/io/writers/writers_testing.hpp"

namespace niter::io {
namespace {

using namespace niter::io::testing;  // NOLINT(google-build-using-namespace): helpers of the tests
using ::testing::HasSubstr;

struct Parsed {
  std::vector<std::string> header, names, rows;

  std::vector<double> column(std::size_t k) const { return numbers(rows, ',', k); }
};

Parsed parse(std::string_view text) {
  Parsed file;
  const auto lines = lines_of(text);
  // the names are the last line before the rows that begins with none of a number
  const auto names = std::find_if(lines.begin(), lines.end(), [](const auto& line) {
    return line.starts_with("Potential/V") || line.starts_with("Time/sec") ||
           line.starts_with("Freq/Hz");
  });
  EXPECT_NE(names, lines.end());
  file.header.assign(lines.begin(), names);
  file.names = split(*names, ',');
  EXPECT_EQ(*(names + 1), "");
  file.rows.assign(names + 2, lines.end());
  return file;
}

std::string written(RunKind kind) {
  const bool impedance =
      kind == RunKind::PotentiostaticImpedance || kind == RunKind::GalvanostaticImpedance;
  const auto text = to_chi_txt(impedance ? spectrum() : record(), run_of(kind));
  EXPECT_TRUE(text) << text.error().text();
  return text.value_or("");
}

TEST(ChiTxt, CurrentsAreAnodicPositiveAndTheHeaderSaysSo) {
  const auto want = record();
  for (const auto kind : {RunKind::CyclicVoltammetry, RunKind::LinearSweep}) {
    const auto text = written(kind);
    EXPECT_THAT(text, HasSubstr("Header:  current: anodic positive; potential vs. Ag/AgCl\r\n"));
    const auto file = parse(text);
    expect_near(file.column(1), want.find("I")->values, 5e-4);
    for (std::size_t k = 0; k < 8; ++k) {
      EXPECT_NEAR(file.column(0)[k], want.find("E")->values[k], 5.01e-4);
    }
  }
}

TEST(ChiTxt, HoldsHaveATime) {
  const auto want = record();
  auto file = parse(written(RunKind::Chronoamperometry));
  expect_near(file.column(0), want.find("t")->values, 5e-7);
  expect_near(file.column(1), want.find("I")->values, 5e-4);
  for (const auto kind : {RunKind::Chronopotentiometry, RunKind::OpenCircuit}) {
    file = parse(written(kind));
    for (std::size_t k = 0; k < 8; ++k) {
      EXPECT_NEAR(file.column(1)[k], want.find("E")->values[k], 5.01e-5);
    }
  }
}

TEST(ChiTxt, TheImaginaryPartKeepsItsSign) {
  const auto file = parse(written(RunKind::PotentiostaticImpedance));
  const auto want = spectrum();
  expect_near(file.column(0), want.find("f")->values, 5e-4);
  expect_near(file.column(1), want.find("Z_re")->values, 5e-4);
  expect_near(file.column(2), want.find("Z_im")->values, 5e-4);
  EXPECT_NEAR(file.column(4)[1], -47.2, 1e-9);
}

// impedance.py: a line that begins with Freq/Hz, rows two lines below, nothing after them
TEST(ChiTxt, ImpedancePyRequirements) {
  const auto text = written(RunKind::PotentiostaticImpedance);
  EXPECT_TRUE(has_windows_lines(text));
  const auto file = parse(text);
  for (const auto& row : file.rows) EXPECT_EQ(split(row, ',').size(), 5U);
}

TEST(ChiTxt, DatesAreSpelledAsTheProgramDoes) {
  EXPECT_TRUE(written(RunKind::CyclicVoltammetry).starts_with("Feb. 1, 2026   13:17:04\r\n"));
  auto run = run_of(RunKind::CyclicVoltammetry);
  run.started.month = 7;
  EXPECT_TRUE(to_chi_txt(record(), run)->starts_with("July 1, 2026"));
}

// digits of a number become '9', so that layouts can be compared
std::string shape(std::string text) {
  for (char& c : text) c = std::isdigit(static_cast<unsigned char>(c)) != 0 ? '9' : c;
  std::erase(text, '-');
  std::erase(text, '+');
  return text;
}

struct Real {
  RunKind kind;
  const char* file;
};
void PrintTo(const Real& real, std::ostream* out) {
  *out << real.file;
}

class ChiTxtExternal : public ::testing::TestWithParam<Real> {};

TEST_P(ChiTxtExternal, LayoutIsThatOfARealFile) {
  const auto bytes = shared_file(GetParam().file);
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  const auto real = parse(bytes);
  const auto ours = parse(written(GetParam().kind));
  EXPECT_EQ(ours.header[1], real.header[1]);
  EXPECT_EQ(ours.names, real.names);
  EXPECT_EQ(shape(ours.rows[3]), shape(real.rows[3]));
  // the first seven lines have the same keys, a blank one follows
  for (std::size_t k = 2; k < 7; ++k) {
    EXPECT_EQ(split(ours.header[k], ':')[0], split(real.header[k], ':')[0]);
  }
  EXPECT_EQ(ours.header[7], "");
  EXPECT_EQ(real.header[7], "");
  std::set<std::string> keys;
  for (const auto& line : real.header) keys.insert(split(line, '=')[0]);
  for (std::size_t k = 8; k < ours.header.size(); ++k) {
    if (ours.header[k].starts_with("Segment ") && ours.header[k].ends_with(":")) continue;
    EXPECT_TRUE(keys.contains(split(ours.header[k], '=')[0])) << ours.header[k];
  }
}

// Ferricyanide is reduced at the negative end: real files show what that sign is.
TEST(ChiTxtSignExternal, RealFilesAreAnodicPositive) {
  for (const char* file :
       {"voltammetry/chi_ferricyanide_20mVs.csv", "voltammetry/chi_ferricyanide_100mVs.csv",
        "voltammetry/chi_ferricyanide_200mVs.csv"}) {
    const auto bytes = shared_file(file);
    if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
    const auto real = parse(bytes);
    const auto e = real.column(0), i = real.column(1);
    for (std::size_t k = 0; k < e.size(); ++k) {
      if (e[k] < -0.3) {
        EXPECT_LT(i[k], 0) << file << " at " << e[k];
      }
      if (e[k] > 0.45) {
        EXPECT_GT(i[k], 0) << file << " at " << e[k];
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Shared, ChiTxtExternal,
    ::testing::Values(Real{RunKind::CyclicVoltammetry, "voltammetry/chi_CV_microelectrode.csv"},
                      Real{RunKind::CyclicVoltammetry, "voltammetry/chi_ferricyanide_100mVs.csv"},
                      Real{RunKind::PotentiostaticImpedance, "eis/exampleDataCHInstruments.txt"}));

}  // namespace
}  // namespace niter::io
