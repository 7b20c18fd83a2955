// For tests of the kinds: the founding study's cells, before any calibration, with short protocols.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "niter/study/runs/execute.hpp"

namespace niter::study {

/// A run on the founding study that no file holds.
class Bench {
 public:
  Bench(const std::string& kind, const std::string& protocol, bool batch = false)
      : study_(load_study(std::filesystem::path(NITER_SOURCE_DIR) / "studies" / "feco-nc").value()),
        model_(Model::make(study_).value()),
        values_(model_.nominal()) {
    plan.id = "test";
    plan.kind = kind;
    plan.title = "A test";
    plan.experiment = "no3";
    plan.cell = plain_cells()[batch ? 1 : 0];
    plan.text = protocol;
    plan.protocol = twin::protocol::parse_protocol(protocol, "test").value();
  }
  /// So many draws, spread about the nominal values.
  void draw(int count) {
    for (int i = 0; i < count; ++i) {
      draws_.push_back(values_);
      draws_.back()["series_resistance"] *= 1 + 0.02 * (i - 0.5 * (count - 1));
    }
  }
  RunInput input() const { return {study_, model_, plan, values_, draws_, 1, {}}; }
  /// @error what the kind says
  Result<RunOutcome> make() const {
    for (const RunKind& kind : run_kinds())
      if (kind.name == plan.kind) return kind.make(input());
    return fail(Code::NotFound, "no such kind");
  }
  /// The same, which has to succeed.
  RunOutcome made() const {
    auto outcome = make();
    EXPECT_TRUE(outcome) << outcome.error().text();
    return outcome ? *std::move(outcome) : RunOutcome{};
  }

  RunPlan plan;

 private:
  Study study_;
  Model model_;
  ParameterValues values_;
  std::vector<ParameterValues> draws_;
};

/// The number whose name begins so; not a number if there is none.
inline double number(const RunOutcome& outcome, std::string_view name) {
  for (const RunNumber& n : outcome.numbers)
    if (n.name.starts_with(name)) return n.simulated.value();
  return std::nan("");
}

}  // namespace niter::study
