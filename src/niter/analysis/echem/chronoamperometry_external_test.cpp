// Charges and currents of records of other laboratories against what their files say themselves.
#include "niter/analysis/echem/chronoamperometry.hpp"
#include "niter/base/testing.hpp"
#include "niter/io/readers.hpp"

namespace niter::analysis {
namespace {

data::Table recorded(const std::string& file) {
  const auto recording = io::read_recording(testing::shared_dir() / "data/voltammetry" / file);
  EXPECT_TRUE(recording) << recording.error().text();
  return recording ? recording->parts.front().table : data::Table{};
}

const data::Finding* finding(const data::Reduction& reduction, std::string_view key) {
  for (const auto& one : reduction.findings) {
    if (one.key == key) return &one;
  }
  return nullptr;
}

TEST(ChronoamperometryExternal, ChargeIsThatOfEcLab) {
  if (!std::filesystem::exists(testing::shared_dir())) GTEST_SKIP() << "no shared data";
  NITER_SOURCE("unitpackage", "test/loader_data/eclab_ca.mpt: column (Q-Qo)/C of EC-Lab");
  auto table = recorded("unitpackage_eclab_ca.mpt");
  const auto whole = reduce_chronoamperometry({&table, 1}, {});
  ASSERT_TRUE(whole) << whole.error().text();
  // the first interval holds a spike that EC-Lab saw and the points do not: 0.6 %
  EXPECT_NEAR(whole->find("charge")->value.value(), 6.17489e-4, 0.007 * 6.17489e-4);
  ASSERT_NE(finding(*whole, "counted-charge"), nullptr);
  EXPECT_EQ(finding(*whole, "counted-charge")->verdict, data::Verdict::Consistent);
  for (auto& column : table.columns) column.values.erase(column.values.begin());
  const auto rest = reduce_chronoamperometry({&table, 1}, {});
  ASSERT_TRUE(rest);
  const double counted = table.find("Q")->values.back() - table.find("Q")->values.front();
  EXPECT_NEAR(rest->find("charge")->value.value(), counted, 5e-4 * counted);
}

TEST(ChronoamperometryExternal, BinaryAndTextGiveTheSameAndSparsePointsAreNamed) {
  if (!std::filesystem::exists(testing::shared_dir())) GTEST_SKIP() << "no shared data";
  NITER_SOURCE("yadg", "tests/test_x_eclab/ca.mpr and ca.mpt, one run; column (Q-Qo)/C");
  const auto binary = recorded("yadg_ca.mpr");
  const auto text = recorded("yadg_ca.mpt");
  const auto first = reduce_chronoamperometry({&binary, 1}, {});
  const auto second = reduce_chronoamperometry({&text, 1}, {});
  ASSERT_TRUE(first) << first.error().text();
  ASSERT_TRUE(second) << second.error().text();
  const auto& charge = first->find("charge")->value;
  EXPECT_NEAR(charge.value(), second->find("charge")->value.value(), 1e-6 * charge.value());
  // one point a minute: the first minute is unknown, and niter knows that it is
  EXPECT_NEAR(charge.value(), 2.438e-4, charge.sigma());
  ASSERT_NE(finding(*first, "counted-charge"), nullptr);
  EXPECT_EQ(finding(*first, "counted-charge")->verdict, data::Verdict::Inconsistent);
  EXPECT_EQ(first->find("steady_current"), nullptr);  // it falls to the end
}

TEST(ChronoamperometryExternal, TenPointsOfGamry) {
  if (!std::filesystem::exists(testing::shared_dir())) GTEST_SKIP() << "no shared data";
  NITER_SOURCE("gamry_parser", "tests/chronoa_data.dta: ten points, by hand");
  const auto table = recorded("gamry_chronoa_data.dta");
  const auto result = reduce_chronoamperometry({&table, 1}, {});
  ASSERT_TRUE(result) << result.error().text();
  EXPECT_NEAR(result->find("charge")->value.value(), 1.37656e-6, 5e-12);
}

}  // namespace
}  // namespace niter::analysis
