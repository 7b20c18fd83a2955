// One record of a cell, made up by hand, as seven makers' software would have exported it.
#include <array>
#include <cmath>
#include <filesystem>

#include <gtest/gtest.h>

#include "niter/io/reader_testing.hpp"
#include "niter/io/vendor_testing.hpp"

namespace niter::io {
namespace {

using namespace niter::io::testing;

/// Rest, charge with 1 A for an hour, discharge with 0.5 A for two.
struct Row {
  double t, step_time, step, current, voltage;
};
constexpr std::array<Row, 12> record{{{0, 0, 1, 0, 3.2},
                                      {60, 60, 1, 0, 3.2},
                                      {60, 0, 2, 1, 3.3},
                                      {960, 900, 2, 1, 3.32},
                                      {1860, 1800, 2, 1, 3.34},
                                      {2760, 2700, 2, 1, 3.36},
                                      {3660, 3600, 2, 1, 3.38},
                                      {3660, 0, 3, -0.5, 3.25},
                                      {5460, 1800, 3, -0.5, 3.22},
                                      {7260, 3600, 3, -0.5, 3.19},
                                      {9060, 5400, 3, -0.5, 3.16},
                                      {10860, 7200, 3, -0.5, 3.13}}};

struct Sample {
  const char* file;
  const char* reader;
  const char* charge;     // column that holds 1 A h at the end of the charge
  const char* discharge;  // and at the end of the discharge; empty: it is one column
  double digits = 1e-9;   // of what is printed, relative
};
void PrintTo(const Sample& sample, std::ostream* out) {
  *out << sample.file;
}

std::string bytes_of(const char* file) {
  const auto path = std::filesystem::path(NITER_SOURCE_DIR) / "testdata/battery" / file;
  auto bytes = read_file(path);
  EXPECT_TRUE(bytes) << path;
  return bytes ? *std::move(bytes) : std::string();
}

class CyclerSamples : public ::testing::TestWithParam<Sample> {};

TEST_P(CyclerSamples, AreOneRecord) {
  NITER_IDENTITY("the same time, voltage and current in every maker's units, signs and names");
  const auto bytes = bytes_of(GetParam().file);
  const auto recording = read({bytes, GetParam().file});
  ASSERT_TRUE(recording) << recording.error().text();
  EXPECT_EQ(recording->format, GetParam().reader);
  EXPECT_TRUE(recording->complete);
  ASSERT_EQ(recording->parts.size(), 1u);
  const auto& part = recording->parts[0];
  EXPECT_EQ(part.technique, "cycling");
  EXPECT_NE(part.table.provenance.settings.at("current_sign").find("positive while charging"),
            std::string::npos);
  EXPECT_FALSE(part.table.provenance.settings.at("cycle_rule").empty());
  ASSERT_EQ(part.table.rows(), record.size());
  const double rounding = GetParam().digits;
  for (std::size_t k = 0; k < record.size(); ++k) {
    EXPECT_NEAR(value(part, "t", k), record[k].t, rounding * record[k].t) << k;
    EXPECT_EQ(value(part, "step", k), record[k].step) << k;
    EXPECT_DOUBLE_EQ(value(part, "I", k), record[k].current) << k;
    EXPECT_DOUBLE_EQ(value(part, "V", k), record[k].voltage) << k;
    if (part.table.find("t_step") != nullptr) {
      EXPECT_NEAR(value(part, "t_step", k), record[k].step_time, rounding * record[k].t) << k;
    }
    if (part.table.find("T") != nullptr) {
      EXPECT_DOUBLE_EQ(value(part, "T", k), 298.65) << k;
    }
  }
  EXPECT_EQ(value(part, "cycle", 0), 1);
  constexpr double ampere_hour = 3600;
  EXPECT_DOUBLE_EQ(value(part, GetParam().charge, 6), ampere_hour);
  if (*GetParam().discharge != '\0') {
    EXPECT_DOUBLE_EQ(last(part, GetParam().discharge), ampere_hour);
  }
}

TEST_P(CyclerSamples, CountTheChargeThatTheCurrentCarries) {
  NITER_IDENTITY("Faraday's bookkeeping: the integral of I over t is the counted charge");
  const auto bytes = bytes_of(GetParam().file);
  const auto recording = read({bytes, GetParam().file});
  ASSERT_TRUE(recording) << recording.error().text();
  const auto& part = recording->parts[0];
  double charge = 0, discharge = 0;
  for (std::size_t k = 1; k < part.table.rows(); ++k) {
    const double passed = value(part, "I", k) * (value(part, "t", k) - value(part, "t", k - 1));
    (passed > 0 ? charge : discharge) += std::abs(passed);
  }
  EXPECT_NEAR(charge, value(part, GetParam().charge, 6), 1e-3);
  EXPECT_NEAR(discharge, 3600, 1e-3);
}

TEST_P(CyclerSamples, SurviveCutsAndDamage) {
  NITER_IDENTITY("a prefix of a file is an error in words or whole rows; no damage is fatal");
  const auto bytes = bytes_of(GetParam().file);
  const auto reader = find_reader(GetParam().reader);
  ASSERT_TRUE(reader);
  expect_cuts_are_survived(**reader, bytes, 3);
  EXPECT_LE(expect_cuts_are_seen(bytes, GetParam().file, **reader, 7), 30);
  expect_damage_is_survived(**reader, bytes, 300);
}

TEST_P(CyclerSamples, NameTheLineOfAMistake) {
  NITER_IDENTITY("errors name file, line and column");
  auto bytes = bytes_of(GetParam().file);
  // the voltage of the fourth row
  const bool comma = bytes.find("3,32") != std::string::npos;
  const auto at = bytes.find(comma ? "3,32" : "3.32");
  ASSERT_NE(at, std::string::npos);
  const auto line = 1 + std::count(bytes.begin(), bytes.begin() + static_cast<long>(at), '\n');
  bytes.replace(at, 4, "oops");
  const auto broken = read({bytes, "x"});
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().where.line, line);
  EXPECT_NE(broken.error().text().find("'oops"), std::string::npos) << broken.error().text();
}

INSTANTIATE_TEST_SUITE_P(
    Cyclers, CyclerSamples,
    ::testing::Values(Sample{"arbin.csv", "arbin-csv", "Q_charge", "Q_discharge"},
                      Sample{"neware.csv", "neware-csv", "Q_charge", "Q_discharge"},
                      Sample{"maccor.txt", "maccor-text", "Q", "Q"},
                      Sample{"maccor-minutes.txt", "maccor-text", "Q", "Q"},
                      Sample{"basytec.txt", "basytec-text", "Q_charge", "Q_discharge"},
                      // hours with six decimals
                      Sample{"novonix.csv", "novonix-csv", "Q", "", 1e-4},
                      Sample{"bdf.csv", "battery-data-format", "Q_charge", "Q_discharge"},
                      Sample{"bdf-machine.csv", "battery-data-format", "Q_charge", "Q_discharge"}));

TEST(CyclerReaders, UnknownColumnsAreKeptNamedAndReported) {
  NITER_IDENTITY("no column is fatal and none vanishes without a word");
  const auto bytes = bytes_of("arbin.csv");
  const auto recording = read({bytes, "arbin.csv"});
  ASSERT_TRUE(recording);
  EXPECT_TRUE(
      mentions(*recording, "no known meaning, kept under their own names: ACR (Ohm), Note"));
  EXPECT_TRUE(mentions(*recording, "column 'Note' holds text"));
  EXPECT_TRUE(mentions(*recording, "without any value, left out: ACR"));
  const std::string more =
      "test_time_second,voltage_volt,current_ampere,strain\n1,3,0,0.5\n2,3,0,bad\n";
  const auto kept = read({more, "x.csv"});
  ASSERT_TRUE(kept) << kept.error().text();
  EXPECT_EQ(value(kept->parts[0], "strain", 0), 0.5);
  EXPECT_TRUE(std::isnan(value(kept->parts[0], "strain", 1)));
  EXPECT_TRUE(mentions(*kept, "column 'strain': 1 fields are no numbers"));
}

TEST(CyclerReaders, TurnOnlyWhatIsAMagnitude) {
  NITER_IDENTITY("a Maccor current of mode D is turned once, and never one that has its sign");
  const std::string head = "Rec\tCycle\tStep\tTest Time (sec)\tCurrent\tVoltage\tMD\n";
  const auto turned = read({head + "1\t1\t1\t0\t2\t3\tD\n", "m.txt"});
  ASSERT_TRUE(turned) << turned.error().text();
  EXPECT_EQ(value(turned->parts[0], "I", 0), -2);
  EXPECT_EQ(value(turned->parts[0], "MD", 0), -1);
  EXPECT_TRUE(mentions(*turned, "turned in 1 rows of mode D"));
  const auto is_signed = read({head + "1\t1\t1\t0\t-2\t3\tD\n", "m.txt"});
  ASSERT_TRUE(is_signed);
  EXPECT_EQ(value(is_signed->parts[0], "I", 0), -2);
  const auto silent = read({"Rec\tStep\tCurrent\tVoltage\n1\t1\t2\t3\n", "m.txt"});
  ASSERT_TRUE(silent);
  EXPECT_TRUE(mentions(*silent, "no column MD"));
}

TEST(CyclerReaders, MapOfColumnsReadsAnyTable) {
  NITER_IDENTITY("the user says which column is what and in which unit");
  const auto bytes = bytes_of("generic.csv");
  const auto recording =
      read({bytes, "generic.csv"},
           {.columns = {{"t", "test_time"}, {"I", "current"}, {"V", "voltage"}, {"cycle", "cycle"}},
            .units = {{"t", "s"}, {"I", "mA"}, {"V", "V"}}});
  ASSERT_TRUE(recording) << recording.error().text();
  const auto& part = recording->parts[0];
  ASSERT_EQ(part.table.rows(), record.size()) << "the line of delimiters is no row";
  for (std::size_t k = 0; k < record.size(); ++k) {
    EXPECT_DOUBLE_EQ(value(part, "I", k), record[k].current);
    EXPECT_DOUBLE_EQ(value(part, "V", k), record[k].voltage);
  }
}

TEST(CyclerReaders, KnownButUnreadFormatsSayWhatToDo) {
  NITER_IDENTITY("a database, a spreadsheet and a columnar file are named, not guessed at");
  const auto said = [](std::string_view bytes) {
    const auto recording = read({bytes, "x.bin"});
    return recording ? std::string("read") : recording.error().text();
  };
  const std::string_view access("\0\1\0\0Standard Jet DB\0", 20);
  EXPECT_NE(said(access).find("Arbin's .res"), std::string::npos);
  EXPECT_NE(said(access).find("csv"), std::string::npos);
  EXPECT_NE(said("PK\3\4 xl/workbook.xml").find("an Excel workbook"), std::string::npos);
  EXPECT_NE(said("ARROW1").find("Feather"), std::string::npos);
}

}  // namespace
}  // namespace niter::io
