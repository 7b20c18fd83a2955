#include "niter/analysis/echem/polarisation.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/each_record.hpp"
#include "niter/analysis/echem/polarisation_figure.hpp"
#include "niter/analysis/echem/replicates.hpp"

namespace niter::analysis {

namespace {

// magnitude in the unit of the curve: A m-2, or A where no area is known
Result<double> magnitude_of(const Quantity& quantity, const Unit& unit) {
  if (quantity.unit().same_dimension(unit)) return std::abs(quantity.si());
  return fail(Code::Unit,
              fmt::format("'{}' does not fit a curve in {}", quantity.text(), unit.text()),
              "declare the area, or give the current in the same kind of unit");
}

Sweep whole(const data::Table& table) {
  return {.first = 0, .last = table.rows() - 1};
}

// without time a record is one sweep
Result<Sweep> chosen_sweep(const data::Table& table, int number) {
  if (table.find("t") == nullptr) return whole(table);
  NITER_TRY(const auto sweeps, split_sweeps(table));
  if (number < 1 || static_cast<std::size_t>(number) > sweeps.size()) {
    return fail(Code::InvalidInput, fmt::format("there is no sweep {}", number),
                fmt::format("the record has {}", sweeps.size()));
  }
  return sweeps[static_cast<std::size_t>(number) - 1];
}

bool is_cathodic(const Curve& curve, Branch branch) {
  if (branch != Branch::Larger) return branch == Branch::Cathodic;
  const auto [low, high] = std::ranges::minmax(curve.current);
  return -low > high;
}

std::string shown(const Unit& unit, double si) {
  return fmt::format("{:.4g} {}", unit.from_si(si), unit.text());
}

/// Everything read from one record.
class Reader {
 public:
  Reader(const data::Table& table, const PolarisationOptions& options)
      : options_(options), unit_(Unit::of(table.find("j") != nullptr ? "mA cm-2" : "mA")) {}

  Result<PolarisationCurve> read(const data::Table& table) {
    NITER_TRY(const auto sweep, chosen_sweep(table, options_.sweep));
    NITER_TRY(const auto curve, curve_of(table, sweep));
    out_.name = table.provenance.origin;
    out_.potential.assign(curve.potential.begin(), curve.potential.end());
    out_.current.assign(curve.current.begin(), curve.current.end());
    cathodic_ = is_cathodic(curve, options_.branch);
    NITER_OK(read_currents(curve));
    NITER_OK(read_onset(curve));
    NITER_OK(read_tafel(curve));
    return std::move(out_);
  }
  const std::vector<data::Measure>& readings() const { return readings_; }

 private:
  Status read_currents(const Curve& curve) {
    for (const auto& potential : options_.potentials) {
      NITER_TRY(const double volts, potential.in(Unit::of("V")));
      const LocalWindow window{volts, options_.fit_width.si()};
      const auto line = local_line(curve.potential, curve.current, {}, window);
      NITER_TRY(const double current, current_at(curve, window));
      const double variance =
          line && line->points > 2 ? line->squares / (line->points - 2) * line->share : 0;
      add({fmt::format("current {:g} V", volts), fmt::format("Current at {:g} V", volts), current,
           unit_, "straight line through the points around it", "jcgm100",
           fmt::format("line {:g} mV wide", 1e3 * options_.fit_width.si())},
          std::sqrt(variance));
    }
    return {};
  }

  Status read_onset(const Curve& curve) {
    if (!options_.onset_current) return {};
    NITER_TRY(const double level, magnitude_of(*options_.onset_current, unit_));
    const OnsetOptions rule{.level = cathodic_ ? -level : level};
    NITER_TRY(const double potential, onset(curve, rule));
    out_.onset = potential;
    add({"onset_potential", "Onset potential", potential, Unit::of("V"),
         "E where |j| reaches the level", "bard2001",
         fmt::format("rule: |j| = {}", shown(unit_, level))},
        0);
    return {};
  }

  Status read_tafel(const Curve& curve) {
    TafelOptions tafel{.cathodic = cathodic_};
    if (!options_.tafel_window.empty()) {
      if (options_.tafel_window.size() != 2) {
        return fail(Code::InvalidInput, "'tafel_window' holds two currents");
      }
      NITER_TRY(const double low, magnitude_of(options_.tafel_window[0], unit_));
      NITER_TRY(const double high, magnitude_of(options_.tafel_window[1], unit_));
      tafel.window = CurrentWindow{low, high};
    }
    if (options_.limiting_current) {
      NITER_TRY(tafel.limiting_current, magnitude_of(*options_.limiting_current, unit_));
    }
    auto line = tafel_line(curve, tafel);
    // a curve that has no Tafel range is no mistake unless its window was stated
    if (!line && options_.tafel_window.empty()) return {};
    if (!line) return fail(std::move(line).error());
    out_.tafel = *line;
    add({"tafel_slope", "Tafel slope", line->slope, Unit::of("mV"), "b = |dE/dlog10 |j||",
         "bard2001",
         fmt::format("{} window {} to {}, {} points; {:.3g} ± {:.2g} mV by the fit, neighbours "
                     "{:.3g} to {:.3g} mV",
                     line->found ? "found" : "stated", shown(unit_, line->window.low),
                     shown(unit_, line->window.high), line->points, 1e3 * line->slope,
                     1e3 * line->slope_sigma,
                     1e3 * std::ranges::min(line->neighbours, {}, &TafelPoint::slope).slope,
                     1e3 * std::ranges::max(line->neighbours, {}, &TafelPoint::slope).slope)},
        std::hypot(line->slope_sigma, line->window_sigma));
    return {};
  }

  void add(data::Measure measure, double sigma) {
    measure.value = Uncertain::input(measure.id + " of the curve", measure.value.value(), sigma);
    readings_.push_back(std::move(measure));
  }

  const PolarisationOptions& options_;
  Unit unit_;
  bool cathodic_ = true;
  PolarisationCurve out_;
  std::vector<data::Measure> readings_;
};

}  // namespace

Result<data::Reduction> reduce_polarisation(std::span<const data::Table> tables,
                                            const PolarisationOptions& options) {
  data::Reduction reduction{
      .technique = "lsv",
      .title = options.label.empty() ? "Polarisation" : "Polarisation, " + options.label};
  std::vector<PolarisationCurve> curves;
  std::vector<std::vector<data::Measure>> readings;
  NITER_OK(
      reduce_each(tables, reduction, [&](const data::Table& table, const std::string&) -> Status {
        Reader reader(table, options);
        NITER_TRY(curves.emplace_back(), reader.read(table));
        readings.push_back(reader.readings());
        return {};
      }));
  reduction.measures = replicate_means(readings, reduction.caveats);
  const auto* const potential = tables.front().find("E");
  const bool per_area = tables.front().find("j") != nullptr;
  std::optional<CurveMean> mean;
  if (curves.size() > 1) {
    std::vector<Curve> views;
    for (const auto& curve : curves) views.push_back({curve.potential, curve.current});
    NITER_TRY(mean, mean_curve(views));
  }
  reduction.figures = {polarisation_figure(curves, mean, potential->comment, per_area)};
  auto table = curve_table(curves.front(), mean, *potential, per_area);
  reduction.tables = {std::move(table)};
  return reduction;
}

}  // namespace niter::analysis
