// The examples that are cells: their commands run as printed, and give the numbers of their pages.
#include <cmath>

#include "journeys/program.hpp"
#include <gtest/gtest.h>

#include "niter/base/file.hpp"
#include "niter/base/testing.hpp"
#include "niter/base/text.hpp"
#include "niter/config/value.hpp"
#include "niter/io/readers/csv.hpp"

namespace niter::testing {
namespace {

// Indented lines of an example's page that begin with the program's name.
std::vector<std::string> commands_of(const std::string& example) {
  std::vector<std::string> commands;
  const auto page =
      read_file(std::filesystem::path(NITER_SOURCE_DIR) / "examples" / example / "README.md");
  EXPECT_TRUE(page);
  for (const auto& line : split(page.value_or(""), '\n'))
    if (line.starts_with("    niter ")) commands.emplace_back(trim(line).substr(6));
  return commands;
}

TEST(Examples, RotatingDiscMeetsLevichAndItsConstantPhase) {
  NITER_SOURCE("newman1966", "228.8 A m-2 at 1600 rpm, Sc 526; -Im Z ~ omega^-0.9");
  const Workplace place("example-03");
  const auto commands = commands_of("03-rotating-disc");
  ASSERT_EQ(commands.size(), 2u);
  for (const auto& command : commands) {
    const auto done = place.niter(command);
    ASSERT_EQ(done.exit_code, 0) << command << "\n" << done.err << done.out;
  }
  const auto record = io::read_csv(read_file(place.folder() / "rde.csv").value(), "rde.csv");
  ASSERT_TRUE(record) << record.error().text();
  double plateau = 0;
  for (const double j : record->find("j")->values) plateau = std::max(plateau, -j);
  EXPECT_LT(plateau, 228.8);
  EXPECT_NEAR(plateau / 228.8, 0.995, 0.002);

  EXPECT_TRUE(std::filesystem::exists(place.folder() / "lab" / "rde-01-lsv.mpt"));
  const auto truth = config::parse_json(
      read_file(place.folder() / "lab" / "rde-02-peis.mpt.truth.json").value(), "truth");
  ASSERT_TRUE(truth) << truth.error().text();
  const auto column = [&](std::string_view name) {
    std::vector<double> out;
    for (const auto& one : *truth->find("columns")->array()) {
      if (*one.find("name")->string() != name) continue;
      for (const auto& value : *one.find("values")->array()) out.push_back(*value.number());
    }
    return out;
  };
  const auto f = column("f"), z = column("Z_im");
  ASSERT_EQ(f.size(), z.size());
  ASSERT_FALSE(f.empty());
  for (std::size_t i = 0; i < f.size(); ++i)
    if (f[i] < 2e3) {
      EXPECT_NEAR(-z[i] / (254.6 * std::pow(f[i] / 100, -0.9)), 1, 5e-3) << f[i];
    }
}

// The number of a reduction's JSON by its id, in the unit of display.
double number_of(const config::Value& reduction, std::string_view id, std::string_view key) {
  for (const auto& one : *reduction.find("measures")->array()) {
    if (*one.find("id")->string() == id) return one.find(key)->number().value_or(0);
  }
  ADD_FAILURE() << "no " << id;
  return 0;
}

TEST(Examples, RawFilesGiveTheNumbersOfTheirPages) {
  NITER_IDENTITY("the capacitance of the cell that made the files is in the interval");
  const Workplace place("example-05");
  for (const std::string example : {"05-impedance", "06-capacitance"}) {
    for (const auto& command : commands_of(example)) {
      const auto done = place.niter(command + (command.find("reduce") == 0 ? " --json" : ""));
      ASSERT_EQ(done.exit_code, 0) << command << "\n" << done.err;
      if (command.find("reduce eis") == 0) {
        const auto value = config::parse_json(done.out, "eis");
        ASSERT_TRUE(value);
        EXPECT_NEAR(number_of(*value, "charge_transfer_resistance", "value"), 1.622, 5e-4);
        EXPECT_NEAR(number_of(*value, "series_resistance", "value"), 2.862, 5e-4);
      } else if (command.find("reduce cdl") == 0) {
        const auto value = config::parse_json(done.out, "cdl");
        ASSERT_TRUE(value);
        const double c = number_of(*value, "double_layer_capacitance", "value");
        EXPECT_NEAR(c, 11.1, 2 * number_of(*value, "double_layer_capacitance", "u"));
        EXPECT_NEAR(c, 11.1, 0.05);
      }
    }
  }
}

TEST(Examples, ABatteryGivesTheNumbersOfItsFormula) {
  NITER_IDENTITY(
      "1.40 V - 0.050 V ln(j/0.1) - j 45 ohm cm2: 7.4525 mW cm-2 at 12.325 and 0.6046 V");
  const Workplace place("example-07");
  int checked = 0;
  for (const auto& command : commands_of("07-battery")) {
    const auto done = place.niter(command + " --json");
    ASSERT_EQ(done.exit_code, 0) << command << "\n" << done.err;
    const auto value = config::parse_json(done.out, "battery");
    ASSERT_TRUE(value) << value.error().text();
    const auto expect = [&](const char* id, double number, double tolerance) {
      EXPECT_NEAR(number_of(*value, id, "value"), number, tolerance) << command << " " << id;
      ++checked;
    };
    if (command.starts_with("reduce power")) {
      expect("peak_power_density", 7.4525, 0.005);
      expect("current_at_peak_power", 12.325, 0.03);
      expect("voltage_at_peak_power", 0.6046, 0.0015);
      EXPECT_NEAR(number_of(*value, "peak_power_density", "u") / 7.4525, 0.02, 1e-3);
    } else if (command.starts_with("reduce charge-discharge")) {
      expect("discharge_capacity", 10, 1e-6);
      expect("discharge_energy", 8.8, 1e-6);
    } else if (command.starts_with("reduce stability")) {
      expect("drift", -20, 1e-3);
    } else if (command.starts_with("reduce battery-ammonia")) {
      expect("faradaic_efficiency", 85.765, 1e-3);
      expect("energy_per_mass", -12.918, 2e-3);
      expect("energy_per_reactant", -0.20952, 1e-5);
    }
  }
  EXPECT_EQ(checked, 9);
}

}  // namespace
}  // namespace niter::testing
