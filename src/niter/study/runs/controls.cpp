// controls: ammonia made with and without potential, with and without the reactant.
#include <cmath>

#include <fmt/format.h>

#include "niter/study/runs/execute.hpp"
#include "niter/study/runs/records.hpp"
#include "niter/study/runs/reported.hpp"

namespace niter::study {
namespace {

using data::Series;
using twin::protocol::Protocol;
using twin::protocol::Rest;

// As long, but with the cell open.
Result<Protocol> at_open_circuit(const RunInput& input) {
  const auto duration = twin::protocol::duration(input.plan.protocol);
  if (!duration)
    return fail(
        Error{Code::InvalidInput,
              fmt::format("the protocol of run '{}' does not say how long it takes", input.plan.id),
              input.plan.where, "write holds, like \"hold -1.0 V vs RHE for 1 h\""});
  return Protocol{
      {{Rest{*duration, {}}, input.plan.where, fmt::format("rest for {:g} h", *duration / 3600)}}};
}

struct Control {
  std::string name;
  double amount = 0;  // mol m-2
  std::vector<double> draws;
};

Result<Control> control_of(const RunInput& input, const std::string& name,
                           const Ensemble& ensemble) {
  Control out{name, 0, {}};
  const auto amount = [&](const twin::protocol::RunRecord& record) -> Result<double> {
    NITER_TRY(const Production made, production(input, record, all_rows(record)));
    return made.amount;
  };
  NITER_TRY(out.amount, amount(ensemble.nominal));
  for (const auto& draw : ensemble.draws) {
    NITER_TRY(out.draws.emplace_back(), amount(draw));
  }
  return out;
}

// One plateau each on a logarithmic axis: "negligible" has a height there, and no bar a foot.
data::Panel panel_of(const std::vector<Control>& controls, int colour) {
  data::Panel panel{{},
                    {},
                    {"control_number", Unit::of("1"), {}, {}, false},
                    {"amount_nh3", Unit::of("umol cm-2"), {}, {}, true},
                    {}};
  double x = 1;
  for (const Control& control : controls) {
    panel.series.push_back({{},
                            Series::Mark::Levels,
                            {x},
                            {std::abs(control.amount)},
                            {},
                            {},
                            colour,
                            false,
                            false,
                            {control.name}});
    std::vector<std::vector<double>> draws;
    for (const double drawn : control.draws) draws.push_back({std::abs(drawn)});
    if (const Spread band = spread(draws); !band.low.empty())
      panel.series.push_back(
          {{}, Series::Mark::Points, {x}, {std::abs(control.amount)}, band.low, band.high, colour});
    x += 1;
  }
  return panel;
}

}  // namespace

Result<RunOutcome> controls(const RunInput& input) {
  const std::string& reference = input.model.simulation().reference_catalyst;
  const std::string& reactant = input.study.experiment(input.plan.experiment)->reactant;
  NITER_TRY(const Protocol open, at_open_circuit(input));
  NITER_TRY(auto ensembles,
            execute_all(input, {{{.catalyst = reference}, true},
                                {{.catalyst = reference, .protocol = open}, true},
                                {{.catalyst = reference, .with_reactant = false}, true}}));
  const std::vector<std::string> names = {"electrolysis with " + reactant,
                                          "open circuit with " + reactant,
                                          "electrolysis without " + reactant};
  std::vector<Control> all;
  for (std::size_t i = 0; i < names.size(); ++i) {
    NITER_TRY(all.emplace_back(), control_of(input, names[i], ensembles[i]));
  }

  RunOutcome out;
  out.draws = ensembles.front().draws.size();
  const Unit unit = Unit::of("umol cm-2");
  for (std::size_t i = 0; i < all.size(); ++i) {
    out.numbers.push_back(
        {"NH3 made, " + all[i].name,
         Quantity(unit.from_si(all[i].amount), unit, unit.from_si(deviation(all[i].draws))),
         {},
         i == 0 ? ""
                : fmt::format("{:.1e} of that of the electrolysis",
                              std::abs(all[i].amount / all[0].amount))});
    out.records.push_back(
        named(std::move(ensembles[i].nominal.table), input.plan, std::to_string(i + 1)));
  }
  for (const Fact* fact : input.study.facts_of("control", input.plan.experiment))
    out.remarks.push_back(
        fmt::format("The paper reports: {} ({}). A detection limit is not given. In the model NH3 "
                    "comes from {} alone: contamination of electrolyte, air and membrane, which "
                    "such controls are made to find, is not in it.",
                    std::get<std::string>(fact->value), fact->place, reactant));
  data::Figure figure{figure_id(input.plan),
                      input.plan.title,
                      {},
                      {panel_of(all, colour_of(input.study, reference))}};
  figure.caption = fmt::format(
      "Simulated: NH3 made by {} in \"{}\", at open circuit for the same time, and without {} (of "
      "which a trace of 1 nmol L⁻¹ is left for the equations).",
      reference, input.plan.protocol.instructions.front().text, reactant);
  figure.caption += band_text("Error bars", out.draws);
  out.figures.push_back(std::move(figure));
  return out;
}

}  // namespace niter::study
