// Cyclic voltammograms of ferricyanide by other people, at three scan rates.
#include <cmath>

#include "niter/analysis/echem/cv.hpp"
#include "niter/base/testing.hpp"
#include "niter/io/readers.hpp"

namespace niter::analysis {
namespace {

TEST(CvExternal, FerricyanideFollowsTheRootOfTheRate) {
  NITER_SOURCE("nicholson1964", "i_p ~ v^(1/2); peaks of one electron stand 57 mV apart or more");
  std::vector<data::Table> tables;
  std::vector<Quantity> rates;
  for (const int rate : {20, 100, 200}) {
    const auto path = niter::testing::shared_dir() /
                      ("data/voltammetry/chi_ferricyanide_" + std::to_string(rate) + "mVs.csv");
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no shared data";
    const auto recording = io::read_recording(path);
    ASSERT_TRUE(recording) << recording.error().text();
    data::Table whole = recording->parts.front().table;
    for (std::size_t k = 1; k < recording->parts.size(); ++k) {
      for (std::size_t c = 0; c < whole.columns.size(); ++c) {
        const auto& more = recording->parts[k].table.columns[c].values;
        whole.columns[c].values.insert(whole.columns[c].values.end(), more.begin(), more.end());
      }
    }
    tables.push_back(std::move(whole));
    rates.emplace_back(rate, "mV s-1");
  }
  const auto result = reduce_cv(tables, {.scan_rates = rates});
  ASSERT_TRUE(result) << result.error().text();
  const auto* const exponent = result->find("rate_exponent");
  ASSERT_NE(exponent, nullptr);
  EXPECT_NEAR(exponent->value.value(), 0.5, 0.08);
  for (const char* rate : {"20", "100", "200"}) {
    const auto* const apart = result->find(std::string("peak_separation ") + rate + " mV/s");
    ASSERT_NE(apart, nullptr) << rate;
    EXPECT_GE(apart->value.value(), 0.057);
    EXPECT_LT(apart->value.value(), 0.3);  // 276 mV at 200 mV/s: iR is in these files
  }
  EXPECT_EQ(result->findings.front().verdict, data::Verdict::Consistent);
}

}  // namespace
}  // namespace niter::analysis
