// voltammogram: current against potential as a potentiostat records it, beside the steady state.
#include <set>

#include <fmt/format.h>

#include "niter/study/runs/execute.hpp"

namespace niter::study {
namespace {

using data::Series;

const std::vector<double>& column(const twin::protocol::RunRecord& record, const char* name) {
  return record.table.find(name)->values;
}

// Rows of the sweep itself: what comes before it (rests, refreshes) is not drawn.
std::pair<std::size_t, std::size_t> sweep_rows(const twin::protocol::RunRecord& record) {
  const auto& last = record.parts.back();
  return {last.first_row, last.last_row};
}

std::vector<double> part_of(const std::vector<double>& values,
                            std::pair<std::size_t, std::size_t> rows) {
  return {values.begin() + static_cast<std::ptrdiff_t>(rows.first),
          values.begin() + static_cast<std::ptrdiff_t>(rows.second) + 1};
}

void add_band(const Ensemble& ensemble, int colour, std::vector<Series>& into) {
  std::vector<std::vector<double>> currents;
  for (const auto& draw : ensemble.draws)
    currents.push_back(part_of(column(draw, "j"), sweep_rows(draw)));
  const Spread band = spread(currents);
  if (band.low.empty()) return;
  const auto potentials = part_of(column(ensemble.nominal, "E"), sweep_rows(ensemble.nominal));
  // a band is drawn coarser than the record: it is smooth
  Series shade;
  shade.mark = Series::Mark::Band;
  shade.colour = colour;
  const std::size_t every = std::max<std::size_t>(1, band.low.size() / 120);
  for (std::size_t i = 0; i < band.low.size(); i += every) {
    shade.x.push_back(potentials[i]);
    shade.low.push_back(band.low[i]);
    shade.high.push_back(band.high[i]);
  }
  into.push_back(std::move(shade));
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

// Reported currents at a potential of this experiment, reductions drawn downwards.
void add_reported(const RunInput& input, const std::string& catalyst, std::vector<Series>& into,
                  std::set<std::string>& places) {
  Series points;
  points.name = "reported";
  points.mark = Series::Mark::Points;
  points.reported = true;
  points.colour = colour_of(input.study, catalyst);
  for (const Fact* fact :
       input.study.facts_of("current_density", input.plan.experiment, catalyst)) {
    if (!fact->potential || !fact->is_number()) continue;
    points.x.push_back(*fact->potential);
    points.y.push_back(-std::abs(fact->si()));
    points.labels.push_back(fact->id + ", " + fact->place);
    places.insert(fact->place);
  }
  if (!points.x.empty()) into.push_back(std::move(points));
}

}  // namespace

Result<RunOutcome> voltammogram(const RunInput& input) {
  RunOutcome out;
  data::Panel panel{{},
                    {},
                    {"E", Unit::of("V"), "vs. RHE", {}, false},
                    {"j", Unit::of("mA cm-2"), {}, {}, false},
                    {}};
  const std::string& reference = input.model.simulation().reference_catalyst;
  std::set<std::string> places;
  std::size_t draws = 0;
  for (const std::string& catalyst : catalysts_of(input)) {
    const int colour = colour_of(input.study, catalyst);
    Ensemble ensemble;
    if (catalyst == reference) {
      NITER_TRY(ensemble, execute_ensemble(input, {.catalyst = catalyst}));
      add_band(ensemble, colour, panel.series);
      draws = ensemble.draws.size();
    } else {
      NITER_TRY(ensemble.nominal, execute(input, {.catalyst = catalyst}, input.values));
    }
    const auto rows = sweep_rows(ensemble.nominal);
    Series line;
    line.name = catalyst;
    line.colour = colour;
    line.x = part_of(column(ensemble.nominal, "E"), rows);
    line.y = part_of(column(ensemble.nominal, "j"), rows);
    out.numbers.push_back({fmt::format("j of {} at {:.2f} V vs. RHE", catalyst, line.x.back()),
                           Quantity(Unit::of("mA cm-2").from_si(line.y.back()), "mA cm-2"),
                           {},
                           "end of the sweep"});
    panel.series.push_back(std::move(line));
    if (catalyst == reference) {
      NITER_TRY(panel.series.emplace_back(), steady(input, catalyst));
    }
    add_reported(input, catalyst, panel.series, places);
    ensemble.nominal.table.title = fmt::format("{} {}", input.plan.id, catalyst);
    out.records.push_back(std::move(ensemble.nominal.table));
  }
  data::Figure figure{figure_id(input.plan), input.plan.title, {}, {std::move(panel)}};
  figure.caption = fmt::format(
      "Simulated record of \"{}\"; potentials include the iR drop. Dashed: steady state of the "
      "reference catalyst.",
      input.plan.protocol.instructions.back().text);
  if (draws > 0) figure.caption += fmt::format(" Band: central 90 % of {} posterior draws.", draws);
  figure.caption += places.empty()
                        ? " The paper gives no number here."
                        : fmt::format(" Open symbols: reported ({}).", fmt::join(places, "; "));
  out.figures.push_back(std::move(figure));
  return out;
}

}  // namespace niter::study
