#include "niter/analysis/impedance/relaxation_reduction.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/impedance/impedance_figures.hpp"
#include "niter/analysis/impedance/relaxation_peaks.hpp"

namespace niter::analysis {

namespace {

constexpr double harmless_misfit = 1e-3;  // share of |Z|
constexpr double consistent_ratio = 1.5, marginal_ratio = 3;
constexpr double consistent_outside = 0.05, marginal_outside = 0.2;

double rms(std::span<const std::complex<double>> residuals) {
  double squares = 0;
  for (const auto& r : residuals) squares += std::norm(r);
  return std::sqrt(squares / (2 * static_cast<double>(residuals.size())));
}

data::Table distribution_table(const RelaxationTimes& result) {
  data::Table table;
  table.title = "distribution of relaxation times";
  table.columns = {{"tau", Unit::of("s"), result.tau},
                   {"gamma", Unit::of("Ohm"), result.gamma, {}, "per unit of ln tau"}};
  if (!result.low.empty()) {
    table.columns.push_back({"gamma_low", Unit::of("Ohm"), result.low, {}, "credible band"});
    table.columns.push_back({"gamma_high", Unit::of("Ohm"), result.high, {}, "credible band"});
  }
  return table;
}

data::Table peak_table(const RelaxationTimes& result) {
  data::Table table;
  table.title = "relaxation peaks";
  table.columns = {{"tau", Unit::of("s"), {}},
                   {"R_peak", Unit::of("Ohm"), {}},
                   {"C_peak", Unit::of("F"), {}, {}, "tau / R"}};
  for (const auto& peak : result.peaks) {
    table.columns[0].values.push_back(peak.tau);
    table.columns[1].values.push_back(peak.resistance);
    table.columns[2].values.push_back(peak.tau / peak.resistance);
    if (peak.tau_spread) table.columns[0].sigma.push_back(peak.tau * *peak.tau_spread);
    if (peak.sigma) table.columns[1].sigma.push_back(*peak.sigma);
  }
  // a spread is known of all peaks or shown of none
  for (auto& column : table.columns) {
    if (column.sigma.size() != column.values.size()) column.sigma.clear();
  }
  return table;
}

class Measures {
 public:
  Measures(std::string suffix, std::optional<double> area, data::Reduction& reduction)
      : suffix_(std::move(suffix)), area_(area), reduction_(reduction) {}

  void resistance(const std::string& id, std::string title, double value, double sigma,
                  std::string formula, std::string note) {
    const double scale = area_.value_or(1);
    add(id, std::move(title), Uncertain::input(id + suffix_, scale * value, scale * sigma),
        impedance_unit(scale * std::abs(value), area_.has_value()), std::move(formula),
        std::move(note));
  }
  void add(const std::string& id, std::string title, Uncertain value, Unit unit,
           std::string formula, std::string note) {
    reduction_.measures.push_back({id + suffix_, std::move(title), std::move(value),
                                   std::move(unit), std::move(formula), "wan2015",
                                   std::move(note)});
  }

