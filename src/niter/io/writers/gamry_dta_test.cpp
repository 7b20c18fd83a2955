#include "niter/io/writers/gamry_dta.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "niter/io/writers/writers_testing.hpp"

namespace niter::io {
namespace {

using namespace niter::io::testing;  // NOLINT(google-build-using-namespace): helpers of the tests
using ::testing::HasSubstr;

struct Curve {
  std::string name;
  std::vector<std::string> names, units, rows;

  std::vector<double> column(std::string_view wanted) const {
    const auto found = std::find(names.begin(), names.end(), wanted);
    EXPECT_NE(found, names.end()) << wanted;
    return numbers(rows, '\t', static_cast<std::size_t>(found - names.begin()));
  }
};

struct Parsed {
  std::vector<std::string> header;
  std::vector<Curve> curves;
};

bool begins_curve(const std::string& line) {
  return line.find("CURVE") != std::string::npos && line.find("\tTABLE") != std::string::npos;
}

Parsed parse(std::string_view text) {
  Parsed file;
  const auto lines = lines_of(text);
  std::size_t k = 0;
  while (k < lines.size() && (!begins_curve(lines[k]) || lines[k].starts_with("OCV"))) {
    file.header.push_back(lines[k++]);
  }
  while (k < lines.size() && begins_curve(lines[k])) {
    Curve curve{
        split(lines[k], '\t')[0], split(lines.at(k + 1), '\t'), split(lines.at(k + 2), '\t'), {}};
    for (k += 3; k < lines.size() && !begins_curve(lines[k]); ++k) curve.rows.push_back(lines[k]);
    file.curves.push_back(curve);
  }
  return file;
}

std::string written(RunKind kind) {
  const bool impedance =
      kind == RunKind::PotentiostaticImpedance || kind == RunKind::GalvanostaticImpedance;
  const auto text = to_gamry_dta(impedance ? spectrum() : record(), run_of(kind));
  EXPECT_TRUE(text) << text.error().text();
  return text.value_or("");
}

std::vector<double> part(const std::vector<double>& all, std::ptrdiff_t first,
                         std::ptrdiff_t last) {
  return {all.begin() + first, all.begin() + last};
}

TEST(GamryDta, EveryCycleOfAVoltammogramIsATable) {
  const auto file = parse(written(RunKind::CyclicVoltammetry));
  const auto want = record();
  ASSERT_EQ(file.curves.size(), 2U);
  EXPECT_EQ(file.curves[0].name, "CURVE1");
  EXPECT_EQ(file.curves[1].name, "CURVE2");
  expect_near(file.curves[0].column("Vf"), part(want.find("E")->values, 0, 5), 5e-6);
  expect_near(file.curves[1].column("Im"), part(want.find("I")->values, 5, 8), 5e-6);
  expect_near(file.curves[1].column("T"), part(want.find("t")->values, 5, 8), 5e-7);
  expect_near(file.curves[1].column("Sig"), part(want.find("E_set")->values, 5, 8), 5e-6);
  EXPECT_THAT(file.curves[1].column("Pt"), ::testing::ElementsAre(5, 6, 7));
}

TEST(GamryDta, HoldsAreOneTable) {
  const auto want = record();
  for (const auto kind : {RunKind::Chronoamperometry, RunKind::Chronopotentiometry,
                          RunKind::LinearSweep, RunKind::OpenCircuit}) {
    const auto file = parse(written(kind));
    ASSERT_EQ(file.curves.size(), 1U);
    EXPECT_EQ(file.curves[0].name, "CURVE");
    expect_near(file.curves[0].column("Vf"), want.find("E")->values, 5e-6);
    if (kind != RunKind::OpenCircuit) {
      expect_near(file.curves[0].column("Im"), want.find("I")->values, 5e-6);
    }
  }
}

TEST(GamryDta, TheImaginaryPartKeepsItsSign) {
  const auto file = parse(written(RunKind::PotentiostaticImpedance));
  const auto want = spectrum();
  ASSERT_EQ(file.curves.size(), 1U);
  const auto& curve = file.curves[0];
  EXPECT_EQ(curve.name, "ZCURVE");
  expect_near(curve.column("Freq"), want.find("f")->values, 5e-7);
  expect_near(curve.column("Zreal"), want.find("Z_re")->values, 5e-7);
  expect_near(curve.column("Zimag"), want.find("Z_im")->values, 5e-7);
  EXPECT_NEAR(curve.column("Zmod")[1], std::hypot(20.5, 22.125), 1e-5);
  EXPECT_NEAR(curve.column("Zphz")[1], -47.18, 0.01);
  expect_near(curve.column("Idc"), want.find("I")->values, 5e-7);
}

TEST(GamryDta, OverloadsStandAtTheirPlaces) {
  const auto file = parse(written(RunKind::CyclicVoltammetry));
  const auto over = [&](std::size_t row) { return split(file.curves[1].rows[row], '\t').back(); };
  EXPECT_EQ(over(0), "...........");
  EXPECT_EQ(over(1), "....i......");  // 5th: I overload
  EXPECT_EQ(over(2), ".e.........");  // 2nd: potential overload
}

// gamry-parser: EXPLAIN first, TAG second; values third; NOTES counts its lines; in a CV the units
// "V vs. Ref." and "A"; one name and one unit for each field; nothing after the last table
TEST(GamryDta, GamryParserRequirements) {
  const auto text = written(RunKind::CyclicVoltammetry);
  EXPECT_TRUE(has_windows_lines(text));
  const auto file = parse(text);
  EXPECT_EQ(file.header[0], "EXPLAIN");
  EXPECT_EQ(file.header[1], "TAG\tCV");
  for (const auto& curve : file.curves) {
    EXPECT_EQ(curve.units[3], "V vs. Ref.");
    EXPECT_EQ(curve.units[4], "A");
    for (const auto& row : curve.rows) EXPECT_EQ(split(row, '\t').size(), curve.names.size());
  }
  for (std::size_t k = 0; k < file.header.size(); ++k) {
    const auto fields = split(file.header[k], '\t');
    if (fields[0] == "NOTES") {
      const auto n = static_cast<std::size_t>(number(fields[2]));
      for (std::size_t note = 1; note <= n; ++note) EXPECT_EQ(file.header[k + note][0], '\t');
      EXPECT_NE(file.header[k + n + 1][0], '\t');
      EXPECT_THAT(file.header[k + 1], HasSubstr("not measured"));
    }
    if (fields.size() > 2 && (fields[1] == "QUANT" || fields[1] == "POTEN")) number(fields[2]);
  }
}

// impedance.py and pyimpspec: all lines from the third after ZCURVE on are rows whose 3rd to 5th
// fields, split at blanks, are numbers; the names begin with Pt, the units with #
TEST(GamryDta, ImpedanceReadersRequirements) {
  const auto file = parse(written(RunKind::GalvanostaticImpedance));
  const auto& curve = file.curves.at(0);
  EXPECT_EQ(curve.names[1], "Pt");
  EXPECT_EQ(curve.units[1], "#");
  EXPECT_EQ(curve.units[8], "\xB0");
  for (const auto& row : curve.rows) {
    EXPECT_EQ(row.find(' '), std::string::npos);
    for (const std::size_t field : {3U, 4U, 5U}) number(split(row, '\t').at(field));
  }
}

struct Real {
  RunKind kind;
  const char* file;
};
void PrintTo(const Real& real, std::ostream* out) {
  *out << real.file;
}

class GamryDtaExternal : public ::testing::TestWithParam<Real> {};

TEST_P(GamryDtaExternal, LayoutIsThatOfARealFile) {
  const auto bytes = shared_file(GetParam().file);
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  const auto real = parse(bytes);
  const auto ours = parse(written(GetParam().kind));
  EXPECT_EQ(ours.header[0], real.header[0]);
  EXPECT_EQ(ours.header[1], real.header[1]);
  auto names = real.curves.at(0).names;
  // a thermocouple column that some models have
  if (names.back() == "Temp") names.pop_back();
  EXPECT_EQ(ours.curves.at(0).names, names);
  auto units = real.curves.at(0).units;
  units.resize(names.size());
  for (auto& unit : units) unit = unit == "\xC2\xB0" ? "\xB0" : unit;
  EXPECT_EQ(ours.curves.at(0).units, units);
  // objects: what both have is of one type and has as many fields, and the values look alike
  std::size_t common = 0;
  for (const auto& line : ours.header) {
    const auto fields = split(line, '\t');
    for (const auto& theirs : real.header) {
      const auto wanted = split(theirs, '\t');
      if (fields.size() < 2 || wanted.empty() || fields[0] != wanted[0]) continue;
      if (fields[0].empty() || fields[0] == "EOC") continue;
      common += 1;
      EXPECT_EQ(fields.size(), wanted.size()) << line;
      EXPECT_EQ(fields[1], wanted[1]) << line;
      if (fields.size() > 2 && fields[1] == "POTEN") {
        EXPECT_EQ(fields.at(2).find('E') + 5, fields.at(2).size()) << line;
        EXPECT_EQ(wanted.at(2).find('E') + 5, wanted.at(2).size()) << theirs;
      }
    }
  }
  EXPECT_GE(common, 6U);
}

INSTANTIATE_TEST_SUITE_P(
    Shared, GamryDtaExternal,
    ::testing::Values(Real{RunKind::CyclicVoltammetry, "voltammetry/gamry_cv_data.dta"},
                      Real{RunKind::Chronoamperometry, "voltammetry/gamry_chronoa_data.dta"},
                      Real{RunKind::OpenCircuit, "voltammetry/gamry_ocp_data.dta"},
                      Real{RunKind::PotentiostaticImpedance, "eis/exampleDataGamry.DTA"}));

}  // namespace
}  // namespace niter::io
