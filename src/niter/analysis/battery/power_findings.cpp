#include "niter/analysis/battery/power_findings.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace niter::analysis {

namespace {

using data::Verdict;

constexpr double sure = 3;         // standard deviations of one point
constexpr double rounding = 0.02;  // two printed digits of three numbers
constexpr double much = 0.05;
constexpr double drifts = 0.02;  // of the voltage, over the steady part of a step

data::Finding peak_finding(const CellCurve& curve, const std::optional<PowerPeak>& peak) {
  data::Finding finding;
  finding.key = "peak";
  finding.title = "The power has a maximum within the data";
  finding.formula = "dP/dj = 0 before the last point, by more than its 95 % interval";
  finding.source = "identity";
  const double last = Unit::of("mA cm-2").from_si(curve.points.current.back());
  if (!peak) {
    finding.verdict = Verdict::NeedsDatum;
    finding.missing = "a curve to larger currents";
    finding.numbers = fmt::format("no maximum up to {:.4g} mA cm-2", last);
    finding.text = "The highest power of the data is a lower bound, not a peak.";
    return finding;
  }
  finding.verdict = Verdict::Consistent;
  finding.numbers = fmt::format("maximum at {:.4g} mA cm-2, data to {:.4g}",
                                Unit::of("mA cm-2").from_si(peak->current.value()), last);
  if (curve.open) {
    const double share = peak->voltage.value() / curve.open->value();
    finding.text = fmt::format(
        "It lies at {:.3g} of the open-circuit voltage; P_max is {:.3g} of V_oc^2/4R with R the "
        "slope there. Both are 1/2 and 1 for a cell with a resistance alone; less means a loss "
        "of voltage at small currents, more a limiting current.",
        share, 4 * share * share);
  }
  return finding;
}

data::Finding open_finding(const CellCurve& curve) {
  data::Finding finding;
  finding.key = "below-ocv";
  finding.title = "No voltage under load exceeds the open-circuit voltage";
  finding.formula = "V(j > 0) <= V_oc";
  finding.source = "identity: a cell that delivers work has losses, none is negative";
  if (!curve.open) {
    finding.verdict = Verdict::NeedsDatum;
    finding.missing = "the open-circuit voltage: in the record, or as 'ocv'";
    finding.numbers =
        fmt::format("highest voltage under load {:.4g} V", std::ranges::max(curve.points.voltage));
    return finding;
  }
  std::size_t above = 0;
  double most = 0;
  for (std::size_t i = 0; i < curve.points.voltage.size(); ++i) {
    const double noise = curve.points.sigma.empty() ? 1e-3 : curve.points.sigma[i];
    const double excess = curve.points.voltage[i] - curve.open->value();
    if (excess <= sure * std::hypot(noise, curve.open->sigma())) continue;
    ++above;
    most = std::max(most, excess);
  }
  finding.tolerance = curve.points.sigma.empty() ? "3 mV" : "three standard deviations of a point";
  finding.numbers =
      above == 0 ? fmt::format("V_oc = {:.4g} V", curve.open->value())
                 : fmt::format("{} of {} points lie above {:.4g} V, by up to {:.3g} V", above,
                               curve.points.voltage.size(), curve.open->value(), most);
  finding.verdict = above == 0 ? Verdict::Consistent : Verdict::Inconsistent;
  if (above > 0) {
    finding.text =
        "The open-circuit voltage is not that of this curve, or the cell was charged "
        "before and had not relaxed.";
  }
  return finding;
}

data::Finding steady_finding(const CellCurve& curve) {
  data::Finding finding;
  finding.key = "steady-steps";
  finding.title = "Every step of current is steady at its end";
  finding.formula = "change of V over the part that is averaged";
  finding.numbers = fmt::format("largest {:.2g} % of the voltage", 100 * curve.drift);
  finding.tolerance = "2 %";
  finding.verdict = curve.drift < drifts ? Verdict::Consistent : Verdict::Marginal;
  if (curve.drift >= drifts) {
    finding.text = "Longer steps give a lower power: this one is that of the moment.";
  }
  finding.source = "definition";
  return finding;
}

// P = V j of three numbers written down elsewhere, and below open circuit
data::Finding stated_finding(const CellCurve& curve, const PowerOptions& options) {
  data::Finding finding;
  finding.key = "stated-power";
  finding.title = "The stated peak agrees with itself";
  finding.formula = "P = V j, V < V_oc";
  finding.source = "identity";
  const Unit power = Unit::of("mW cm-2"), density = Unit::of("mA cm-2");
  const double p = options.stated_power->si();
  if (!options.stated_current) {
    finding.verdict = Verdict::NeedsDatum;
    finding.missing = "the current density at the stated peak";
    return finding;
  }
  const double needed = p / std::abs(options.stated_current->si());
  finding.numbers = fmt::format("{:.4g} mW cm-2 at {:.4g} mA cm-2 needs {:.4g} V", power.from_si(p),
                                density.from_si(std::abs(options.stated_current->si())), needed);
  finding.tolerance = "2 % for rounding";
  finding.verdict = Verdict::Consistent;
  if (options.stated_voltage) {
    const double off = std::abs(options.stated_voltage->si() / needed - 1);
    finding.numbers += fmt::format(", stated {:.4g} V", options.stated_voltage->si());
    if (off > rounding) finding.verdict = off > much ? Verdict::Inconsistent : Verdict::Marginal;
  }
  if (curve.open && needed > curve.open->value() * (1 + rounding)) {
    finding.verdict = Verdict::Inconsistent;
    finding.text = fmt::format("No cell gives this power: its open-circuit voltage is {:.4g} V.",
                               curve.open->value());
  }
  return finding;
}

// the instrument's own power against V I, where the file has it
std::optional<data::Finding> column_finding(const CellRecord& record, const data::Table& table) {
  const auto* const column = table.find("power");
  if (column == nullptr || column->values.size() != record.size()) return std::nullopt;
  double worst = 0, most = 0;
  for (std::size_t i = 0; i < record.size(); ++i) {
    const double own = std::abs(record.voltage[i] * record.current[i]);
    worst = std::max(worst, std::abs(std::abs(column->values[i]) - own));
    most = std::max(most, own);
  }
  data::Finding finding;
  finding.key = "power-column";
  finding.title = "The power of the file is V j";
  finding.formula = "P = V j";
  finding.numbers =
      fmt::format("largest difference {:.2g} % of the largest power", 100 * worst / most);
  finding.tolerance = "2 %";
  finding.verdict = worst < rounding * most ? Verdict::Consistent : Verdict::Inconsistent;
  finding.source = "identity";
  return finding;
}

}  // namespace

std::vector<data::Finding> power_findings(const CellRecord& record, const CellCurve& curve,
                                          const std::optional<PowerPeak>& peak,
                                          const PowerOptions& options, const data::Table& table) {
  std::vector<data::Finding> findings = {peak_finding(curve, peak), open_finding(curve)};
  if (curve.drift > 0) findings.push_back(steady_finding(curve));
  if (options.stated_power) findings.push_back(stated_finding(curve, options));
  if (auto column = column_finding(record, table)) findings.push_back(std::move(*column));
  return findings;
}

}  // namespace niter::analysis
