#include "niter/analysis/echem/cv_cycles.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "niter/analysis/echem/curve_mean.hpp"

namespace niter::analysis {

namespace {

/// A record without times is cut by the order of its points; its rates mean nothing.
Result<std::vector<Sweep>> sweeps_of(const data::Table& record) {
  if (record.find("t") != nullptr) return split_sweeps(record);
  data::Table counted = record;
  data::Column order{"t", Unit::of("s"), {}};
  for (std::size_t i = 0; i < record.rows(); ++i) order.values.push_back(static_cast<double>(i));
  counted.columns.push_back(std::move(order));
  return split_sweeps(counted);
}

/// Two sweeps in a row that go opposite ways over nearly the same window.
Result<Cycle> cycle_of(const data::Table& table, std::optional<int> wanted,
                       std::optional<double> rate) {
  constexpr double covered = 0.9;  // of the wider of the two
  NITER_TRY(const auto sweeps, sweeps_of(table));
  std::vector<std::size_t> firsts;
  for (std::size_t i = 0; i + 1 < sweeps.size(); ++i) {
    const double a = sweeps[i].high - sweeps[i].low;
    const double b = sweeps[i + 1].high - sweeps[i + 1].low;
    if (std::min(a, b) < covered * std::max(a, b)) continue;
    firsts.push_back(i);
    ++i;
  }
  const int count = static_cast<int>(firsts.size());
  const int number = wanted.value_or(count);
  if (number < 1 || number > count) {
    return fail(Code::InvalidInput, fmt::format("'{}' has {} complete cycles, not a cycle {}",
                                                table.title, count, number));
  }
  const Sweep& first = sweeps[firsts[static_cast<std::size_t>(number - 1)]];
  const Sweep& second = sweeps[firsts[static_cast<std::size_t>(number - 1)] + 1];
  NITER_TRY(const auto one, curve_of(table, first));
  NITER_TRY(const auto two, curve_of(table, second));
  Cycle cycle;
  const bool rising = one.potential.back() > one.potential.front();
  cycle.up = rising ? one : two;
  cycle.down = rising ? two : one;
  if (rate) {
    cycle.rate = std::abs(*rate);
  } else if (table.find("t") != nullptr) {
    cycle.rate = std::abs(first.rate);
  }
  cycle.name = table.title.empty() ? table.provenance.origin : table.title;
  return cycle;
}

/// Records of one rate are replicates and have numbers; others are told apart by their rate.
void tell_apart(Cycles& cycles) {
  constexpr double alike = 1.02;  // rates are read from the record: staircases round them
  auto& all = cycles.all;
  const double slowest = all.front().rate, fastest = all.back().rate;
  cycles.replicates = all.size() > 1 && slowest > 0 && fastest <= alike * slowest;
  std::map<std::string, int> met;
  for (std::size_t k = 0; k < all.size(); ++k) {
    auto& behind = all[k].behind;
    behind = all.size() == 1     ? ""
             : cycles.replicates ? fmt::format(" {}", k + 1)
             : all[k].rate > 0   ? fmt::format(" {:.4g} mV/s", 1e3 * all[k].rate)
                                 : " " + all[k].name;
    if (const int number = ++met[behind]; number > 1) behind += fmt::format(" ({})", number);
  }
}

}  // namespace

Result<Cycles> cycles_of(std::span<const data::Table> tables, const CvOptions& options) {
  if (tables.empty()) return fail(Code::InvalidInput, "no record to reduce");
  if (!options.scan_rates.empty() && options.scan_rates.size() != tables.size()) {
    return fail(Code::InvalidInput, fmt::format("{} scan rates for {} records",
                                                options.scan_rates.size(), tables.size()));
  }
  Cycles cycles;
  cycles.per_area = tables.front().find("j") != nullptr;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (const auto potential = tables[i].column("E"); !potential) return fail(potential.error());
    if ((tables[i].find("j") != nullptr) != cycles.per_area) {
      return fail(Code::Inconsistent, "some records hold currents, others current densities",
                  "declare the area");
    }
    std::optional<double> rate;
    if (!options.scan_rates.empty()) rate = options.scan_rates[i].si();
    NITER_TRY(auto cycle, cycle_of(tables[i], options.cycle, rate));
    cycles.all.push_back(std::move(cycle));
    cycles.scale = tables[i].find("E")->comment;
  }
  std::ranges::stable_sort(cycles.all, {}, &Cycle::rate);
  tell_apart(cycles);
  return cycles;
}

namespace {

/// Mean and band of each sweep.
Result<CurveMean> add_means(const Cycles& cycles, data::Panel& panel) {
  std::vector<Curve> up, down;
  for (const auto& cycle : cycles.all) {
    up.push_back(cycle.up);
    down.push_back(cycle.down);
  }
  NITER_TRY(auto anodic, mean_curve(up));
  NITER_TRY(const auto cathodic, mean_curve(down));
  const auto name = fmt::format("mean of {}", anodic.replicates);
  for (auto& series : band_series(anodic, name, 0)) panel.series.push_back(std::move(series));
  for (auto& series : band_series(cathodic, "", 0)) panel.series.push_back(std::move(series));
  return anodic;
}

}  // namespace

Result<data::Figure> cycles_figure(const Cycles& cycles) {
  data::Figure figure;
  figure.id = "fig-cv";
  figure.title = "Cyclic voltammetry";
  figure.caption = "a: the cycles; open symbols: peaks, as they stand over their baselines.";
  data::Panel panel;
  panel.letter = "a";
  panel.x = {"E", Unit::of("V"), cycles.scale};
  panel.y = {cycles.word(), cycles.unit()};
  int colour = 0;
  if (cycles.replicates) {
    NITER_TRY(const auto mean, add_means(cycles, panel));
    figure.caption += band_caption(mean);
    ++colour;
  }
  for (const auto& cycle : cycles.all) {
    data::Series series;
    series.name = cycles.replicates       ? "record" + cycle.behind
                  : cycle.rate > 0        ? fmt::format("{:.4g} mV/s", 1e3 * cycle.rate)
                  : cycles.all.size() > 1 ? cycle.name
                                          : "";
    series.dashed = cycles.replicates;
    series.colour = colour % 6;
    for (const Curve* curve : {&cycle.up, &cycle.down}) {
      series.x.insert(series.x.end(), curve->potential.begin(), curve->potential.end());
      series.y.insert(series.y.end(), curve->current.begin(), curve->current.end());
    }
    panel.series.push_back(std::move(series));
    data::Series peaks;
    peaks.mark = data::Series::Mark::Points;
    peaks.reported = true;
    peaks.colour = colour % 6;
    const auto mark = [&](const std::optional<Peak>& peak, const Curve& curve) {
      if (!peak) return;
      peaks.x.push_back(peak->potential.value());
      peaks.y.push_back(value_at(curve, peak->potential.value()));
    };
    mark(cycle.anodic, cycle.up);
    mark(cycle.cathodic, cycle.down);
    if (!peaks.x.empty()) panel.series.push_back(std::move(peaks));
    ++colour;
  }
  figure.panels = {std::move(panel)};
  return figure;
}

}  // namespace niter::analysis
