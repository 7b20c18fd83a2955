#include "niter/analysis/echem/open_circuit.hpp"

#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "niter/analysis/each_record.hpp"
#include "niter/analysis/echem/chronoamperometry_window.hpp"
#include "niter/analysis/echem/stability_trend.hpp"
#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

data::Figure figure_of(std::span<const double> t, const data::Column& potential,
                       const std::optional<Rows>& steady, const std::optional<Trend>& line) {
  const auto& scale = potential.comment;
  data::Panel panel{"a",
                    {},
                    {"t", time_unit(t.back() - t.front())},
                    {potential.name, Unit::of("mV"), scale.substr(0, scale.find(';'))},
                    {}};
  data::Series curve{.name = "measured"};
  for (std::size_t i = 0; i < t.size(); ++i) {
    curve.x.push_back(t[i] - t.front());
    curve.y.push_back(potential.values[i]);
  }
  panel.series.push_back(std::move(curve));
  if (steady && line) {
    data::Series window{.name = "steady window", .colour = 1};
    for (const std::size_t row : {steady->first, steady->end - 1}) {
      window.x.push_back(t[row] - t.front());
      window.y.push_back(line->at(t[row]));
    }
    panel.series.push_back(std::move(window));
  }
  return {"fig-ocp",
          "Open circuit",
          "As measured; the line is the mean and drift of the steady window.",
          {panel}};
}

void add_potential(data::Reduction& out, const Uncertain& potential, const std::string& behind,
                   const std::string& note, HydrogenElectrode hydrogen) {
  out.measures.push_back({"open_circuit_potential" + behind, "Open-circuit potential", potential,
                          Unit::of("mV"), "mean over the steady window", "ncl_equiv", note});
  if (hydrogen == HydrogenElectrode::None) return;
  const bool working = hydrogen == HydrogenElectrode::Working;
  out.measures.push_back({"reference_vs_rhe" + behind, "Reference electrode vs. RHE",
                          working ? -potential : potential, Unit::of("mV"), working ? "-E" : "E",
                          "bard2001", "of the electrolyte and temperature of this record"});
}

void add_measures(data::Reduction& out, const Trend& line, const std::string& behind,
                  const std::string& note, HydrogenElectrode hydrogen) {
  const double wider = line.coverage / normal_coverage;
  const auto potential =
      Uncertain::input("noise of the steady window" + behind, line.mean, wider * line.mean_sigma);
  add_potential(out, potential, behind, note, hydrogen);
  out.measures.push_back({"drift" + behind, "Drift",
                          Uncertain::input("drift of the steady window" + behind, line.slope,
                                           wider * line.slope_sigma),
                          Unit::of("mV h-1"), "slope of the line", "ncl_equiv", note});
}

Status reduce_one(const data::Table& table, const OpenCircuitOptions& options,
                  const std::string& behind, data::Reduction& out) {
  const auto* const potential = table.find("E") != nullptr ? table.find("E") : table.find("V");
  if (table.rows() == 1 && table.find("t") == nullptr && potential != nullptr) {
    add_potential(out, potential->values.front(), behind, "the one number of the file",
                  options.hydrogen);
    out.caveats.push_back(table.provenance.origin +
                          ": one number and no record in time: neither its drift nor its "
                          "uncertainty is known");
    return {};
  }
  NITER_TRY(const auto t, table.column("t"));
  NITER_TRY(const auto e, table.column(potential == nullptr ? "E" : potential->name));
  for (std::size_t i = 0; i < t.size(); ++i) {
    if (std::isfinite(t[i]) && std::isfinite(e[i]) && (i == 0 || t[i] > t[i - 1])) continue;
    return fail(
        Code::InvalidInput,
        fmt::format("point {}: time or potential is missing, or time does not grow", i + 1));
  }
  if (t.size() < 2) return fail(Code::InvalidInput, "a record in time needs two points or more");
  std::optional<Rows> steady;
  std::optional<Trend> line;
  if (!options.window.empty()) {
    NITER_TRY(steady, stated_rows(t, options.window));
  } else {
    steady = steady_rows(t, e, {0, t.size()}, {.absolute = options.tolerance.si()});
  }
  if (steady) {
    NITER_TRY(line, trend(steady->of(t), steady->of(e)));
    const std::string note = fmt::format(
        "{} window {} to {}; neighbours correlated {:.2f}, {:.3g} independent blocks of {}; last "
        "{:.5g} mV",
        options.window.empty() ? "found" : "stated", time_text(t[steady->first] - t[0]),
        time_text(t[steady->end - 1] - t[0]), line->correlation, line->effective, line->blocks,
        1e3 * e.back());
    add_measures(out, *line, behind, note, options.hydrogen);
  } else {
    out.caveats.push_back(
        fmt::format("{}: no steady window of ten points or more whose halves agree within {}",
                    table.provenance.origin, options.tolerance.text()));
  }
  out.figures.push_back(figure_of(t, *potential, steady, line));
  out.figures.back().id += behind.empty() ? "" : "-" + behind.substr(1);
  return {};
}

}  // namespace

Result<data::Reduction> reduce_open_circuit(std::span<const data::Table> tables,
                                            const OpenCircuitOptions& options) {
  data::Reduction reduction{
      .technique = "ocp",
      .title = options.label.empty() ? "Open circuit" : "Open circuit, " + options.label};
  const auto reduce = [&](const data::Table& table, const std::string& behind) -> Status {
    return reduce_one(table, options, behind, reduction);
  };
  NITER_OK(reduce_each(tables, reduction, reduce));
  return reduction;
}

}  // namespace niter::analysis
