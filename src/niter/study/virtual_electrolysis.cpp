#include "niter/study/virtual_electrolysis.hpp"

#include <algorithm>
#include <cmath>

#include "niter/analysis/echem/faradaic.hpp"
#include "niter/base/contract.hpp"
#include "niter/study/simulate.hpp"

namespace niter::study {

data::Table chronoamperogram(const twin::OperatingPoint& point, const VirtualElectrolysis& run) {
  const double duration = run.time.si();
  const int steps = std::max(1, static_cast<int>(std::lround(duration)));
  data::Column time{"t", Unit::of("s"), {}}, current{"I", Unit::of("mA"), {}};
  for (int i = 0; i <= steps; ++i) {
    time.values.push_back(duration * i / steps);
    current.values.push_back(point.current_density * run.area.si());
  }
  data::Table table{"simulated chronoamperometry", {std::move(time), std::move(current)}};
  table.provenance.origin = "simulated";
  table.provenance.made_by = "niter " NITER_VERSION;
  return table;
}

Result<BenchReading> reduce_by_bench(const twin::OperatingPoint& point,
                                     const VirtualElectrolysis& run) {
  const double amount = output(point, "yield_nh3") * run.area.si() * run.time.si();
  const Quantity concentration(amount / run.volume.si(), "mol m-3");
  const auto input =
      analysis::simulated_electrolysis(run.reactant, run.area, run.volume, concentration);
  const auto record = chronoamperogram(point, run);
  NITER_TRY(const auto report, analysis::faradaic(input, {&record, 1}));
  const auto* efficiency = report.runs.at(0).find("faradaic_efficiency");
  const auto* rate = report.runs.at(0).find("yield_rate");
  NITER_EXPECT(efficiency != nullptr && rate != nullptr, "the bench names its results");
  return BenchReading{efficiency->value.value(), rate->value.value()};
}

}  // namespace niter::study
