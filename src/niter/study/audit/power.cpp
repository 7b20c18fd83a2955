// Batteries: peak power, open-circuit voltage, discharge currents and voltage gaps must fit one
// another.
#include "niter/physics/power.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "niter/chem/constants.hpp"
#include "niter/physics/tafel.hpp"
#include "niter/study/audit/rules.hpp"

namespace niter::study::rules {
namespace {

/// Peak power and open-circuit voltage of one battery.
struct Battery {
  const Experiment* experiment;
  const Fact* power;
  const Fact* voltage;
  physics::LinearCell linear;
};

std::vector<Battery> batteries(const Study& study) {
  std::vector<Battery> all;
  for (const Fact* power : study.facts_of("peak_power_density")) {
    const auto voltages =
        study.facts_of("open_circuit_voltage", power->experiment, power->catalyst);
    const Experiment* experiment = study.experiment(power->experiment);
    if (experiment == nullptr || voltages.empty() || !scalar(*power) || power->si() <= 0) continue;
    const Fact* voltage = voltages.front();
    if (!scalar(*voltage) || voltage->si() <= 0) continue;
    all.push_back({experiment, power, voltage, physics::linear_cell(voltage->si(), power->si())});
  }
  return all;
}

/// Discharge current densities mentioned for a battery, largest last, with the facts that say so.
struct Discharges {
  std::set<double> currents;  // A m-2
  std::vector<std::string> facts;
};

Discharges discharges(const Study& study, const Battery& battery) {
  Discharges out;
  for (const Fact& fact : study.facts) {
    if (fact.experiment != battery.experiment->id) continue;
    bool speaks = false;
    if (fact.current_density && fact.measure != "voltage_gap") {
      out.currents.insert(std::abs(fact.current_density->si()));
      speaks = true;
    }
    if (fact.measure == "current_density" && fact.is_number()) {
      const std::size_t count = std::get<std::vector<double>>(fact.value).size();
      for (std::size_t i = 0; i < count; ++i) out.currents.insert(std::abs(fact.si(i)));
      speaks = true;
    }
    if (speaks) out.facts.push_back(fact.id);
  }
  out.currents.erase(0.0);
  return out;
}

}  // namespace

Result<Findings> power_at_discharge(const AuditInput& input) {
  Findings findings;
  for (const Battery& battery : batteries(input.study)) {
    const Discharges found = discharges(input.study, battery);
    if (found.currents.empty()) continue;
    const double largest = *found.currents.rbegin();
    const double power = battery.power->si();
    const double straight = battery.linear.short_circuit_current_density();
    // a cell ruled by one Tafel line V = -b lg(j/j0) has P_max = (b/ln10) j_p and j_sc = e j_p
    const double slope = physics::tafel_slope(0.5, constants::T_ref);
    const double curved = std::exp(1.0) * constants::ln10 * power / slope;
    Finding finding;
    finding.title = "Discharge currents of " + battery.experiment->id;
    finding.verdict = largest <= straight                     ? Verdict::Consistent
                      : largest <= std::max(straight, curved) ? Verdict::Marginal
                                                              : Verdict::Inconsistent;
    finding.formula =
        "V(j) <= P_max / j; short circuit at 4 P_max / V_oc (straight line) or e ln10 "
        "P_max / b (Tafel line)";
    for (const double current : found.currents) {
      if (current * battery.voltage->si() <= power) continue;  // no bound below open circuit
      finding.numbers += fmt::format("V({}) <= {}; ", as_mA_cm2(current), as_volt(power / current));
    }
    finding.numbers +=
        fmt::format("short circuit at {} or {}", as_mA_cm2(straight), as_mA_cm2(curved));
    finding.tolerance = "straight-line limit; marginal up to the Tafel limit with b = 118 mV";
    finding.text =
        finding.verdict == Verdict::Consistent
            ? "All discharge currents are possible with this peak power."
        : finding.verdict == Verdict::Marginal
            ? "At the largest current the cell is nearly a short circuit, or it was driven."
            : "No self-driven cell with this peak power reaches the largest current.";
    finding.source = "identity: P = V j; tafel_slope (guidelli2014)";
    finding.facts = found.facts;
    finding.facts.push_back(battery.power->id);
    finding.facts.push_back(battery.voltage->id);
    findings.push_back(std::move(finding));
  }
  return findings;
}

Result<Findings> voltage_above_open_circuit(const AuditInput& input) {
  Findings findings;
  for (const Battery& battery : batteries(input.study)) {
    for (const Fact* at_peak : input.study.facts_of("voltage_at_peak_power", battery.experiment->id,
                                                    battery.power->catalyst)) {
      if (!scalar(*at_peak)) continue;
      const double open = battery.voltage->si();
      Finding finding;
      finding.title = "Voltage at peak power of " + battery.experiment->id;
      finding.verdict = at_peak->si() < open ? Verdict::Consistent : Verdict::Inconsistent;
      finding.formula = "V(P_max) < V_oc";
      finding.numbers = fmt::format("{} < {}", as_volt(at_peak->si()), as_volt(open));
      finding.tolerance = "none: a discharging cell lies below its open-circuit voltage";
      if (finding.verdict == Verdict::Consistent) {
        finding.text = "The peak lies below open circuit.";
      } else {
        // the printed number may be the current density, or miss its decimal point
        const double as_current = battery.power->si() / (at_peak->number() * 10);
        const double tenth = at_peak->si() / 10;
        finding.numbers += fmt::format("; read as {} mA cm-2: {}; read as {}: {}",
                                       num(at_peak->number()), as_volt(as_current), as_volt(tenth),
                                       as_mA_cm2(battery.power->si() / tenth));
        finding.text =
            "A discharging cell cannot be above its open-circuit voltage: a misprint, "
            "perhaps of a current density.";
      }
      finding.source = "identity: second law for a discharging cell";
      finding.facts = {at_peak->id, battery.voltage->id, battery.power->id};
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

namespace {

// Charging a zinc cell in alkali evolves O2 at 2.0 to 2.3 V at a few mA cm-2: the equilibrium cell
// voltage of O2 and zincate, 1.65 V, and an overpotential that good and poor anodes stay within.
constexpr double largest_charge_voltage = 2.3;  // V

}  // namespace

Result<Findings> voltage_gap_against_power(const AuditInput& input) {
  Findings findings;
  for (const Battery& battery : batteries(input.study)) {
    Finding finding;
    double highest = 0;  // charge voltage if the discharge branch is the straight line
    double best_power = 0;
    for (const Fact* gap :
         input.study.facts_of("voltage_gap", battery.experiment->id, battery.power->catalyst)) {
      if (!scalar(*gap) || !gap->current_density) continue;
      const double current = std::abs(gap->current_density->si());
      const double discharge = battery.linear.voltage(current);
      const double charge = discharge + gap->si();
      const double weak = largest_charge_voltage - gap->si();
      highest = std::max(highest, charge);
      best_power = std::max(best_power, physics::power_density(weak, current));
      finding.numbers += fmt::format(
          "{}at {}: discharge {} + gap {} = charge {}; charge {} - gap = discharge {}",
          finding.numbers.empty() ? "" : "; ", as_mA_cm2(current), as_volt(discharge),
          as_volt(gap->si()), as_volt(charge), as_volt(largest_charge_voltage), as_volt(weak));
      finding.facts.push_back(gap->id);
    }
    if (finding.facts.empty()) continue;
    finding.title = "Voltage gaps of " + battery.experiment->id + " against its power";
    finding.verdict = highest <= largest_charge_voltage         ? Verdict::Consistent
                      : highest <= largest_charge_voltage + 0.2 ? Verdict::Marginal
                                                                : Verdict::Inconsistent;
    finding.formula = "V_charge = V_oc - j V_oc^2 / (4 P_max) + gap";
    finding.tolerance =
        "V_charge up to 2.3 V (O2 evolution against zinc at a few mA cm-2); "
        "marginal to 2.5 V";
    finding.text =
        finding.verdict == Verdict::Consistent
            ? "Gaps and power can belong to one cell."
            : fmt::format(
                  "The gaps need a weaker cell than the peak power: with charging at 2.3 V "
                  "it gives at most {} at these currents.",
                  as_mW_cm2(best_power));
    finding.source = "identity: maximum of V j along a straight line; bard2001, sec. 2.1";
    finding.facts.push_back(battery.power->id);
    finding.facts.push_back(battery.voltage->id);
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace niter::study::rules
