// The bench against the virtual laboratory: over 500 studies with noise of their own the intervals
// of the bench hold the truth as often as they say.
#include <cmath>
#include <fstream>
#include <map>
#include <mutex>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "niter/base/parallel.hpp"
#include "niter/base/testing.hpp"
#include "niter/study/bench/measure.hpp"
#include "niter/study/laboratory/raw_folder.hpp"
#include "niter/study/simulate.hpp"

namespace niter::testing {
namespace {

namespace fs = std::filesystem;

constexpr int studies = 500;
constexpr double level = 1.96;  // standard uncertainties: 95 % of a normal variable

/// How often one number was inside, over all studies.
struct Tally {
  int inside = 0, seen = 0;
  double offset = 0, squares = 0;  // of (measured - true)/u
};

// nitrate alone and without sweeps and spectra: what has a true number; cycles and controls are the
// same evaluation again
study::Campaign part_of(study::Campaign campaign) {
  std::erase_if(campaign.electrolyses, [](const auto& run) {
    return run.experiment != "no3" || run.role.kind != study::RoleKind::None;
  });
  std::erase_if(campaign.scans, [](const auto& scan) { return scan.technique != "cdl"; });
  return campaign;
}

Status one_study(const study::Study& founding, const study::Campaign& campaign, std::size_t seed,
                 std::map<std::string, Tally>& tallies, std::mutex& mutex) {
  const fs::path folder = fs::path(::testing::TempDir()) / fmt::format("niter_coverage_{}", seed);
  NITER_TRY(const auto raw, study::write_raw_folder(folder, founding, campaign, seed, {}));
  for (const auto& file : raw.files) {  // the cross-check by Monte Carlo decides nothing here
    if (file.extension() == ".toml")
      std::ofstream(file, std::ios::app) << "[monte_carlo]\ndraws = 0\n";
  }
  NITER_TRY(const auto study, study::load_study(raw.study));
  NITER_TRY(const auto measured, study::measure(study, 1, {}));
  fs::remove_all(folder);
  const std::lock_guard lock(mutex);
  for (const auto& truth : raw.truths) {
    for (const auto& one : measured) {
      if (one.plan->id != truth.measurement) continue;
      if (one.failure) return fail(*one.failure);
      const auto* const found = one.reduction->find(truth.measure);
      if (found == nullptr) return fail(Code::NotFound, truth.measure + " is not measured");
      const double off = (found->value.value() - truth.value) / found->value.sigma();
      auto& tally = tallies[truth.measurement + " " + truth.measure];
      tally.inside += std::abs(off) <= level;
      ++tally.seen;
      tally.offset += off / studies;
      tally.squares += off * off / studies;
    }
  }
  return {};
}

TEST(CoverageSlow, IntervalsHoldTheTruthAtTheStatedRate) {
  NITER_IDENTITY("95 % intervals hold the truth in 95 % of 500 virtual studies");
  const auto founding = study::load_study(NITER_SOURCE_DIR "/studies/feco-nc");
  ASSERT_TRUE(founding) << founding.error().text();
  const auto model = study::Model::make(*founding);
  ASSERT_TRUE(model) << model.error().text();
  const auto calibration = study::calibrate(*founding, *model, {{}, {.samples = 0}});
  ASSERT_TRUE(calibration && *calibration);
  const auto whole = study::simulate_campaign(*founding, *model, (*calibration)->values, 2, {});
  ASSERT_TRUE(whole) << whole.error().text();
  const auto campaign = part_of(*whole);

  std::map<std::string, Tally> tallies;
  std::mutex mutex;
  const auto done = in_parallel(studies, 2, {}, "studies", [&](std::size_t, std::size_t seed) {
    return one_study(*founding, campaign, seed, tallies, mutex);
  });
  ASSERT_TRUE(done) << done.error().text();

  double all = 0;
  const double sd = std::sqrt(0.95 * 0.05 / studies);  // of the share of one number
  for (const auto& [name, tally] : tallies) {
    ASSERT_EQ(tally.seen, studies) << name;
    const double share = static_cast<double>(tally.inside) / studies;
    all += share / static_cast<double>(tallies.size());
    RecordProperty(name, fmt::format("{:.3f}", share));
    EXPECT_NEAR(share, 0.95, 3.5 * sd) << name << ", mean offset " << tally.offset << " u, spread "
                                       << std::sqrt(tally.squares) << " u";
  }
  EXPECT_GE(tallies.size(), 15u);
  EXPECT_NEAR(all, 0.95, 0.015);
}

}  // namespace
}  // namespace niter::testing
