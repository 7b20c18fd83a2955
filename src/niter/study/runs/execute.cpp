#include "niter/study/runs/execute.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/base/parallel.hpp"
#include "niter/base/text.hpp"
#include "niter/study/runs/battery.hpp"
#include "niter/study/runs/cell_options.hpp"
#include "niter/twin/cell/assemble.hpp"

namespace niter::study {
namespace {

using twin::protocol::RunRecord;

// A catalyst that has met none of the reactant: a trace would cover it in the steady state from
// which other runs begin, and what it holds would count as made.
void bare(twin::Electrode& electrode) {
  for (std::size_t i = 0; i < electrode.adsorbates.size(); ++i)
    electrode.coverage[i] = electrode.adsorbates[i] == "*" ? 1 : 0;
}

// Beside the concentration of OH-, so that nobody has to know the activity coefficients.
void add_ph(const twin::CellModel& cell, data::Table& table) {
  const std::string hydroxide = "c " + cell.species[static_cast<std::size_t>(cell.hydroxide)].name;
  for (const std::string place : {" surface", "", " anolyte"}) {
    const data::Column* found = table.find(hydroxide + place);
    if (found == nullptr) continue;
    data::Column ph{"ph" + place, Unit::of("1"), {}, {}, found->comment};
    for (const double c : found->values) ph.values.push_back(cell.ph_offset + std::log10(c));
    table.columns.push_back(std::move(ph));
  }
}

// Which cell the numbers belong to.
void note_cell(const CellPlan& plan, const twin::CellModel& cell, double area,
               std::map<std::string, std::string>& settings) {
  settings["cell.id"] = plan.id;
  settings["cell.geometry"] = word_of(plan.geometry);
  settings["cell.level"] = word_of(plan.level);
  if (cell.vessel)
    settings["cell.evaporation_m3_per_s"] = shortest(cell.vessel->evaporation * area);
}

}  // namespace

Result<twin::CellModel> cell_of(const RunInput& input, const Variation& variation,
                                const ParameterValues& values) {
  const RunPlan& plan = input.plan;
  const Simulation& simulation = input.model.simulation();
  const std::string& catalyst =
      variation.catalyst.empty() ? simulation.reference_catalyst : variation.catalyst;
  NITER_TRY(auto mechanism,
            input.model.mechanism_of(catalyst, values, input.model.default_compression()));
  mechanism.site_density *= variation.open_sites;
  NITER_TRY(auto half_cell, input.model.cell_options(plan.experiment, values));
  half_cell.name = plan.id;
  apply(plan.cell, half_cell);
  for (const auto& [ion, total] : variation.totals) half_cell.electrolyte[ion] = total;
  if (variation.with_added) {
    NITER_TRY(const auto ions, ions_of(plan.added));
    for (const auto& [ion, total] : ions) half_cell.electrolyte[ion] += total;
  }
  if (!variation.with_reactant) leave_out(half_cell.reactant, half_cell.electrolyte);
  NITER_TRY(const auto cell, cell_options_of(input, variation, half_cell));
  auto zinc = variation.battery;
  if (!zinc && plan.battery) {
    NITER_TRY(zinc, battery_options(input.study, *plan.battery, RangeEnd::Declared));
  }
  NITER_TRY(auto assembled, zinc ? twin::assemble_battery(mechanism, half_cell, cell, *zinc)
                                 : twin::assemble(mechanism, half_cell, cell));
  if (!variation.with_reactant) bare(assembled.electrode);
  return assembled;
}

Result<RunRecord> run_on_twin(const RunInput& input, const Variation& variation,
                              const ParameterValues& values) {
  NITER_TRY(const auto cell, cell_of(input, variation, values));
  twin::protocol::RunOptions options;
  options.area = assumed(input.study, "electrode_area", options.area);
  // a hundred times finer than the calibration; the front of acid that large charges send out needs
  // more
  options.solver.relative_tolerance = input.plan.kind == "battery-gap" ? 1e-6 : 1e-5;
  const auto& protocol = variation.protocol ? *variation.protocol : input.plan.protocol;
  NITER_TRY(auto record, twin::protocol::run_protocol(cell, protocol, options, input.monitor));
  add_ph(cell, record.table);
  note_cell(input.plan.cell, cell, options.area, record.table.provenance.settings);
  return record;
}

Result<RunRecord> execute(const RunInput& input, const Variation& variation,
                          const ParameterValues& values) {
  NITER_TRY(auto record, run_on_twin(input, variation, values));
  if (!record.failure) return record;
  Error error = record.failure->error;
  error.what = fmt::format("run '{}': {}", input.plan.id, error.what);
  return fail(std::move(error));
}

Result<std::vector<Ensemble>> execute_all(const RunInput& input, const std::vector<Wish>& wishes) {
  const std::size_t draws = input.draws.size();
  std::vector<std::pair<std::size_t, std::size_t>> items;  // wish, draw; the nominal comes last
  for (std::size_t w = 0; w < wishes.size(); ++w) {
    items.emplace_back(w, draws);
    for (std::size_t d = 0; wishes[w].with_draws && d < draws; ++d) items.emplace_back(w, d);
  }
  RunInput quiet = input;
  quiet.monitor.report = {};
  std::vector<Ensemble> out(wishes.size());
  std::vector<std::vector<std::optional<RunRecord>>> drawn(wishes.size());
  for (auto& of_wish : drawn) of_wish.resize(draws);
  NITER_OK(in_parallel(items.size(), input.threads, input.monitor, input.plan.id,
                       [&](std::size_t, std::size_t i) -> Status {
                         const auto [wish, draw] = items[i];
                         const bool nominal = draw == draws;
                         auto record = execute(quiet, wishes[wish].variation,
                                               nominal ? input.values : input.draws[draw]);
                         if (nominal && !record) return fail(record.error());
                         if (nominal) out[wish].nominal = *std::move(record);
                         if (!nominal && record) drawn[wish][draw] = *std::move(record);
                         return {};
                       }));
  for (std::size_t d = 0; d < draws; ++d) {
    const auto failed = [&](std::size_t w) { return wishes[w].with_draws && !drawn[w][d]; };
    bool whole = true;
    for (std::size_t w = 0; w < wishes.size(); ++w) whole = whole && !failed(w);
    for (std::size_t w = 0; whole && w < wishes.size(); ++w)
      if (wishes[w].with_draws) out[w].draws.push_back(*std::move(drawn[w][d]));
  }
  return out;
}

std::vector<std::string> catalysts_of(const RunInput& input) {
  return input.plan.catalysts.empty() ? std::vector{input.model.simulation().reference_catalyst}
                                      : input.plan.catalysts;
}

int colour_of(const Study& study, std::string_view catalyst) {
  const Catalyst* found = study.catalyst(catalyst);
  return found == nullptr ? 0 : found->colour;
}

std::string figure_id(const RunPlan& plan, std::string_view suffix) {
  return (plan.figure.empty() ? plan.id : "fig-" + plan.figure) + std::string(suffix);
}

std::string band_text(std::string_view what, std::size_t draws) {
  return draws == 0 ? "" : fmt::format(" {}: central 90 % of {} posterior draws.", what, draws);
}

}  // namespace niter::study
