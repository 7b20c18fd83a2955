// Real files of battery cyclers: what other programs read in them.
#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "niter/io/vendor_testing.hpp"

namespace niter::io {
namespace {

using namespace niter::io::testing;

constexpr double hour = 3600, single = 6e-8;  // rounding of a float

class CyclerFilesExternal : public ::testing::Test {
 protected:
  static Result<Recording> file(const std::string& name, const ReadOptions& options = {}) {
    return read_recording(niter::testing::shared_dir() / "data/battery" / name, options);
  }
};

double sum(const Part& part, std::string_view column) {
  const auto* const found = part.table.find(column);
  return found == nullptr ? std::nan("")
                          : std::accumulate(found->values.begin(), found->values.end(), 0.0);
}

#define NITER_OPEN(name, ...)                                 \
  const auto recording = file(__VA_ARGS__);                   \
  if (!recording && recording.error().code == Code::NotFound) \
    GTEST_SKIP() << "no shared data folder";                  \
  ASSERT_TRUE(recording) << recording.error().text();         \
  EXPECT_EQ(recording->format, name);                         \
  ASSERT_EQ(recording->parts.size(), 1u);                     \
  const auto& part = recording->parts[0]

TEST_F(CyclerFilesExternal, NewareNda) {
  NITER_SOURCE("newarenda",
               "tests/reference/new_nda_file.ftr: the same bytes as navani's test.nda");
  NITER_OPEN("neware-nda", "test.nda");
  ASSERT_EQ(part.table.rows(), 439u);
  EXPECT_NEAR(sum(part, "V"), -41.18960037082434, 41 * single);
  EXPECT_NEAR(sum(part, "I"), -2.3613000162877142e-3, 2e-3 * single * 20);
  const auto row = [&](std::size_t k, double step, double t_step, double V, double mA, double mAh) {
    EXPECT_EQ(value(part, "step", k), step) << k;
    EXPECT_NEAR(value(part, "t_step", k), t_step, single * t_step) << k;
    EXPECT_NEAR(value(part, "V", k), V, single * std::abs(V)) << k;
    EXPECT_NEAR(value(part, "I", k), mA * 1e-3, single * std::abs(mA) * 1e-3) << k;
    EXPECT_NEAR(value(part, "Q_discharge", k), mAh * 3.6, single * mAh * 3.6) << k;
  };
  row(2, 1, 0.2, -0.09359999746084213, -0.029400000348687172, 8.055555440478201e-07);
  row(102, 3, 0, -0.09080000221729279, 0, 0);
  row(244, 5, 400, -0.1006999984383583, -0.05050000175833702, 0.005606305785477161);
  EXPECT_EQ(value(part, "clock", 0), 1585135010);
  EXPECT_EQ(last(part, "clock"), 1585135732);
  EXPECT_EQ(value(part, "cycle", 102), 1) << "as stored; NewareNDA counts anew and says 2";
}

TEST_F(CyclerFilesExternal, NewareNdaxOfThreeFiles) {
  NITER_SOURCE("newarenda", "tests/reference/123456789012_Unit27_Example_Data_File.ftr");
  NITER_OPEN("neware-ndax", "123456789012_Unit27_Example_Data_File.ndax");
  ASSERT_EQ(part.table.rows(), 301u);
  EXPECT_NEAR(sum(part, "V"), 897.8491590023041, 900 * single);
  EXPECT_NEAR(value(part, "V", 0), 2.9829914569854736, 3 * single);
  EXPECT_NEAR(last(part, "V"), 2.982875347137451, 3 * single);
  EXPECT_NEAR(sum(part, "T") - 301 * 273.15, 7649.427396774292, 1e-6);
  EXPECT_NEAR(sum(part, "T 2") - 301 * 273.15, 7676.818483352661, 1e-6);
  for (std::size_t k = 0; k < 301; ++k) EXPECT_EQ(value(part, "t", k), static_cast<double>(k));
  EXPECT_NEAR(value(part, "clock", 150), 1731933975.422, 1e-6);
}

TEST_F(CyclerFilesExternal, NewareNdaxOfOneFile) {
  NITER_IDENTITY(
      "the protocol in Step.xml: 0.12 mA for 6 h or 2 mA h, 4.4 V and 1.5 V; 5 min rests");
  NITER_OPEN("neware-ndax", "test.ndax");
  ASSERT_EQ(part.table.rows(), 1464u);
  const auto& V = part.table.find("V")->values;
  const auto [low, high] = std::ranges::minmax(V);
  EXPECT_NEAR(high, 4.4, 1e-3);
  EXPECT_NEAR(low, 1.5, 1e-3);
  EXPECT_EQ(last(part, "t"), 43800) << "300 s, 6 h, 6 h, 300 s";
  double charge = 0, discharge = 0;
  for (std::size_t k = 1; k < V.size(); ++k) {
    if (value(part, "step", k) != value(part, "step", k - 1)) continue;
    const double mean = (value(part, "I", k) + value(part, "I", k - 1)) / 2;
    const double passed = mean * (value(part, "t", k) - value(part, "t", k - 1));
    (mean > 0 ? charge : discharge) += std::abs(passed);
  }
  const auto most = [&](std::string_view column) {
    return std::ranges::max(part.table.find(column)->values);
  };
  EXPECT_NEAR(charge, most("Q_charge"), 2e-3 * charge);
  EXPECT_NEAR(discharge, most("Q_discharge"), 2e-3 * discharge);
}

TEST_F(CyclerFilesExternal, ArbinWithUnits) {
  NITER_SOURCE("pyprobe", "tests/cyclers/test_arbin.py: the last row");
  NITER_OPEN("arbin-csv", "pyprobe_sample_data_arbin.csv");
  ASSERT_EQ(part.table.rows(), 13u);
  EXPECT_DOUBLE_EQ(last(part, "t"), 301.214);
  EXPECT_EQ(last(part, "step"), 3);
  EXPECT_DOUBLE_EQ(last(part, "I"), 2.650138);
  EXPECT_DOUBLE_EQ(last(part, "V"), 3.599601);
  EXPECT_NEAR(last(part, "T"), 24.68785 + 273.15, 1e-9);
  const auto& Qc = part.table.find("Q_charge")->values;
  // PyProBE's capacity is charge since its first row less discharge, counted on from 0.0004 A h
  EXPECT_NEAR((Qc.back() - Qc[Qc.size() - 2]) / hour, 0.000400839 - 2.01404e-05, 1e-12);
}

TEST_F(CyclerFilesExternal, ArbinWithoutUnits) {
  NITER_IDENTITY("coulombs: the integral of the current is the counted charge");
  NITER_OPEN("arbin-csv", "2017-05-09_test-TC-contact_CH33.csv");
  ASSERT_EQ(part.table.rows(), 287u);
  EXPECT_TRUE(mentions(*recording, "have no unit; taken as Arbin exports them"));
  EXPECT_TRUE(mentions(*recording, "without any value, left out: t_step, step, cycle"));
  double passed = 0;
  for (std::size_t k = 1; k < 287; ++k) {
    passed += (value(part, "I", k) + value(part, "I", k - 1)) / 2 *
              (value(part, "t", k) - value(part, "t", k - 1));
  }
  const double counted = last(part, "Q_charge") - value(part, "Q_charge", 0);
  EXPECT_NEAR(passed, counted, 0.01 * counted);
}

TEST_F(CyclerFilesExternal, Novonix) {
  NITER_SOURCE("pyprobe", "tests/cyclers/test_novonix.py: the last row");
  NITER_OPEN("novonix-csv", "pyprobe_sample_data_novonix.csv");
  EXPECT_NEAR(last(part, "t"), 12287.48004, 1e-9);
  EXPECT_EQ(last(part, "step"), 1);
  EXPECT_DOUBLE_EQ(last(part, "I"), 0.49999387);
  EXPECT_DOUBLE_EQ(last(part, "V"), 4.12864581);
  EXPECT_DOUBLE_EQ(last(part, "Q"), 1.70652976 * hour);
  EXPECT_NEAR(last(part, "T"), 24.792 + 273.15, 1e-9);
}

TEST_F(CyclerFilesExternal, MaccorWithClocks) {
  NITER_IDENTITY("the last line of the file: 0d 01:10:25.56, 0.153 A h, 0.14 A, 3.663 V, mode C");
  NITER_OPEN("maccor-text", "ecdh_maccor.txt");
  ASSERT_EQ(part.table.rows(), 342u);
  EXPECT_NEAR(last(part, "t"), 4225.56, 1e-9);
  EXPECT_NEAR(last(part, "t_step"), 3925.56, 1e-9);
  EXPECT_DOUBLE_EQ(last(part, "Q"), 0.153 * hour);
  EXPECT_DOUBLE_EQ(last(part, "I"), 0.14) << "a charge is positive";
  EXPECT_NEAR(last(part, "Q"), 0.14 * last(part, "t_step"), 0.003 * hour) << "the units assumed";
}

TEST_F(CyclerFilesExternal, MaccorWhoseTimesAreMinutes) {
  NITER_IDENTITY("a row a minute by its dates, so the numbers 1, 2, 3 are minutes");
  NITER_OPEN("maccor-text", "cellpy_maccor_two.txt");
  ASSERT_EQ(part.table.rows(), 213u);
  EXPECT_FALSE(recording->complete) << "its last line is cut";
  EXPECT_EQ(last(part, "t"), 212 * 60);
  EXPECT_DOUBLE_EQ(last(part, "V"), 0.1490);
}

TEST_F(CyclerFilesExternal, AnyTableWithAMap) {
  NITER_IDENTITY("the last row of the file: 142455.05 s, 2.93 V, cycle 6");
  NITER_OPEN("delimited-text", "cellpy_custom_data_001.csv",
             {.columns = {{"t", "test_time"},
                          {"I", "current"},
                          {"V", "voltage"},
                          {"cycle", "cycle"},
                          {"Q_charge", "charge_capacity"}},
              .units = {{"t", "s"}, {"I", "mA"}, {"V", "V"}, {"Q_charge", "mAh"}}});
  EXPECT_DOUBLE_EQ(last(part, "t"), 142455.05);
  EXPECT_DOUBLE_EQ(last(part, "V"), 2.93);
  EXPECT_EQ(last(part, "cycle"), 6);
}

TEST_F(CyclerFilesExternal, BiologicWithoutHeader) {
  NITER_SOURCE("pyprobe", "tests/cyclers/test_biologic.py, no_header: the last row");
  NITER_OPEN("biologic-mpt", "pyprobe_Sample_data_biologic_no_header.mpt");
  EXPECT_NEAR(last(part, "t"), 281792.50213, 5e-6);
  EXPECT_DOUBLE_EQ(last(part, "V"), 2.9814022);
  EXPECT_EQ(last(part, "I"), 0);
  EXPECT_EQ(last(part, "step"), 0);
}

}  // namespace
}  // namespace niter::io
