#include "niter/analysis/battery/battery_ammonia.hpp"

#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/each_record.hpp"
#include "niter/analysis/echem/faradaic_reduction.hpp"
#include "niter/chem/formula.hpp"

namespace niter::analysis {

namespace {

constexpr double charging = 0.01;  // share of the charge that may be noise of the sign

ElectrolysisInput input_of(const BatteryAmmoniaOptions& options, const data::Table& table) {
  ElectrolysisInput input;
  input.title = options.label;
  input.reactant = options.reactant;
  input.product = options.product;
  input.area = options.area;
  input.catalyst_mass = options.catalyst_mass;
  input.calibration = options.calibration;
  input.blank = options.blank;
  ElectrolysisRun run;
  run.charge.record = table.provenance.origin.empty() ? "record" : table.provenance.origin;
  run.charge.gain_uncertainty = options.gain_uncertainty;
  run.volume = options.volume;
  run.amount = options.amount;
  run.end = options.end;
  if (options.removed) run.reactant.emplace().consumed = options.removed;
  input.runs.push_back(std::move(run));
  return input;
}

// the whole current where the file has it: the charge then does not depend on the area
Result<CellRecord> discharge_of(const data::Table& table, const BatteryAmmoniaOptions& options,
                                data::Reduction& out) {
  const CellOptions& common = options;
  CellOptions whole = common;
  data::Table record = table;
  if (table.find("I") != nullptr) {
    whole.area.reset();
    std::erase_if(record.columns, [](const auto& column) { return column.name == "j"; });
  }
  return cell_record(record, whole, "", out);
}

// the electrode that makes ammonia is the cathode: its current is the discharge current, negative
data::Table cathode_of(const CellRecord& record, const data::Provenance& provenance) {
  data::Table table;
  table.provenance = provenance;
  data::Column current{record.word(), record.unit(), record.current, record.current_sigma};
  for (double& value : current.values) value = -value;
  table.columns = {{"t", Unit::of("s"), record.time}, std::move(current)};
  return table;
}

// W/Q of the record with the noise of its voltages
Uncertain mean_voltage(const CellRecord& record, const BatteryAmmoniaOptions& options) {
  double charge = 0, energy = 0, variance = 0;
  for (std::size_t i = 1; i < record.size(); ++i) {
    const double half = (record.time[i] - record.time[i - 1]) / 2;
    charge += half * (record.current[i] + record.current[i - 1]);
    energy += half * (record.current[i] * record.voltage[i] +
                      record.current[i - 1] * record.voltage[i - 1]);
    if (record.voltage_sigma.empty()) continue;
    variance += std::pow(2 * half * record.current[i] * record.voltage_sigma[i], 2);
  }
  return Uncertain::input("noise of the voltage", energy / charge, std::sqrt(variance) / charge) +
         Uncertain::input("voltage of the instrument", 0, options.voltage_uncertainty.si());
}

void add_energies(const FaradaicReport& report, const Uncertain& voltage,
                  const chem::Formula& product, data::Reduction& out) {
  const auto& run = report.runs.front();
  const Uncertain work = voltage * run.find("charge")->value;
  const auto add = [&](const char* id, const std::string& title, const Uncertain& value,
                       const char* unit, const char* formula, const char* note) {
    out.measures.push_back({id, title, value, Unit::of(unit), formula, "identity", note});
  };
  const char* const sign = "negative: delivered by the cell";
  add("mean_cell_voltage", "Mean cell voltage", voltage, "V", "integral of V I dt over Q",
      "weighted by charge");
  add("energy_delivered", "Energy delivered", work, "Wh", "W = integral of V I dt", "");
  const auto* const amount = run.find("amount");
  if (amount != nullptr && amount->value.value() > 0) {
    add("energy_per_mass", "Energy taken per mass of " + report.product,
        -work / (amount->value * chem::molar_mass(product)), "kWh kg-1", "w = -<V> Q / (N M)",
        sign);
  }
  const auto* const removed = run.find("reactant_consumed");
  if (removed != nullptr && removed->value.value() > 0) {
    add("energy_per_reactant", "Energy taken per amount of " + report.reactant + " removed",
        -work / removed->value, "kWh mol-1", "w_r = -<V> Q / N_r", sign);
  }
}

void add_findings(const FaradaicReport& report, const BatteryAmmoniaOptions& options,
                  const Uncertain& voltage, data::Reduction& out) {
  data::Finding area;
  area.key = "area";
  area.title = "Yields are told per a stated area and number of electrons";
  area.formula = fmt::format("{:g} electrons per {} from {}", report.electrons, report.product,
                             report.reactant);
  area.source = "definition";
  area.verdict = options.area ? data::Verdict::Consistent : data::Verdict::NeedsDatum;
  area.numbers = options.area ? "area " + options.area->text() : "no area";
  if (!options.area) {
    area.missing = "area";
    area.text = "A yield rate or a current without its area compares with no other cell.";
  }
  out.findings.push_back(std::move(area));

  data::Finding work;
  work.key = "delivers";
  work.title = "The cell delivers energy while it makes " + report.product;
  work.formula = "<V> > 0 with the discharge current positive";
  work.numbers = fmt::format("<V> = {:.4g} V", voltage.value());
  work.source = "definition";
  work.verdict = voltage.value() > 0 ? data::Verdict::Consistent : data::Verdict::Inconsistent;
  if (voltage.value() <= 0) {
    work.text = "The cell was driven: this is an electrolysis, no battery.";
  }
  out.findings.push_back(std::move(work));
}

void add_caveats(const CellRecord& record, const BatteryAmmoniaOptions& options,
                 data::Reduction& out) {
  double down = 0, up = 0;
  for (const double charge : record.passed) (charge > 0 ? down : up) += std::abs(charge);
  if (up > charging * down) {
    out.caveats.push_back(fmt::format(
        "{:.2g} of the charge of discharge is charging: efficiency and energy are those "
        "of the difference; cut the record to its discharge",
        up / down));
  }
  if (record.voltage_sigma.empty() && options.voltage_uncertainty.si() == 0) {
    out.caveats.push_back(
        "the voltage is taken as exact: 'voltage_uncertainty' is that of the instrument");
  }
}

Status reduce_one(const data::Table& table, const BatteryAmmoniaOptions& options,
                  data::Reduction& out) {
  NITER_TRY([[maybe_unused]] const auto time, table.column("t"));
  NITER_TRY(const auto product, chem::parse_formula(options.product));
  NITER_TRY(const auto record, discharge_of(table, options, out));
  const data::Table cathode = cathode_of(record, table.provenance);
  NITER_TRY(const auto report, faradaic(input_of(options, table), {&cathode, 1}));
  auto reduction = reduction_of(report);
  out.measures = std::move(reduction.measures);
  out.settings = std::move(reduction.settings);
  for (auto& finding : reduction.findings) {
    // the area's uncertainty comes in where the conditions are moved
    if (finding.key == "uncertainty-missing" && finding.numbers == "u = 0 for: area") continue;
    out.findings.push_back(std::move(finding));
  }
  const Uncertain voltage = mean_voltage(record, options);
  add_energies(report, voltage, product, out);
  add_findings(report, options, voltage, out);
  add_caveats(record, options, out);
  return {};
}

}  // namespace

Result<data::Reduction> reduce_battery_ammonia(std::span<const data::Table> tables,
                                               const BatteryAmmoniaOptions& options) {
  if (options.reactant.empty()) {
    return fail(Code::InvalidInput, "'reactant' is not said: it decides the electrons per product",
                "reactant = \"NO3-\" or \"NO2-\"");
  }
  if (tables.size() > 1) {
    return fail(Code::InvalidInput,
                fmt::format("{} records: the ammonia belongs to one discharge", tables.size()),
                "reduce each with its own amount");
  }
  data::Reduction reduction{.technique = "battery-ammonia",
                            .title = options.label.empty()
                                         ? "Ammonia from a discharging cell"
                                         : "Ammonia from a discharging cell, " + options.label};
  const auto reduce = [&](const data::Table& table, const std::string&) -> Status {
    return reduce_one(table, options, reduction);
  };
  NITER_OK(reduce_each(tables, reduction, reduce));
  return reduction;
}

}  // namespace niter::analysis
