#include "niter/study/laboratory/campaign.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "niter/base/parallel.hpp"
#include "niter/study/runs/execute.hpp"
#include "niter/study/runs/records.hpp"

namespace niter::study {

namespace {

constexpr double potentials[] = {-0.8, -0.9, -1.0, -1.1, -1.2};
constexpr double compared_at = -1.0;  // V vs RHE: where catalysts are compared
constexpr int cycles = 6;

std::string file_word(std::string text) {
  for (char& c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '-';
  }
  return text;
}

// the reference first, then those that the runs of the study compare with it
std::vector<std::string> catalysts_of(const Study& study, const Model& model) {
  std::vector<std::string> all{model.simulation().reference_catalyst};
  for (const auto& run : study.runs) {
    for (const auto& catalyst : run.catalysts) {
      if (std::ranges::find(all, catalyst) == all.end()) all.push_back(catalyst);
    }
  }
  return all;
}

Result<double> assumed(const Study& study, const char* id) {
  if (const auto* const found = study.assumption(id)) return found->value.si();
  return fail(Code::NotFound, fmt::format("the study has no assumption '{}'", id),
              "a laboratory needs an electrode and a vessel: add it to the assumptions");
}

Result<RunPlan> hold_plan(const Study& study, const std::string& experiment, double potential) {
  RunPlan plan;
  plan.id = plan.title = experiment;
  plan.experiment = experiment;
  plan.text = fmt::format("hold {:g} V vs RHE for 1 h", potential);
  NITER_TRY(plan.protocol, twin::protocol::parse_protocol(plan.text, "electrolysis"));
  NITER_TRY(plan.cell, find_cell(study, "batch", {}));
  return plan;
}

/// What each item needs to be run.
struct Context {
  const Study& study;
  const Model& model;
  const ParameterValues& values;
  const Monitor& monitor;
  double area = 0, volume = 0;
};

Result<TrueElectrolysis> electrolyse(const Context& context, TrueElectrolysis item) {
  NITER_TRY(const auto plan, hold_plan(context.study, item.experiment, item.potential));
  const RunInput input{context.study, context.model, plan, context.values, {}, 1, context.monitor};
  Variation variation;
  variation.catalyst = item.catalyst;
  variation.with_reactant = item.with_reactant;
  NITER_TRY(item.record, execute(input, variation, context.values));
  NITER_TRY(const auto made, production(input, item.record, all_rows(item.record)));
  item.area = context.area;
  item.volume = context.volume;
  item.amount = made.amount * context.area;
  item.charge = -made.charge * context.area;
  item.faradaic_efficiency = made.faradaic_efficiency;
  item.yield_rate = made.rate;
  return item;
}

Result<TrueScan> scan(const Context& context, const RunPlan& plan, TrueScan item) {
  const RunInput input{context.study, context.model, plan, context.values, {}, 1, context.monitor};
  Variation variation;
  variation.catalyst = item.catalyst;
  NITER_TRY(item.record, execute(input, variation, context.values));
  return item;
}

std::string technique_of(const std::string& kind) {
  if (kind == "voltammogram") return "lsv";
  if (kind == "capacitance") return "cdl";
  if (kind == "spectrum") return "eis";
  return {};
}

TrueElectrolysis planned(const Study& study, const std::string& experiment,
                         const std::string& catalyst, double potential) {
  return {.id = file_word(fmt::format("{}-{}-{:.0f}mV", experiment, catalyst, -1000 * potential)),
          .experiment = experiment,
          .catalyst = catalyst,
          .reactant = study.experiment(experiment)->reactant,
          .potential = potential,
          .record = {}};
}

TrueElectrolysis without_reactant(TrueElectrolysis item) {
  item.role = {RoleKind::Control, 0, "no reactant", item.id, {}};
  item.id += "-no-reactant";
  item.with_reactant = false;
  return item;
}

// the same catalyst in fresh electrolyte: the truth is that of the first, the notebooks differ
void add_cycles(Campaign& campaign, const std::string& reference) {
  const auto held = campaign.electrolyses;
  for (const auto& item : held) {
    if (item.catalyst != reference || item.potential != compared_at || !item.with_reactant)
      continue;
    for (int cycle = 1; cycle <= cycles; ++cycle) {
      campaign.electrolyses.push_back(item);
      auto& again = campaign.electrolyses.back();
      again.id += fmt::format("-cycle-{}", cycle);
      again.role = {RoleKind::Cycle, cycle, {}, {}, {}};
    }
  }
}

}  // namespace

Result<Campaign> simulate_campaign(const Study& study, const Model& model,
                                   const ParameterValues& values, int threads,
                                   const Monitor& monitor) {
  Campaign campaign;
  const Monitor quiet{{}, monitor.stop};
  Context context{study, model, values, quiet};
  NITER_TRY(context.area, assumed(study, "electrode_area"));
  NITER_TRY(context.volume, assumed(study, "catholyte_volume"));
  campaign.area = context.area;
  NITER_TRY(campaign.series_resistance, assumed(study, "series_resistance"));

  const auto catalysts = catalysts_of(study, model);
  for (const auto& experiment : model.experiments()) {
    for (const auto& catalyst : catalysts) {
      for (const double potential : potentials) {
        if (catalyst != catalysts.front() && potential != compared_at) continue;
        campaign.electrolyses.push_back(planned(study, experiment, catalyst, potential));
        if (catalyst != catalysts.front() || potential != compared_at) continue;
        campaign.electrolyses.push_back(without_reactant(campaign.electrolyses.back()));
      }
    }
  }
  std::vector<const RunPlan*> plans;
  for (const auto& run : study.runs) {
    const auto technique = technique_of(run.kind);
    if (technique.empty()) continue;
    for (const auto& catalyst : run.catalysts) {
      TrueScan item{file_word(run.id + "-" + catalyst), technique, run.experiment, catalyst, {}};
      const auto& capacitances = model.simulation().double_layer_capacitance;
      if (const auto found = capacitances.find(catalyst); found != capacitances.end()) {
        item.double_layer_capacitance = found->second;
      }
      campaign.scans.push_back(std::move(item));
      plans.push_back(&run);
    }
  }

  const std::size_t held = campaign.electrolyses.size();
  NITER_OK(in_parallel(held + plans.size(), threads, monitor, "laboratory",
                       [&](std::size_t, std::size_t i) -> Status {
                         if (i < held) {
                           auto& item = campaign.electrolyses[i];
                           NITER_TRY(item, electrolyse(context, std::move(item)));
                         } else {
                           auto& item = campaign.scans[i - held];
                           NITER_TRY(item, scan(context, *plans[i - held], std::move(item)));
                         }
                         return {};
                       }));
  add_cycles(campaign, catalysts.front());
  return campaign;
}

}  // namespace niter::study
