#include "niter/analysis/echem/cv.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "niter/analysis/echem/curve_mean.hpp"
#include "niter/analysis/echem/cv_cycles.hpp"
#include "niter/analysis/echem/replicates.hpp"
#include "niter/analysis/number_text.hpp"
#include "niter/analysis/statistics.hpp"
#include "niter/chem/constants.hpp"
#include "niter/physics/closed/nicholson_shain.hpp"
#include "niter/physics/closed/randles_sevcik.hpp"

namespace niter::analysis {

namespace {

Result<std::optional<Stretch>> stretch_of(const std::vector<Quantity>& ends, const char* key) {
  if (ends.empty()) return std::optional<Stretch>{};
  if (ends.size() == 2) return std::optional(Stretch{ends[0].si(), ends[1].si()});
  return fail(Code::InvalidInput,
              fmt::format("'{}' holds two potentials, not {}", key, ends.size()));
}

Status find_peaks(Cycles& cycles, const CvOptions& options, data::Reduction& reduction) {
  if (!options.peaks) return {};
  NITER_TRY(const auto up_range, stretch_of(options.anodic_range, "anodic_range"));
  NITER_TRY(const auto down_range, stretch_of(options.cathodic_range, "cathodic_range"));
  NITER_TRY(const auto up_base, stretch_of(options.anodic_baseline, "anodic_baseline"));
  NITER_TRY(const auto down_base, stretch_of(options.cathodic_baseline, "cathodic_baseline"));
  constexpr double much = 0.01;  // noise over height up to which find_peak holds what it states
  for (auto& cycle : cycles.all) {
    const auto anodic =
        find_peak(cycle.up, {PeakKind::Anodic, up_base, up_range, "anodic peak" + cycle.behind});
    const auto cathodic = find_peak(
        cycle.down, {PeakKind::Cathodic, down_base, down_range, "cathodic peak" + cycle.behind});
    if (anodic) cycle.anodic = *anodic;
    if (cathodic) cycle.cathodic = *cathodic;
    for (const auto* peak : {&anodic, &cathodic}) {
      if (!*peak) {
        reduction.caveats.push_back(cycle.name + ": " + peak->error().text());
      } else if ((*peak)->noise > much * std::abs((*peak)->height.value())) {
        reduction.caveats.push_back(
            fmt::format("{}: noise is {:.2g} % of the peak at {:.3g} V: its place is less certain "
                        "than stated, smooth or average first",
                        cycle.name, 100 * (*peak)->noise / std::abs((*peak)->height.value()),
                        (*peak)->potential.value()));
      }
    }
  }
  if (up_base && down_base) return {};
  reduction.caveats.emplace_back(
      "a peak without a stated baseline is counted from zero current: state anodic_baseline and "
      "cathodic_baseline before comparing heights");
  return {};
}

Uncertain magnitude(const Uncertain& value) {
  return value.value() < 0 ? -value : value;
}

void report_peaks(const Cycle& cycle, const Cycles& cycles, std::vector<data::Measure>& measures) {
  const auto add = [&](std::string id, std::string title, Uncertain value, const Unit& unit,
                       std::string formula) {
    measures.push_back({std::move(id), std::move(title), std::move(value), unit, std::move(formula),
                        "nicholson1964", cycles.scale});
  };
  const Unit volt = Unit::of("V");
  const auto peak = [&](const std::optional<Peak>& p, const std::string& kind,
                        const std::string& title) {
    if (!p) return;
    add(kind + "_peak_potential", title + " peak potential", p->potential, volt,
        "summit of a cubic");
    add(kind + "_peak_current", title + " peak current", p->height, cycles.unit(),
        "over the baseline");
    add(kind + "_half_peak", title + " peak to half peak",
        magnitude(p->potential - p->half_potential), Unit::of("mV"), "|E_p - E_p/2|");
  };
  peak(cycle.anodic, "anodic", "Anodic");
  peak(cycle.cathodic, "cathodic", "Cathodic");
  if (!cycle.anodic || !cycle.cathodic) return;
  const Peak& a = *cycle.anodic;
  const Peak& c = *cycle.cathodic;
  add("half_wave_potential", "Half-wave potential", (a.potential + c.potential) / 2, volt,
      "(E_pa + E_pc)/2");
  add("peak_separation", "Peak separation", a.potential - c.potential, Unit::of("mV"),
      "E_pa - E_pc");
  add("peak_ratio", "Ratio of the peaks", magnitude(a.height / c.height), Unit::of("1"),
      "|i_pa / i_pc|");
}

data::Finding separation_finding(const Cycles& cycles, const CvOptions& options) {
  data::Finding finding;
  finding.key = "peak-separation";
  finding.title = "Peaks stand no closer than diffusion allows";
  // 2.218 RT/nF between the peaks of a reversible couple with a far reversal
  const double n = options.electrons.value_or(1);
  const double least = 2.218 * constants::R * options.temperature.si() / (n * constants::F);
  double lowest = std::numeric_limits<double>::infinity();
  double highest = 0;
  for (const auto& cycle : cycles.all) {
    if (!cycle.anodic || !cycle.cathodic) continue;
    const double apart = cycle.anodic->potential.value() - cycle.cathodic->potential.value();
    lowest = std::min(lowest, apart);
    highest = std::max(highest, apart);
  }
  finding.formula = "E_pa - E_pc >= 2.218 R T / (n F)";
  finding.numbers = fmt::format("{:.0f} to {:.0f} mV, limit {:.1f} mV for n = {:g}", 1e3 * lowest,
                                1e3 * highest, 1e3 * least, n);
  finding.tolerance = "2 mV, the spacing of points";
  finding.source = "nicholson1964, table I (28.5/n mV either side of the half-wave potential)";
  constexpr double spacing = 2e-3;
  const bool allowed = lowest >= least - spacing;
  finding.verdict = allowed ? data::Verdict::Consistent : data::Verdict::Inconsistent;
  finding.text = !allowed
                     ? "Peaks this close belong to a species on the surface, or to n above the "
                       "stated one."
                 : highest < 1.3 * least
                     ? "As a fast couple in solution."
                     : "Wider than a fast couple: slow transfer or iR; both grow with the rate.";
  return finding;
}

/// Peak currents against the root of the rate.
Status root_law(const Cycles& cycles, const CvOptions& options, data::Reduction& reduction,
                data::Figure& figure) {
  std::vector<double> x;
  std::vector<double> logs;
  std::vector<double> y;
  std::vector<double> powers;
  for (const auto& cycle : cycles.all) {
    const auto& peak = cycle.anodic ? cycle.anodic : cycle.cathodic;
    if (!peak || !(cycle.rate > 0)) continue;
    x.push_back(std::sqrt(cycle.rate));
    y.push_back(std::abs(peak->height.value()));
    logs.push_back(std::log(cycle.rate));
    powers.push_back(std::log(y.back()));
  }
  // one rate many times says nothing of the rate
  constexpr double least_range = 1.5;
  const auto [slowest, fastest] = std::minmax_element(x.begin(), x.end());
  if (x.size() < 3 || *fastest < std::sqrt(least_range) * *slowest) return {};
  NITER_TRY(const auto line, fit_line(x, y));
  NITER_TRY(const auto power, fit_line(logs, powers));
  reduction.measures.push_back(
      {"rate_exponent", "Exponent of the scan rate",
       Uncertain::input("scatter of the peaks", power.slope, power.slope_sigma), Unit::of("1"),
       "|i_p| ~ v^x", "nicholson1964", "1/2 under diffusion, 1 on the surface"});
  const double area = cycles.per_area ? 1 : options.area ? options.area->si() : 0;
  if (options.electrons && options.concentration && area > 0) {
    // the slope goes as D^(1/2)
    const physics::PlanarSweep unit{.n = *options.electrons,
                                    .concentration = options.concentration->si(),
                                    .diffusivity = 1,
                                    .scan_rate = 1,
                                    .temperature = options.temperature.si()};
    const double one = area * physics::reversible_peak_current_density(unit);
    const double root = line.slope / one;
    reduction.measures.push_back(
        {"diffusion_coefficient", "Diffusion coefficient by Randles-Sevcik",
         Uncertain::input("slope of the peaks", root * root,
                          2 * root * root * line.slope_sigma / line.slope),
         Unit::of("m2 s-1"), "|i_p| = 0.4463 n F A c (n F v D / R T)^(1/2)", "nicholson1964",
         fmt::format("{} rates, fast charge transfer taken for granted", x.size())});
  }
  data::Panel panel;
  panel.letter = "b";
  panel.x = {"root_rate", Unit::of("1")};
  panel.y = {cycles.word(), cycles.unit()};
  data::Series points;
  points.name = fmt::format("i_p ~ v^({})", plus_minus(power.slope, power.slope_sigma));
  points.mark = data::Series::Mark::Points;
  points.x = x;
  points.y = y;
  data::Series fit;
  fit.colour = 1;
  fit.x = {0, x.back()};
  fit.y = {line.intercept, line.intercept + line.slope * x.back()};
  panel.series = {fit, points};
  figure.panels.push_back(std::move(panel));
  figure.caption += " b: peaks against the root of the scan rate.";
  return {};
}

Status report_charge(const Cycle& cycle, const Cycles& cycles, const CvOptions& options,
                     std::vector<data::Measure>& measures) {
  NITER_TRY(const auto between, stretch_of(options.charge_between, "charge_between"));
  if (!between) return {};
  NITER_TRY(const auto up_base, stretch_of(options.anodic_baseline, "anodic_baseline"));
  NITER_TRY(const auto down_base, stretch_of(options.cathodic_baseline, "cathodic_baseline"));
  const Unit unit = Unit::of(cycles.per_area ? "uC cm-2" : "uC");
  NITER_TRY(auto up,
            sweep_charge(cycle.up, {*between, up_base, cycle.rate, "anodic" + cycle.behind}));
  NITER_TRY(auto down,
            sweep_charge(cycle.down, {*between, down_base, cycle.rate, "cathodic" + cycle.behind}));
  const std::string note = fmt::format(
      "{:.4g} to {:.4g} V{}{}, {}", between->from, between->to, cycles.scale.empty() ? "" : " ",
      cycles.scale, up_base || down_base ? "over the stated baselines" : "over zero current");
  measures.push_back({"anodic_charge", "Charge of the anodic sweep", std::move(up), unit,
                      "integral of i dE / v", "press2007", note});
  measures.push_back({"cathodic_charge", "Charge of the cathodic sweep", std::move(down), unit,
                      "integral of i dE / v", "press2007", note});
  return {};
}

Status report_hysteresis(const Cycle& cycle, const Cycles& cycles, const CvOptions& options,
                         std::vector<data::Measure>& measures) {
  for (const auto& potential : options.potentials) {
    NITER_TRY(const double up, current_at(cycle.up, {potential.si(), 0}));
    NITER_TRY(const double down, current_at(cycle.down, {potential.si(), 0}));
    const std::string at = fmt::format(" at {:.4g} V", potential.si());
    measures.push_back({"hysteresis" + at, "Hysteresis" + at, Uncertain(up - down), cycles.unit(),
                        "i(up) - i(down)", "identity: difference",
                        fmt::format("{:.4g} up, {:.4g} {} down", cycles.unit().from_si(up),
                                    cycles.unit().from_si(down), cycles.unit().text())});
  }
  return {};
}

}  // namespace

Result<data::Reduction> reduce_cv(std::span<const data::Table> tables, const CvOptions& options) {
  NITER_TRY(auto cycles, cycles_of(tables, options));
  data::Reduction reduction{.technique = "cv",
                            .title = options.label.empty()
                                         ? "Cyclic voltammetry"
                                         : "Cyclic voltammetry, " + options.label};
  NITER_OK(find_peaks(cycles, options, reduction));
  NITER_TRY(auto figure, cycles_figure(cycles));
  bool couple = false;
  std::vector<std::vector<data::Measure>> records;
  for (const auto& cycle : cycles.all) {
    auto& measures = records.emplace_back();
    report_peaks(cycle, cycles, measures);
    NITER_OK(report_charge(cycle, cycles, options, measures));
    NITER_OK(report_hysteresis(cycle, cycles, options, measures));
    couple = couple || (cycle.anodic && cycle.cathodic);
  }
  if (cycles.replicates) reduction.measures = replicate_means(records, reduction.caveats);
  for (std::size_t k = 0; k < records.size(); ++k) {
    for (auto& measure : records[k]) {
      measure.id += cycles.all[k].behind;
      measure.title += cycles.all[k].behind;
      reduction.measures.push_back(std::move(measure));
    }
  }
  if (couple) reduction.findings.push_back(separation_finding(cycles, options));
  NITER_OK(root_law(cycles, options, reduction, figure));
  reduction.figures = {std::move(figure)};
  reduction.settings = {{"potential scale", cycles.scale.empty() ? "as recorded" : cycles.scale}};
  for (const auto& table : tables) reduction.records.push_back(table.provenance);
  return reduction;
}

}  // namespace niter::analysis
