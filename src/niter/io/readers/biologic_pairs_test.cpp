// The same runs as EC-Lab wrote them twice, binary and text: every shared column agrees to the
// digits of the text.
#include <algorithm>
#include <cmath>
#include <map>

#include <gtest/gtest.h>

#include "niter/base/file.hpp"
#include "niter/base/testing.hpp"
#include "niter/base/text.hpp"
#include "niter/io/readers.hpp"

namespace niter::io {
namespace {

struct Pair {
  const char* binary;
  const char* text;
  const char* technique;  // of the first part
  std::size_t parts;
  std::size_t rows;
};
void PrintTo(const Pair& pair, std::ostream* out) {
  *out << pair.binary;
}

class BiologicPairsExternal : public ::testing::TestWithParam<Pair> {
 protected:
  static Result<Recording> file(const char* name) {
    return read_recording(niter::testing::shared_dir() / "data" / name);
  }
};

// half of the last of eight digits; the text may also be of a number that rounds to zero there
constexpr double printed = 5e-8;

void expect_equal(const data::Column& binary, const data::Column& text, const std::string& where) {
  ASSERT_EQ(binary.values.size(), text.values.size()) << where;
  EXPECT_TRUE(binary.unit.same_dimension(text.unit)) << where;
  for (std::size_t i = 0; i < binary.values.size(); ++i) {
    const double b = binary.values[i], t = text.values[i];
    if (std::isnan(b) && std::isnan(t)) continue;
    // the export leaves the quality of a spectrum out where harmonics lie beyond the bandwidth
    const bool quality =
        binary.name.find("D ") != std::string::npos || binary.name.starts_with("NSR ");
    const bool harmonic = binary.name.find(" h") != std::string::npos;
    if ((quality && std::isnan(t)) || (harmonic && t == 0)) continue;
    ASSERT_LE(std::abs(b - t), printed * std::abs(t)) << where << ", row " << i;
  }
}

TEST_P(BiologicPairsExternal, SharedColumnsAgreeToThePrintedDigits) {
  NITER_SOURCE("yadg",
               "tests/test_x_eclab: .mpr and .mpt of one run; hybrid-drt for the LPSCl file");
  const auto binary = file(GetParam().binary), text = file(GetParam().text);
  if (!binary && binary.error().code == Code::NotFound) GTEST_SKIP() << "no shared data folder";
  ASSERT_TRUE(binary) << binary.error().text();
  ASSERT_TRUE(text) << text.error().text();
  EXPECT_EQ(binary->format, "biologic-mpr");
  EXPECT_EQ(text->format, "biologic-mpt");
  EXPECT_TRUE(binary->complete);
  EXPECT_TRUE(text->complete);
  ASSERT_EQ(binary->parts.size(), GetParam().parts);
  ASSERT_EQ(text->parts.size(), GetParam().parts);
  EXPECT_EQ(binary->parts[0].technique, GetParam().technique);
  std::size_t rows = 0;
  for (std::size_t k = 0; k < binary->parts.size(); ++k) {
    const auto& b = binary->parts[k];
    const auto& t = text->parts[k];
    EXPECT_EQ(b.technique, t.technique);
    EXPECT_EQ(b.title, t.title);
    rows += b.table.rows();
    std::size_t shared = 0;
    for (const auto& column : b.table.columns) {
      const auto* const other = t.table.find(column.name);
      if (other == nullptr) continue;
      ++shared;
      expect_equal(column, *other, b.title + ": " + column.name);
      EXPECT_EQ(column.comment, other->comment) << column.name;
    }
    // what EC-Lab did not export
    EXPECT_GE(shared + 6, b.table.columns.size()) << b.title;
    EXPECT_GE(shared, 4u);
  }
  EXPECT_EQ(rows, GetParam().rows);
}

TEST_P(BiologicPairsExternal, SettingsOfBothSayTheSame) {
  NITER_SOURCE("yadg", "tests/test_x_eclab: header of the .mpt against the settings of the .mpr");
  const auto binary = file(GetParam().binary), text = file(GetParam().text);
  if (!binary && binary.error().code == Code::NotFound) GTEST_SKIP() << "no shared data folder";
  ASSERT_TRUE(binary && text);
  const auto& b = binary->parts[0].table.provenance.settings;
  const auto& t = text->parts[0].table.provenance.settings;
  std::size_t shared = 0;
  for (const auto& [key, value] : b) {
    const auto other = t.find(key);
    if (other == t.end()) continue;
    ++shared;
    EXPECT_EQ(value, other->second) << key;
  }
  EXPECT_GE(shared, 3u);
}

INSTANTIATE_TEST_SUITE_P(
    Shared, BiologicPairsExternal,
    ::testing::Values(
        Pair{"voltammetry/yadg_ocv.mpr", "voltammetry/yadg_ocv.mpt", "ocp", 1, 602},
        Pair{"voltammetry/yadg_cv.mpr", "voltammetry/yadg_cv.mpt", "cv", 2, 5103},
        Pair{"voltammetry/yadg_lsv.mpr", "voltammetry/yadg_lsv.mpt", "lsv", 1, 1186},
        Pair{"voltammetry/yadg_ca.mpr", "voltammetry/yadg_ca.mpt", "ca", 1, 721},
        Pair{"voltammetry/yadg_cp.issue_149.mpr", "voltammetry/yadg_cp.issue_149.mpt", "cp", 4, 44},
        Pair{"eis/yadg_peis.mpr", "eis/yadg_peis.mpt", "eis", 1, 32},
        Pair{"eis/yadg_peis.issue_149.mpr", "eis/yadg_peis.issue_149.mpt", "eis", 4, 84},
        Pair{"eis/yadg_geis.issue_149.mpr", "eis/yadg_geis.issue_149.mpt", "eis", 4, 84},
        Pair{"eis/PEIS_LPSCl_IonBlocking_-25C.mpr", "eis/PEIS_LPSCl_IonBlocking_-25C.txt", "eis", 1,
             79},
        Pair{"battery/yadg_gcpl.issue_149.mpr", "battery/yadg_gcpl.issue_149.mpt", "cycling", 4,
             132},
        Pair{"battery/yadg_gcpl.issue_226.I.mpr", "battery/yadg_gcpl.issue_226.I.mpt", "cycling", 1,
             15}));

}  // namespace
}  // namespace niter::io
