#include "niter/io/writers/biologic_mpt.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "niter/io/writers/writers_testing.hpp"
#include "niter/units/constants.hpp"

namespace niter::io {
namespace {

using namespace niter::io::testing;  // NOLINT(google-build-using-namespace): helpers of the tests
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::vector<RunKind> all_kinds{
    RunKind::OpenCircuit,           RunKind::LinearSweep,         RunKind::CyclicVoltammetry,
    RunKind::Chronoamperometry,     RunKind::Chronopotentiometry, RunKind::PotentiostaticImpedance,
    RunKind::GalvanostaticImpedance};

bool impedance(RunKind kind) {
  return kind == RunKind::PotentiostaticImpedance || kind == RunKind::GalvanostaticImpedance;
}

struct Parsed {
  std::string text;
  std::vector<std::string> header, names, rows;

  std::vector<double> column(std::string_view name) const {
    const auto found = std::find(names.begin(), names.end(), name);
    EXPECT_NE(found, names.end()) << name;
    return numbers(rows, '\t', static_cast<std::size_t>(found - names.begin()));
  }
};

Parsed parse(std::string text) {
  Parsed file{std::move(text), {}, {}, {}};
  const auto lines = lines_of(file.text);
  const auto n = static_cast<std::ptrdiff_t>(number(split(lines.at(1), ':').at(1)));
  file.header.assign(lines.begin(), lines.begin() + n - 1);
  file.names = split(lines.at(static_cast<std::size_t>(n) - 1), '\t');
  for (auto& name : file.names) name = std::string(trim(name));
  if (file.names.back().empty()) file.names.pop_back();
  file.rows.assign(lines.begin() + n, lines.end());
  return file;
}

Parsed written(RunKind kind) {
  const auto text = to_biologic_mpt(impedance(kind) ? spectrum() : record(), run_of(kind));
  EXPECT_TRUE(text) << text.error().text();
  return parse(text.value_or(""));
}

// "name" of "name : value"
std::string key(const std::string& line) {
  const auto colon = line.find(" :");
  return colon == std::string::npos ? std::string() : std::string(trim(line.substr(0, colon)));
}

TEST(BiologicMpt, NumbersComeBackToThePrintedDigits) {
  const auto want = record();
  for (const auto kind : {RunKind::LinearSweep, RunKind::CyclicVoltammetry,
                          RunKind::Chronoamperometry, RunKind::Chronopotentiometry}) {
    const auto file = written(kind);
    const bool held = kind == RunKind::Chronoamperometry || kind == RunKind::Chronopotentiometry;
    auto current = want.find("I")->values;
    for (double& i : current) i *= 1e3;
    expect_near(file.column("time/s"), want.find("t")->values, 1e-15);
    expect_near(file.column("Ewe/V"), want.find("E")->values, 5e-8);
    expect_near(file.column(held ? "I/mA" : "<I>/mA"), current, held ? 5e-8 : 1e-15);
  }
  const auto open = written(RunKind::OpenCircuit);
  EXPECT_THAT(open.names, ElementsAre("mode", "error", "time/s", "Ewe/V"));
  expect_near(open.column("Ewe/V"), want.find("E")->values, 5e-8);
}

TEST(BiologicMpt, DerivedColumnsAreThoseOfTheRecord) {
  const auto file = written(RunKind::CyclicVoltammetry);
  const auto want = record();
  const auto& t = want.find("t")->values;
  const auto& i = want.find("I")->values;
  double charge = 0;
  for (std::size_t k = 1; k < t.size(); ++k) charge += (t[k] - t[k - 1]) * (i[k] + i[k - 1]) / 2;
  EXPECT_NEAR(file.column("(Q-Qo)/C").back(), charge, 1e-7 * charge);
  EXPECT_NEAR(file.column("P/W")[1], i[1] * want.find("E")->values[1], 1e-12);
  EXPECT_THAT(file.column("ox/red"), ElementsAre(0, 0, 0, 1, 1, 1, 1, 1));
  EXPECT_THAT(file.column("error"), ElementsAre(0, 0, 0, 0, 0, 0, 1, 1));
  EXPECT_THAT(file.column("cycle number"), ElementsAre(1, 1, 1, 1, 1, 2, 2, 2));
  EXPECT_THAT(file.column("I Range"), ElementsAre(12, 12, 12, 12, 13, 13, 13, 13));
  EXPECT_THAT(file.column("mode"), ElementsAre(2, 2, 2, 2, 2, 2, 2, 2));
  EXPECT_NEAR(file.column("control/V")[7], -0.1, 1e-8);
}

TEST(BiologicMpt, TheImaginaryPartIsWrittenWithItsSignTurned) {
  const auto file = written(RunKind::PotentiostaticImpedance);
  const auto want = spectrum();
  expect_near(file.column("freq/Hz"), want.find("f")->values, 5e-8);
  expect_near(file.column("Re(Z)/Ohm"), want.find("Z_re")->values, 5e-8);
  const auto minus_im = file.column("-Im(Z)/Ohm");
  for (std::size_t k = 0; k < minus_im.size(); ++k) {
    EXPECT_NEAR(minus_im[k], -want.find("Z_im")->values[k], 1e-6);
  }
  // a capacitor in series and in parallel; phase negative where Im Z is
  const double omega = 2 * constants::pi * 10;
  EXPECT_NEAR(file.column("Cs/\xB5"
                          "F")[2],
              1e6 / (omega * 10.0625), 1e-2);
  EXPECT_NEAR(file.column("Cp/\xB5"
                          "F")[2],
              1e6 * 10.0625 / (omega * (48.75 * 48.75 + 10.0625 * 10.0625)), 1e-3);
  EXPECT_LT(file.column("Phase(Z)/deg")[2], 0);
  EXPECT_NEAR(file.column("|I|/A")[1], 0.01 / std::hypot(20.5, 22.125), 1e-9);
  EXPECT_NEAR(file.column("<I>/mA")[3], -1.3, 1e-7);
}

// galvani: first line and every other end with CR LF; the count of header lines alone in its line
TEST(BiologicMpt, GalvaniRequirements) {
  for (const auto kind : all_kinds) {
    const auto file = written(kind);
    EXPECT_TRUE(has_windows_lines(file.text));
    EXPECT_TRUE(file.text.starts_with("EC-Lab ASCII FILE\r\nNb header lines : "));
    for (const auto& row : file.rows) EXPECT_EQ(split(row, '\t').size(), file.names.size());
  }
}

// yadg: sections between blank lines, technique alone in the second; "Cycle Definition" before the
// parameters, which stand in columns of 20 characters and have no name twice ("vs." belongs to the
// line above); a blank line, then names closed by a tab; the date with the month first
TEST(BiologicMpt, YadgRequirements) {
  for (const auto kind : all_kinds) {
    const auto file = written(kind);
    EXPECT_EQ(file.header[2], "");
    EXPECT_EQ(file.header[4], "");
    EXPECT_EQ(file.header.back(), "");
    EXPECT_EQ(std::count(file.header.begin(), file.header.end(), ""), 3);
    EXPECT_THAT(file.text, HasSubstr("Acquisition started on : 02/01/2026 13:17:04.000\r\n"));
    const auto names = lines_of(file.text)[file.header.size()];
    EXPECT_EQ(names.back(), '\t');
    const auto begin = std::find_if(file.header.begin(), file.header.end(), [](const auto& line) {
      return line.starts_with("Cycle Definition :");
    });
    ASSERT_NE(begin, file.header.end());
    std::set<std::string> seen;
    std::string last;
    for (auto line = begin + 1; !line->empty(); ++line) {
      EXPECT_EQ(line->size(), 40U) << *line;
      const auto name = std::string(trim(line->substr(0, 20)));
      EXPECT_TRUE(seen.insert(name == "vs." ? last + " vs." : name).second) << name;
      last = name;
    }
    EXPECT_TRUE(seen.contains("E range max (V)"));
  }
}

// pyimpspec and impedance.py: frequency, Re and -Im are the first three columns
TEST(BiologicMpt, ImpedanceReadersRequirements) {
  const auto file = written(RunKind::GalvanostaticImpedance);
  EXPECT_EQ(file.names[0], "freq/Hz");
  EXPECT_EQ(file.names[1], "Re(Z)/Ohm");
  EXPECT_EQ(file.names[2], "-Im(Z)/Ohm");
  EXPECT_NEAR(file.column("|Ewe|/V")[3], 0.01 * 55.25, 1e-4);
}

TEST(BiologicMpt, TextIsLatin1AndSaysThatItIsSimulated) {
  const auto file = written(RunKind::CyclicVoltammetry);
  EXPECT_THAT(file.text, HasSubstr("Electrode surface area : 0.500 cm\xB2\r\n"));
  EXPECT_THAT(file.text, HasSubstr("Comments : first line second \xB5\r\n"));
  EXPECT_THAT(file.text, HasSubstr("Electrolyte : 0.1 M KNO3 in H?O\r\n"));
  EXPECT_THAT(file.text, HasSubstr(", not measured"));
}

TEST(BiologicMpt, MissingColumnsAreErrors) {
  auto table = record();
  table.columns.erase(table.columns.begin() + 1);
  const auto error = to_biologic_mpt(table, run_of(RunKind::CyclicVoltammetry));
  ASSERT_FALSE(error);
  EXPECT_THAT(error.error().what, HasSubstr("'E'"));
  EXPECT_FALSE(to_biologic_mpt(record(), run_of(RunKind::PotentiostaticImpedance)));
  table = record();
  table.columns[2].values[3] = NAN;
  EXPECT_FALSE(to_biologic_mpt(table, run_of(RunKind::CyclicVoltammetry)));
}

struct Real {
  RunKind kind;
  const char* file;
  const char* left_out;  // a column of ours that this release names otherwise
};
void PrintTo(const Real& real, std::ostream* out) {
  *out << real.file;
}

class BiologicMptExternal : public ::testing::TestWithParam<Real> {};

TEST_P(BiologicMptExternal, LayoutIsThatOfARealFile) {
  const auto bytes = shared_file(GetParam().file);
  if (bytes.empty()) GTEST_SKIP() << "no shared data folder";
  const auto real = parse(bytes);
  const auto ours = written(GetParam().kind);
  // technique, column names in the order of the real file, widths of numbers
  EXPECT_EQ(ours.header[3], real.header[3]);
  // (the real names are Latin-1 bytes as ours are); releases differ in the place of the range
  auto place = real.names.begin();
  for (const auto& name : ours.names) {
    if (name == GetParam().left_out) continue;
    const auto from = name == "I Range" ? real.names.begin() : place;
    const auto found = std::find(from, real.names.end(), name);
    ASSERT_NE(found, real.names.end()) << name << " is not in " << GetParam().file;
    if (name != "I Range") place = found;
  }
  const auto real_row = split(real.rows.front(), '\t');
  const auto our_row = split(ours.rows.front(), '\t');
  for (std::size_t k = 0; k < ours.names.size(); ++k) {
    if (ours.names[k] == GetParam().left_out) continue;
    const auto at = std::find(real.names.begin(), real.names.end(), ours.names[k]);
    const auto& theirs = real_row.at(static_cast<std::size_t>(at - real.names.begin()));
    const auto sign = [](const std::string& text) { return text.front() == '-' ? 1U : 0U; };
    if (theirs.find('E') != std::string::npos) {
      EXPECT_EQ(our_row[k].size() - sign(our_row[k]), theirs.size() - sign(theirs))
          << ours.names[k];
    }
  }
  // every setting and parameter of ours is one of the real file (or of its newer releases)
  std::set<std::string> keys{"Channel",    "Technique started on", "Reference electrode",
                             "Cable",      "Potential control",    "Loaded Setting File",
                             "Volume (V)", "Safety Limits",        "Equivalent Weight",
                             "Density"};
  std::set<std::string> parameters;
  for (const auto& line : real.header) {
    keys.insert(key(line));
    parameters.insert(std::string(trim(line.substr(0, 20))));
  }
  bool in_parameters = false;
  for (std::size_t k = 5; k < ours.header.size(); ++k) {
    const auto& line = ours.header[k];
    if (in_parameters && !line.empty())
      EXPECT_TRUE(parameters.contains(std::string(trim(line.substr(0, 20))))) << line;
    else
      EXPECT_TRUE(keys.contains(key(line))) << line;
    if (line.starts_with("Cycle Definition :")) in_parameters = true;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Shared, BiologicMptExternal,
    ::testing::Values(Real{RunKind::OpenCircuit, "voltammetry/yadg_ocv.mpt", ""},
                      Real{RunKind::LinearSweep, "voltammetry/yadg_lsv.mpt", ""},
                      Real{RunKind::CyclicVoltammetry, "voltammetry/unitpackage_eclab_cv.mpt", ""},
                      Real{RunKind::Chronoamperometry, "voltammetry/unitpackage_eclab_ca.mpt", ""},
                      Real{RunKind::Chronopotentiometry, "voltammetry/yadg_cp.issue_149.mpt",
                           "Ewe/V"},
                      Real{RunKind::PotentiostaticImpedance, "eis/exampleDataBioLogic.mpt", ""},
                      Real{RunKind::GalvanostaticImpedance, "eis/yadg_geis.issue_149.mpt", ""}));

}  // namespace
}  // namespace niter::io