 private:
  std::string suffix_;
  std::optional<double> area_;
  data::Reduction& reduction_;
};

void add_measures(const RelaxationTimes& result, const RelaxationOptions& options,
                  Measures measures) {
  const auto rule = *std::ranges::find(enum_names(LambdaRule{}), options.rule,
                                       [](const auto& name) { return name.second; });
  const std::string how =
      fmt::format("lambda = {:.2g} ({}); {:.0f} parameters determined", result.lambda,
                  options.lambda ? "given" : rule.first, result.parameters);
  measures.resistance("series_resistance", "Series resistance", result.series, result.series_sigma,
                      "Re Z at infinite frequency", how);
  measures.resistance("polarisation_resistance", "Polarisation resistance", result.polarisation,
                      result.polarisation_sigma, "int gamma d ln tau", how);
  if (options.inductance == Term::Fit) {
    measures.add("series_inductance", "Series inductance", Uncertain(result.inductance),
                 Unit::of("uH"), "Im Z = omega L", how);
  }
  for (std::size_t p = 0; p < result.peaks.size(); ++p) {
    const auto& peak = result.peaks[p];
    const std::string number = std::to_string(p + 1);
    const std::string range = fmt::format("from {:.2g} to {:.2g} s", peak.low, peak.high);
    measures.resistance("peak_resistance_" + number, "Resistance under peak " + number,
                        peak.resistance, peak.sigma.value_or(0), "int gamma d ln tau", range);
    measures.add(
        "peak_time_" + number, "Relaxation time of peak " + number,
        Uncertain::input("peak_time_" + number, peak.tau, peak.tau * peak.tau_spread.value_or(0)),
        Unit::of("s"), "maximum of gamma", range);
  }
}

}  // namespace

data::Finding relaxation_fit_finding(const RelaxationTimes& result, const KramersKronig& chain) {
  data::Finding finding;
  finding.key = "drt-fit";
  finding.title = "The distribution describes the spectrum";
  finding.formula = "rms of (Z - model)/|Z|, over that of the Kramers-Kronig chain";
  finding.source = "schonleber2014 (the chain has elements of either sign)";
  const double ours = rms(result.residuals);
  const double least = std::max(chain.rms, harmless_misfit);
  const double ratio = ours / least;
  finding.numbers =
      fmt::format("{:.2g} % against {:.2g} %: {:.2g} times", 100 * ours, 100 * least, ratio);
  finding.tolerance =
      fmt::format("{:g} times consistent, {:g} times marginal; {:g} % of |Z| is harmless",
                  consistent_ratio, marginal_ratio, 100 * harmless_misfit);
  finding.verdict = ratio <= consistent_ratio ? data::Verdict::Consistent
                    : ratio <= marginal_ratio ? data::Verdict::Marginal
                                              : data::Verdict::Inconsistent;
  finding.text =
      finding.verdict == data::Verdict::Consistent
          ? "What is left is what no chain of RC elements explains either."
          : "The spectrum has something that non-negative relaxations of this width have not: an "
            "inductive loop (sign = free), a blocking capacitance (capacitance = fit), or an arc "
            "as narrow as an ideal capacitor's.";
  return finding;
}

data::Finding relaxation_range_finding(const RelaxationTimes& result) {
  const auto place = [&](double tau) {
    const auto found = std::ranges::lower_bound(result.tau, tau);
    return static_cast<std::size_t>(
        std::min(found - result.tau.begin(), std::ssize(result.tau) - 1));
  };
  const double inside =
      peak_area(result.tau, result.gamma, place(result.fastest), place(result.slowest));
  const double outside = std::abs(1 - inside / result.polarisation);
  data::Finding finding;
  finding.key = "drt-range";
  finding.title = "The relaxations lie within the measured frequencies";
  finding.formula = "share of int gamma d ln tau outside 1/omega_max to 1/omega_min";
  finding.source = "definition";
  finding.numbers = fmt::format("{:.2g} % outside {:.2g} to {:.2g} s", 100 * outside,
                                result.fastest, result.slowest);
  finding.tolerance = fmt::format("{:g} % consistent, {:g} % marginal", 100 * consistent_outside,
                                  100 * marginal_outside);
  finding.verdict = outside <= consistent_outside ? data::Verdict::Consistent
                    : outside <= marginal_outside ? data::Verdict::Marginal
                                                  : data::Verdict::Inconsistent;
  finding.text = finding.verdict == data::Verdict::Consistent
                     ? "Series and polarisation resistance are determined by the points."
                     : "Part of the polarisation resistance is extrapolated: measure at lower (or "
                       "higher) frequencies, or read only the peaks inside.";
  return finding;
}

Result<data::Reduction> reduce_relaxation_times(std::span<const data::Table> tables,
                                                const RelaxationReductionOptions& options) {
  data::Reduction reduction{.technique = "drt", .title = "Distribution of relaxation times"};
  std::optional<double> area;
  if (options.area) area = options.area->si();
  if (tables.empty()) return fail(Code::InvalidInput, "no spectrum to reduce");
  for (std::size_t k = 0; k < tables.size(); ++k) {
    NITER_TRY(const auto spectrum, spectrum_of(tables[k], options.distribution.spectrum));
    NITER_TRY(const auto result, relaxation_times(spectrum, options.distribution));
    NITER_TRY(const auto chain, kramers_kronig(spectrum));
    const std::string suffix = tables.size() > 1 ? " " + tables[k].title : "";
    add_measures(result, options.distribution, {suffix, area, reduction});
    reduction.tables.push_back(distribution_table(result));
    reduction.tables.push_back(peak_table(result));
    for (auto finding : {relaxation_fit_finding(result, chain), relaxation_range_finding(result)}) {
      finding.key += suffix;
      reduction.findings.push_back(std::move(finding));
    }
    if (options.distribution.draws > 0 && result.low.empty()) {
      reduction.caveats.push_back(
          "No credible band" + suffix +
          ": the best distribution without bounds lies so far outside them that sampling does not "
          "come on. Peaks have no uncertainty then.");
    }
    ImpedanceView view{.id = fmt::format("fig-drt-{}", k + 1), .title = tables[k].title};
    view.area = area;
    reduction.figures.push_back(relaxation_figure(result, view, options.distribution.credibility));
    view.id = fmt::format("fig-drt-spectrum-{}", k + 1);
    view.models.push_back({"distribution of relaxation times", spectrum.frequency, result.model});
    reduction.figures.push_back(impedance_figure(spectrum, view));
    view.id = fmt::format("fig-drt-residuals-{}", k + 1);
    reduction.figures.push_back(residual_figure(spectrum, result.residuals, view));
    reduction.records.push_back(tables[k].provenance);
  }
  return reduction;
}

}  // namespace niter::analysis
