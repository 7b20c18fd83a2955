#include "niter/analysis/echem/findings.hpp"

#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/assay/calibration_curve.hpp"
#include "niter/analysis/number_text.hpp"

namespace niter::analysis {

namespace {

using data::Finding;
using data::Verdict;

constexpr double sampling_limit = 1e-3;  // of the charge: a tenth of what a good balance closes to
constexpr double control_limit = 0.2;  // of the signal: the difference then loses a digit of trust

std::string percent(const Uncertain& x) {
  return fmt::format("({}) %", plus_minus(100 * x.value(), 100 * x.sigma()));
}

std::string micromoles(const Uncertain& x) {
  return fmt::format("({}) umol", plus_minus(1e6 * x.value(), 1e6 * x.sigma()));
}

Finding missing(std::string key, std::string title, std::string datum, std::string text) {
  Finding finding;
  finding.key = std::move(key);
  finding.title = std::move(title);
  finding.verdict = Verdict::NeedsDatum;
  finding.formula = "N = (c - c_0) V";
  finding.numbers = "c_0 taken as 0";
  finding.tolerance = "none: the result rests on it";
  finding.text = std::move(text);
  finding.missing = std::move(datum);
  finding.source = "andersen2019, protocol";
  return finding;
}

void add_controls(std::vector<Finding>& findings, const ElectrolysisInput& input,
                  const RunReport& report) {
  if (!input.blank && !input.ocp) {
    findings.push_back(missing("blank-missing", "No blank", "reading of the fresh electrolyte",
                               "Ammonia from air, gloves and salts is counted as product. Run the "
                               "fresh electrolyte through the same assay."));
  }
  if (!input.ocp) {
    findings.push_back(missing(
        "ocp-missing", "No open-circuit control", "reading after the same time without current",
        "What leaches from catalyst, membrane or cell without any current is "
        "counted as product."));
  }
  const auto* amount = report.find("amount");
  const auto* blank = report.find("blank_amount");
  const auto* ocp = report.find("ocp_amount");
  if (blank == nullptr && ocp == nullptr) return;
  const Uncertain control =
      (blank != nullptr ? blank->value : Uncertain()) + (ocp != nullptr ? ocp->value : Uncertain());
  const double share = control.value() / (control.value() + amount->value.value());
  if (!(share > control_limit)) return;
  Finding finding;
  finding.key = "control-large";
  finding.title = "Controls are a large part of the signal";
  finding.verdict = Verdict::Marginal;
  finding.formula = "N_control / (N + N_control)";
  finding.numbers = fmt::format("{} of {} = {:.0f} %", micromoles(control),
                                micromoles(control + amount->value), 100 * share);
  finding.tolerance = fmt::format("{:.0f} %", 100 * control_limit);
  finding.text =
      "The result is a difference of similar numbers; labelled reactant (15N) would decide.";
  finding.source = "andersen2019, protocol";
  findings.push_back(std::move(finding));
}

void add_product(std::vector<Finding>& findings, const RunReport& report) {
  const Uncertain& amount = report.find("amount")->value;
  if (amount.value() < 0) {
    Finding finding;
    finding.key = "product-negative";
    finding.title = "Less product than in the control";
    // noise about zero is honest; more than noise means the control is wrong
    finding.verdict = judge_excess(-amount.value(), amount.sigma(), 0) == Verdict::Consistent
                          ? Verdict::Marginal
                          : Verdict::Inconsistent;
    finding.formula = "N = (c - c_0) V >= 0";
    finding.numbers = fmt::format("N = {}", micromoles(amount));
    finding.tolerance = std::string(excess_limits);
    finding.text = "No product was made beyond the control; an efficiency cannot be quoted.";
    finding.source = "mass balance";
    findings.push_back(std::move(finding));
  }

  const Uncertain& efficiency = report.find("faradaic_efficiency")->value;
  Finding finding;
  finding.key = "efficiency-above-100";
  finding.title = "Faradaic efficiency is at most 100 %";
  finding.verdict = judge_excess(efficiency.value() - 1, efficiency.sigma(), 1);
  finding.formula = "FE = n F N / Q <= 100 %";
  finding.numbers = fmt::format("FE = {}", percent(efficiency));
  finding.tolerance = std::string(excess_limits);
  finding.text = finding.verdict == Verdict::Consistent
                     ? "The charge is enough for the product."
                     : "There is more product than the charge can make: look for ammonia from "
                       "elsewhere, for the dilution, and for lost parts of the record.";
  finding.source = "charge balance";
  findings.push_back(std::move(finding));
}

void add_sum(std::vector<Finding>& findings, const RunReport& report) {
  const Uncertain& efficiency = report.find("faradaic_efficiency")->value;
  const auto* sum = report.find("faradaic_sum");
  Finding finding;
  finding.key = "efficiency-sum";
  finding.title = "Efficiencies of all products add up to 100 %";
  finding.formula = "sum FE_k = 100 %";
  finding.tolerance = std::string(excess_limits);
  finding.source = "charge balance";
  const Uncertain& total = sum != nullptr ? sum->value : efficiency;
  finding.numbers =
      fmt::format("sum = {}, missing {:.2f} %", percent(total), 100 * (1 - total.value()));
  finding.verdict = judge_excess(std::abs(total.value() - 1), total.sigma(), 1);
  if (sum == nullptr) {
    // one product above 100 % is a finding of its own; below, the rest was not looked for
    if (total.value() >= 1 || finding.verdict == Verdict::Consistent) return;
    finding.verdict = Verdict::NeedsDatum;
    finding.missing = "amounts of the other products (H2, NO2-, N2, N2O)";
    finding.text = "The rest of the charge has no product.";
  } else {
    finding.text = finding.verdict == Verdict::Consistent
                       ? "All charge is accounted for."
                       : "Charge is lost or counted twice: a product is missing, or crossed the "
                         "membrane, or an assay is off.";
  }
  findings.push_back(std::move(finding));
}

void add_nitrogen(std::vector<Finding>& findings, const RunReport& report,
                  const Stoichiometry& chemistry) {
  const auto* consumed = report.find("reactant_consumed");
  if (consumed == nullptr || chemistry.nitrogen_ratio == 0) return;
  const Uncertain made = chemistry.nitrogen_ratio * report.find("amount")->value;
  const Uncertain excess = made - consumed->value;
  Finding finding;
  finding.key = "product-above-consumed";
  finding.title = "No more nitrogen in the product than was consumed";
  finding.verdict = judge_excess(excess.value(), excess.sigma(), consumed->value.value());
  finding.formula = "N a_p <= N_r a_r";
  finding.numbers =
      fmt::format("{} made, {} consumed", micromoles(made), micromoles(consumed->value));
  finding.tolerance = std::string(excess_limits);
  finding.text =
      finding.verdict == Verdict::Consistent
          ? "The nitrogen balance can close."
          : "There is more product than reactant consumed: nitrogen from elsewhere, or one "
            "of the two assays is off.";
  finding.source = "mass balance";
  findings.push_back(std::move(finding));
}

void add_sampling(std::vector<Finding>& findings, const ElectrolysisModel& model) {
  if (!model.record() || model.record()->charge == 0) return;
  const auto& record = *model.record();
  // halving the step of the trapezium rule divides its error by four
  const double error = std::abs(record.charge - record.coarse) / 3 / record.charge;
  if (error < sampling_limit) return;
  Finding finding;
  finding.key = "charge-sampling";
  finding.title = "The record is coarse";
  finding.verdict = Verdict::Marginal;
  finding.formula = "error of Q = |Q(h) - Q(2h)| / 3";
  finding.numbers = fmt::format("|{:.5g} - {:.5g}| / 3 = {:.2g} % of Q", record.charge,
                                record.coarse, 100 * error);
  finding.tolerance = fmt::format("{:.1f} %", 100 * sampling_limit);
  finding.text =
      "Every second point gives another charge: record the start of the transient faster.";
  finding.source = "press2007, sec. 4.2 (Richardson)";
  findings.push_back(std::move(finding));
}

void add_saturated(std::vector<Finding>& findings, const Calibration& calibration,
                   const ElectrolysisModel& model) {
  for (const auto& [name, assay] : model.assays()) {
    const auto& absorbance = assay->reading().absorbance;
    if (!absorbance || absorbance->si() <= calibration.absorbance_limit) continue;
    Finding finding;
    finding.key = "absorbance-saturated";
    finding.title = "Hardly any light is left";
    finding.verdict = Verdict::Marginal;
    finding.formula = "A <= limit";
    finding.numbers = fmt::format("'{}': A = {:.4g}, limit {:.4g}; 10^-A = {:.2g} of the light",
                                  name, absorbance->si(), calibration.absorbance_limit,
                                  std::pow(10, -absorbance->si()));
    finding.tolerance = "none: stray light and noise of the dark signal take over";
    finding.text =
        "Dilute the sample or take a shorter cell: above the limit a spectrometer reads "
        "too little.";
    finding.source = "10^-A of the light passes (physics of absorption)";
    findings.push_back(std::move(finding));
  }
}

// what the standards themselves say: a bend, outliers, one that decides alone
void add_standards(std::vector<Finding>& findings, const Calibration& calibration,
                   const CalibrationLine& line) {
  if (!line.fit) return;
  std::vector<Well> wells;
  for (std::size_t i = 0; i < calibration.standards.size(); ++i) {
    const auto& standard = calibration.standards[i];
    Well well{.kind = WellKind::Standard, .place = fmt::format("standard {}", i + 1)};
    well.concentration = standard.concentration.si();
    well.signal = standard.area ? *standard.area : *standard.absorbance;
    well.sigma = standard.sigma;
    wells.push_back(std::move(well));
  }
  const CurveUnits units{calibration.standards.front().concentration.unit(),
                         calibration.standards.front().area.has_value()};
  const auto curve = calibration_curve(wells, units,
                                       {.model = calibration.model,
                                        .weights = calibration.weights,
                                        .absorbance_limit = calibration.absorbance_limit});
  if (!curve) return;  // prepare() has said so before
  for (const auto& finding : curve->findings) {
    const bool doubt =
        finding.verdict == Verdict::Marginal || finding.verdict == Verdict::Inconsistent;
    if (doubt && finding.key.starts_with("calibration-")) findings.push_back(finding);
  }
}

void add_calibration(std::vector<Finding>& findings, const ElectrolysisInput& input,
                     const ElectrolysisModel& model) {
  if (!input.calibration) return;
  add_saturated(findings, *input.calibration, model);
  const auto line = prepare(*input.calibration);
  if (!line) return;
  add_standards(findings, *input.calibration, *line);
  if (line->highest == 0) return;
  for (const auto& [name, assay] : model.assays()) {
    const auto read = assay->on_line();
    if (!read || (*read >= line->lowest && *read <= line->highest)) continue;
    const char* const unit = line->per_mass ? "mg/L" : "mmol/L";
    // both are numerically SI times a thousand: kg m-3 to mg/L; mol m-3 is mmol/L
    const double scale = line->per_mass ? 1e3 : 1;
    Finding finding;
    finding.key = "calibration-extrapolated";
    finding.title = "Reading outside the calibration";
    finding.verdict = Verdict::Marginal;
    finding.formula = "lowest standard <= (A - a) / b <= highest standard";
    finding.numbers = fmt::format("'{}': {:.4g} is {:.4g} {}, standards {:.4g} to {:.4g} {}", name,
                                  assay->signal()->value(), scale * *read, unit,
                                  scale * line->lowest, scale * line->highest, unit);
    finding.tolerance = "none: the line is known only between its standards";
    finding.text = *read > line->highest ? "Dilute the sample until it falls among the standards."
                                         : "Add a lower standard, or dilute less.";
    finding.source = "currie1995, calibration";
    findings.push_back(std::move(finding));
  }
}

void add_stated(std::vector<Finding>& findings, const ElectrolysisRun& run,
                const Stoichiometry& chemistry) {
  if (!run.stated || !run.stated->faradaic_efficiency || !run.stated->yield_rate) return;
  findings.push_back(yield_closure(chemistry.electrons, *run.stated->yield_rate,
                                   *run.stated->faradaic_efficiency, run.stated->current_density));
}

void add_unstated(std::vector<Finding>& findings, const RunReport& report) {
  std::string names;
  for (const auto& input : report.inputs) {
    const bool exact_by_nature = input.value == 0 || input.name.ends_with("dilution") ||
                                 input.name == "reaction potential" ||
                                 input.name == "current gain" || input.name == "current offset";
    if (input.sigma > 0 || exact_by_nature) continue;
    names += (names.empty() ? "" : ", ") + input.name;
  }
  if (names.empty()) return;
  Finding finding;
  finding.key = "uncertainty-missing";
  finding.title = "Inputs without an uncertainty";
  finding.verdict = Verdict::NeedsDatum;
  finding.formula = "u2(y) = sum c_i2 u2(x_i)";
  finding.numbers = "u = 0 for: " + names;
  finding.tolerance = "none";
  finding.text =
      "These inputs are taken as exact, so the uncertainties of the results are too small.";
  finding.missing = "standard uncertainty of " + names;
  finding.source = "jcgm100, eq. 10";
  findings.push_back(std::move(finding));
}

}  // namespace

std::vector<Finding> run_findings(const ElectrolysisInput& input, const ElectrolysisRun& run,
                                  const ElectrolysisModel& model, const RunReport& report,
                                  const Stoichiometry& chemistry) {
  std::vector<Finding> findings;
  add_controls(findings, input, report);
  add_product(findings, report);
  add_sum(findings, report);
  add_nitrogen(findings, report, chemistry);
  add_sampling(findings, model);
  add_calibration(findings, input, model);
  add_stated(findings, run, chemistry);
  add_unstated(findings, report);
  return findings;
}

}  // namespace niter::analysis
