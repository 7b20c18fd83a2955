// voltammogram: current against potential as a potentiostat records it, beside the steady state.
#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "niter/study/runs/execute.hpp"
#include "niter/study/runs/records.hpp"
#include "niter/study/runs/reported.hpp"

namespace niter::study {
namespace {

using data::Series;
using twin::protocol::RunRecord;

// Rows of the sweep itself: what comes before it (rests, refreshes) is not drawn.
Rows sweep_of(const RunRecord& record) {
  return rows_of(record.parts.back());
}

Series line_of(const RunRecord& record, const std::string& catalyst, std::string_view of = "j") {
  Series line;
  line.name = catalyst;
  line.x = cut(column(record, "E"), sweep_of(record));
  line.y = cut(column(record, of), sweep_of(record));
  return line;
}

void add_band(const Ensemble& ensemble, const Series& line, std::vector<Series>& into) {
  std::vector<std::vector<double>> currents;
  for (const auto& draw : ensemble.draws)
    currents.push_back(cut(column(draw, "j"), sweep_of(draw)));
  const Spread band = spread(currents);
  if (band.low.empty()) return;
  // a band is drawn coarser than the record: it is smooth
  Series shade;
  shade.mark = Series::Mark::Band;
  shade.colour = line.colour;
  const std::size_t every = std::max<std::size_t>(1, band.low.size() / 120);
  for (std::size_t i = 0; i < band.low.size(); i += every) {
    shade.x.push_back(line.x[i]);
    shade.low.push_back(band.low[i]);
    shade.high.push_back(band.high[i]);
  }
  into.push_back(std::move(shade));
}

// The steady state is that of a film as [simulate] has it: another cell has another one.
bool has_steady_state(const CellPlan& cell) {
  const bool film =
      cell.geometry == CellPlan::Geometry::Film || cell.geometry == CellPlan::Geometry::Batch;
  return film && cell.level == CellPlan::Level::NernstPlanck &&
         cell.equilibria != CellPlan::Equilibria::None &&
         cell.activities == CellPlan::Activities::Davies && cell.segments == 1;
}

// The polarisation curve of the steady state, for comparison.
Result<Series> steady(const RunInput& input, const std::string& catalyst) {
  constexpr int points = 60;
  NITER_TRY(auto cell, input.model.cell(input.plan.experiment, catalyst, input.values,
                                        input.model.default_compression()));
  const Simulation& simulation = input.model.simulation();
  const double first = simulation.potential_first.si(), last = simulation.potential_last.si();
  std::vector<double> volts;
  for (int i = 0; i <= points; ++i) volts.push_back(first + (last - first) * i / points);
  NITER_TRY(const auto solved, cell.sweep(cell.versus_rhe(volts), {{}, input.monitor.stop}));
  Series line;
  line.name = "steady state";
  line.dashed = true;
  line.colour = colour_of(input.study, catalyst);
  for (const auto& point : solved) {
    line.x.push_back(point.applied.value());
    line.y.push_back(point.current_density);
  }
  return line;
}

// Whether a fact is about a sweep: what other techniques gave stands elsewhere.
bool is_of_a_sweep(const Fact& fact) {
  const auto technique = fact.conditions.find("technique");
  return technique == fact.conditions.end() || technique->second == "lsv" ||
         technique->second == "cv";
}

// Reported currents at a potential of this experiment, reductions drawn downwards.
Series reported(const RunInput& input, const std::string& catalyst, std::set<std::string>& places) {
  Series points;
  points.name = "reported";
  points.mark = Series::Mark::Points;
  points.reported = true;
  points.colour = colour_of(input.study, catalyst);
  for (const Fact* fact :
       input.study.facts_of("current_density", input.plan.experiment, catalyst)) {
    if (!fact->potential || !fact->is_number() || !is_of_a_sweep(*fact)) continue;
    points.x.push_back(*fact->potential);
    points.y.push_back(-std::abs(fact->si()));
    points.labels.push_back(fact->id + ", " + fact->place);
    places.insert(fact->place);
  }
  return points;
}

// Current of a sweep at a potential; none outside.
std::optional<double> at(const Series& line, double potential) {
  for (std::size_t i = 1; i < line.x.size(); ++i) {
    const double a = line.x[i - 1], b = line.x[i];
    if ((potential - a) * (potential - b) > 0 || a == b) continue;
    return std::lerp(line.y[i - 1], line.y[i], (potential - a) / (b - a));
  }
  return std::nullopt;
}

void add_numbers(const RunInput& input, const Ensemble& ensemble, const Series& line,
                 RunOutcome& out) {
  const Unit unit = Unit::of("mA cm-2");
  const auto add = [&](double potential, const std::string& text, const std::string& note) {
    const auto current = at(line, potential);
    if (!current) return;
    std::vector<double> drawn;
    for (const auto& draw : ensemble.draws)
      if (const auto j = at(line_of(draw, line.name), potential)) drawn.push_back(*j);
    out.numbers.push_back({fmt::format("j of {} at {:.2f} V vs. RHE", line.name, potential),
                           Quantity(unit.from_si(*current), unit, unit.from_si(deviation(drawn))),
                           text, note});
  };
  bool at_the_end = false;
  for (const Fact* fact :
       input.study.facts_of("current_density", input.plan.experiment, line.name)) {
    if (!fact->potential || !fact->is_number() || !is_of_a_sweep(*fact)) continue;
    add(*fact->potential, as_printed({fact}), "");
    at_the_end = at_the_end || *fact->potential == line.x.back();
  }
  if (!at_the_end) add(line.x.back(), "", "end of the sweep");
}

// What is left of the reactant at the surface of each catalyst, as a share of the bulk.
std::string left_at(const RunInput& input, const std::vector<std::string>& catalysts,
                    const std::vector<Ensemble>& ensembles, double potential) {
  const std::string& reactant = input.study.experiment(input.plan.experiment)->reactant;
  std::string out = fmt::format("{} at the surface is down to", reactant);
  for (std::size_t i = 0; i < catalysts.size(); ++i) {
    const auto c = line_of(ensembles[i].nominal, catalysts[i], "c " + reactant + " surface");
    const double bulk = column(ensembles[i].nominal, "c " + reactant + " surface").front();
    out += fmt::format("{} {:.2g} % of the bulk on {}", i == 0 ? "" : ",",
                       100 * at(c, potential).value_or(bulk) / bulk, catalysts[i]);
  }
  return out;
}

// From where to where the sweeps stand in the order the paper gives.
void add_order(const RunInput& input, const std::vector<std::string>& catalysts,
               const std::vector<Ensemble>& ensembles, RunOutcome& out) {
  constexpr double step = 0.01, smallest = 1;  // V; A m-2: below it nobody could tell
  std::vector<Series> lines;
  for (std::size_t i = 0; i < catalysts.size(); ++i)
    lines.push_back(line_of(ensembles[i].nominal, catalysts[i]));
  const double end = lines.front().x.back();
  for (const Fact* order : orders_of(input.study, input.plan.experiment, "current_density")) {
    std::vector<double> good, bad;
    std::string other;
    for (double E = lines.front().x.front(); E > end - step / 2; E -= step) {
      std::map<std::string, double> currents;
      for (const Series& line : lines)
        if (const auto j = at(line, std::max(E, end))) currents[line.name] = std::abs(*j);
      const bool seen = std::any_of(currents.begin(), currents.end(),
                                    [&](const auto& j) { return j.second > smallest; });
      const auto holds = agrees(*order, currents);
      if (!seen || !holds) continue;
      (*holds ? good : bad).push_back(std::max(E, end));
      if (!*holds) other = in_order(currents);
    }
    if (good.empty() && bad.empty()) continue;
    std::string text = fmt::format("The paper orders the currents {} ({}).",
                                   std::get<std::string>(order->value), order->place);
    text += good.empty()
                ? " The simulated sweeps never do."
                : fmt::format(" The simulated sweeps do so from {:.2f} to {:.2f} V vs. RHE.",
                              good.front(), good.back());
    if (!bad.empty())
      text += fmt::format(" At {:.2f} V they stand {}; {}.", bad.back(), other,
                          left_at(input, catalysts, ensembles, bad.back()));
    out.remarks.push_back(std::move(text));
  }
}

}  // namespace

Result<RunOutcome> voltammogram(const RunInput& input) {
  RunOutcome out;
  const std::string& reference = input.model.simulation().reference_catalyst;
  const auto catalysts = catalysts_of(input);
  std::vector<Wish> wishes;
  for (const std::string& catalyst : catalysts)
    wishes.push_back({{.catalyst = catalyst}, catalyst == reference});
  NITER_TRY(auto ensembles, execute_all(input, wishes));

  std::vector<Series> lines, others;
  std::set<std::string> places;
  add_order(input, catalysts, ensembles, out);
  for (std::size_t i = 0; i < catalysts.size(); ++i) {
    Ensemble& ensemble = ensembles[i];
    lines.push_back(line_of(ensemble.nominal, catalysts[i]));
    lines.back().colour = colour_of(input.study, catalysts[i]);
    add_numbers(input, ensemble, lines.back(), out);
    if (catalysts[i] == reference && has_steady_state(input.plan.cell)) {
      NITER_TRY(others.emplace_back(), steady(input, reference));
    }
    if (auto points = reported(input, catalysts[i], places); !points.x.empty())
      others.push_back(std::move(points));
    add_band(ensemble, lines.back(), others);
    out.draws = std::max(out.draws, ensemble.draws.size());
    out.records.push_back(named(std::move(ensemble.nominal.table), input.plan, catalysts[i]));
  }

  data::Panel panel{{},
                    {},
                    {"E", Unit::of("V"), "vs. RHE", {}, false},
                    {"j", Unit::of("mA cm-2"), {}, {}, false},
                    lines};
  panel.series.insert(panel.series.end(), others.begin(), others.end());
  data::Figure figure{figure_id(input.plan), input.plan.title, {}, {std::move(panel)}};
  figure.caption = fmt::format("Simulated record of \"{}\"; potentials include the iR drop.{}",
                               input.plan.protocol.instructions.back().text,
                               has_steady_state(input.plan.cell)
                                   ? fmt::format(" Dashed: steady state of {}.", reference)
                                   : std::string());
  figure.caption += band_text(fmt::format("Band of {}", reference), out.draws);
  figure.caption += places.empty()
                        ? " The paper gives no number here."
                        : fmt::format(" Open symbols: reported ({}).", fmt::join(places, "; "));
  out.figures.push_back(std::move(figure));
  return out;
}

}  // namespace niter::study
