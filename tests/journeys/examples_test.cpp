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

}  // namespace
}  // namespace niter::testing
