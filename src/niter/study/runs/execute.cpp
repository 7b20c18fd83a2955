#include "niter/study/runs/execute.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>

#include <fmt/format.h>

#include "niter/base/parallel.hpp"
#include "niter/chem/constants.hpp"
#include "niter/twin/cell/assemble.hpp"
#include "niter/twin/cell/products.hpp"

namespace niter::study {
namespace {

constexpr std::size_t fewest_draws = 8;  // behind a band

double assumed(const Study& study, std::string_view id, double otherwise) {
  const Assumption* found = study.assumption(id);
  return found == nullptr ? otherwise : found->value.si();
}

Result<double> need(const Study& study, std::string_view id, std::string_view what_for) {
  if (const auto* found = study.assumption(id)) return found->value.si();
  return fail(
      Error{Code::NotFound,
            fmt::format("the study declares no assumption '{}', {}", id, what_for),
            {study.folder.string()},
            fmt::format("add [[assumption]] id = \"{}\" with value, range and reason", id)});
}

// Catholyte, anolyte and membrane, from the study's assumptions.
Result<twin::BatchOptions> batch_of(const RunInput& input, const twin::HalfCellOptions& half_cell,
                                    const Variation& variation, double area) {
  const Study& study = input.study;
  twin::BatchOptions batch;
  NITER_TRY(const double volume,
            need(study, "catholyte_volume", "which decides how fast a batch is used up"));
  batch.catholyte = variation.volume.value_or(volume) / area;
  batch.anolyte = assumed(study, "anolyte_volume", variation.volume.value_or(volume)) / area;
  batch.anolyte_ions = half_cell.electrolyte;
  // the supporting electrolyte alone: what the reactant's salt brought is taken away with it
  const auto reactant = batch.anolyte_ions.find(half_cell.reactant);
  if (reactant != batch.anolyte_ions.end()) {
    const auto cation = batch.anolyte_ions.find("K+");
    if (cation != batch.anolyte_ions.end()) cation->second -= reactant->second;
    reactant->second = 0;
  }
  std::erase_if(batch.anolyte_ions, [](const auto& ion) { return ion.second <= 0; });
  batch.anolyte_ph = half_cell.ph;
  const double crossover = assumed(study, "nitrate_crossover", 0);
  if (crossover > 0) batch.permeability = {{half_cell.reactant, crossover}};
  const double ammonia = assumed(study, "ammonia_crossover", 0);
  if (ammonia > 0) batch.permeability["NH3"] = ammonia;
  const double stripping = assumed(study, "ammonia_stripping", 0);
  if (stripping > 0) batch.stripping = {{"NH3", stripping}};
  return batch;
}

Result<twin::CellModel> cell_of(const RunInput& input, const Variation& variation,
                                const ParameterValues& values, double area) {
  const RunPlan& plan = input.plan;
  const std::string& catalyst =
      variation.catalyst.empty() ? input.model.simulation().reference_catalyst : variation.catalyst;
  const double compression =
      variation.compression < 0 ? input.model.default_compression() : variation.compression;
  NITER_TRY(const auto mechanism, input.model.mechanism_of(catalyst, values, compression));
  NITER_TRY(auto half_cell, input.model.cell_options(plan.experiment, values));
  half_cell.name = plan.id;
  if (variation.with_added) {
    NITER_TRY(const auto ions, ions_of(plan.added));
    for (const auto& [ion, total] : ions) half_cell.electrolyte[ion] += total;
  }
  if (!variation.with_reactant) {
    double& reactant = half_cell.electrolyte.at(half_cell.reactant);
    if (const auto cation = half_cell.electrolyte.find("K+"); cation != half_cell.electrolyte.end())
      cation->second -= reactant;
    reactant = 0;
  }
  twin::CellOptions cell;
  const auto& capacitance = input.model.simulation().double_layer_capacitance;
  if (const auto own = capacitance.find(catalyst); own != capacitance.end())
    cell.double_layer = {{own->second, 0}};
  if (plan.batch) {
    NITER_TRY(cell.batch, batch_of(input, half_cell, variation, area));
  }
  return twin::assemble(mechanism, half_cell, cell);
}

}  // namespace

Result<twin::protocol::RunRecord> run_on_twin(const RunInput& input, const Variation& variation,
                                              const ParameterValues& values) {
  NITER_TRY(const double area,
            need(input.study, "electrode_area", "which turns volumes into depths"));
  NITER_TRY(const auto cell, cell_of(input, variation, values, area));
  twin::protocol::RunOptions options;
  options.area = area;
  options.solver.relative_tolerance = 1e-5;  // a hundred times finer than the calibration
  const auto& protocol = variation.protocol ? *variation.protocol : input.plan.protocol;
  return twin::protocol::run_protocol(cell, protocol, options, input.monitor);
}

Result<twin::protocol::RunRecord> execute(const RunInput& input, const Variation& variation,
                                          const ParameterValues& values) {
  NITER_TRY(auto record, run_on_twin(input, variation, values));
  if (!record.failure) return record;
  Error error = record.failure->error;
  error.what = fmt::format("run '{}': {}", input.plan.id, error.what);
  return fail(std::move(error));
}

Result<Ensemble> execute_ensemble(const RunInput& input, const Variation& variation) {
  Ensemble out;
  RunInput quiet = input;
  quiet.monitor.report = {};
  NITER_TRY(out.nominal, execute(input, variation, input.values));
  std::mutex guard;
  NITER_OK(in_parallel(input.draws.size(), input.threads, input.monitor, input.plan.id,
                       [&](std::size_t d) -> Status {
                         auto record = execute(quiet, variation, input.draws[d]);
                         const std::scoped_lock lock(guard);
                         if (record) out.draws.push_back(*std::move(record));
                         return {};
                       }));
  return out;
}

Spread spread(const std::vector<std::vector<double>>& draws) {
  Spread out;
  if (draws.size() < fewest_draws) return out;
  std::size_t rows = draws.front().size();
  for (const auto& draw : draws) rows = std::min(rows, draw.size());
  std::vector<double> column(draws.size());
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t d = 0; d < draws.size(); ++d) column[d] = draws[d][i];
    std::sort(column.begin(), column.end());
    const auto at = [&](double q) {
      const double place = q * static_cast<double>(column.size() - 1);
      const auto low = static_cast<std::size_t>(place);
      return std::lerp(column[low], column[std::min(low + 1, column.size() - 1)],
                       place - static_cast<double>(low));
    };
    out.low.push_back(at(0.05));
    out.high.push_back(at(0.95));
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

Result<Production> production(const RunInput& input, const twin::protocol::RunRecord& record,
                              std::size_t first_row, std::size_t last_row,
                              std::string_view product) {
  const auto& mechanism = input.model.mechanism();
  const std::string& reactant = input.study.experiment(input.plan.experiment)->reactant;
  NITER_TRY(const auto ledger, twin::ProductLedger::make(mechanism, reactant));
  std::vector<double> turnovers;
  for (const auto& step : mechanism.steps) {
    NITER_TRY(const auto column, record.table.column("xi " + step.id));
    turnovers.push_back(column[last_row] - column[first_row]);
  }
  NITER_TRY(const auto charge, record.table.column("Q"));
  NITER_TRY(const auto time, record.table.column("t"));
  const std::vector<double> made = ledger.production(turnovers);
  for (std::size_t p = 0; p < ledger.products().size(); ++p) {
    if (ledger.products()[p].name != product) continue;
    Production out;
    out.amount = made[p];
    out.charge = charge[last_row] - charge[first_row];
    const double seconds = time[last_row] - time[first_row];
    out.rate = seconds > 0 ? out.amount / seconds : 0;
    out.faradaic_efficiency =
        out.charge != 0 ? -ledger.products()[p].electrons * constants::F * out.amount / out.charge
                        : 0;
    return out;
  }
  return fail(Code::NotFound, fmt::format("the mechanism makes no {}", product));
}

}  // namespace niter::study
