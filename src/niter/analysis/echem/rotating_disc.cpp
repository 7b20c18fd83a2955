#include "niter/analysis/echem/rotating_disc.hpp"

#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/echem/koutecky_levich_fit.hpp"

namespace niter::analysis {

namespace {

Result<Curve> first_sweep(const data::Table& table) {
  const auto refuse = [&](std::string what, std::string hint) {
    return fail({Code::InvalidInput, std::move(what), {table.provenance.origin}, std::move(hint)});
  };
  if (table.find("j") == nullptr) {
    return refuse("a rotating disc needs currents per area", "declare the area");
  }
  Sweep sweep{.first = 0, .last = table.rows() - 1};
  if (table.find("t") != nullptr) {
    NITER_TRY(const auto sweeps, split_sweeps(table));
    if (sweeps.empty()) return refuse("the record holds no sweep", "is column E right?");
    sweep = sweeps.front();
  }
  return curve_of(table, sweep);
}

std::optional<double> si(const std::optional<Quantity>& quantity) {
  return quantity ? std::optional(quantity->si()) : std::nullopt;
}

void report(const KouteckyLevich& line, data::Reduction& reduction) {
  const std::string behind = fmt::format(" {:g} V", line.potential);
  const std::string note =
      fmt::format("{} rotation rates, R_s and sign as recorded", line.rotation.size());
  reduction.measures.push_back(
      {"kinetic_current" + behind, "Kinetic current at" + behind,
       Uncertain::input("scatter of the line" + behind, line.kinetic, line.kinetic_sigma),
       Unit::of("mA cm-2"), "1/|j| = 1/j_k + 1/(B w^(1/2))", "koutecky1958", note});
  const double relative = line.levich_sigma / line.levich;
  if (line.electrons) {
    reduction.measures.push_back({"electrons" + behind, "Electrons at" + behind,
                                  Uncertain::input("slope of the line" + behind, *line.electrons,
                                                   *line.electrons * relative),
                                  Unit::of("1"), "B by Newman's Levich equation", "newman1966",
                                  note});
  }
  if (line.diffusion) {  // B goes as D^(2/3)
    reduction.measures.push_back(
        {"diffusion_coefficient" + behind, "Diffusion coefficient at" + behind,
         Uncertain::input("slope of the line" + behind, *line.diffusion,
                          1.5 * *line.diffusion * relative),
         Unit::of("m2 s-1"), "B by Newman's Levich equation", "newman1966", note});
  }
}

data::Panel panel_of(const std::vector<KouteckyLevich>& lines) {
  data::Panel panel{{},
                    {},
                    {"inverse_root_rotation", Unit::of("1")},
                    {"inverse_current", Unit::of("m2 A-1")},
                    {}};
  int colour = 0;
  for (const auto& line : lines) {
    data::Series points{.name = fmt::format("{:g} V", line.potential),
                        .mark = data::Series::Mark::Points,
                        .colour = colour % 6};
    data::Series fit;
    fit.colour = colour++ % 6;
    double last = 0;
    for (std::size_t i = 0; i < line.rotation.size(); ++i) {
      points.x.push_back(1 / std::sqrt(line.rotation[i]));
      points.y.push_back(1 / line.current[i]);
      last = std::max(last, points.x.back());
    }
    fit.x = {0, last};
    fit.y = {line.line.intercept, line.line.intercept + line.line.slope * last};
    panel.series.push_back(std::move(points));
    panel.series.push_back(std::move(fit));
  }
  return panel;
}

}  // namespace

Result<data::Reduction> reduce_rotating_disc(std::span<const data::Table> tables,
                                             const RotatingDiscOptions& options) {
  if (tables.size() != options.rotations.size()) {
    return fail(Code::InvalidInput,
                fmt::format("{} records and {} rotations", tables.size(), options.rotations.size()),
                "give one rotation for each record, in the order of the files");
  }
  data::Reduction reduction{
      .technique = "rde",
      .title = options.label.empty() ? "Rotating disc" : "Rotating disc, " + options.label};
  std::vector<Curve> curves;
  std::vector<double> rotation;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    NITER_TRY(curves.emplace_back(), first_sweep(tables[i]));
    rotation.push_back(options.rotations[i].si());
    reduction.records.push_back(tables[i].provenance);
  }
  const LevichConditions conditions{options.electrons, si(options.diffusion),
                                    si(options.concentration), si(options.viscosity)};
  std::vector<KouteckyLevich> lines;
  for (const auto& potential : options.potentials) {
    NITER_TRY(lines.emplace_back(),
              fit_koutecky_levich(curves, rotation, potential.si(), conditions));
    report(lines.back(), reduction);
  }
  data::Figure figure{"fig-rde", "Koutecky-Levich lines", {}, {panel_of(lines)}};
  figure.caption =
      "Inverse currents against the inverse root of the rotation; at 0 the kinetic "
      "current. Rotation in rad/s.";
  reduction.figures = {std::move(figure)};
  return reduction;
}

}  // namespace niter::analysis
