#include <cmath>
#include <filesystem>

#include <fmt/format.h>

#include "niter/base/share.hpp"
#include "niter/config/read.hpp"
#include "niter/study/load.hpp"
#include "niter/units/constants.hpp"

namespace niter::study {
namespace {

constexpr double most_points = 2000;

struct CellText {
  std::string experiment, film;
  std::vector<std::string> figures;
  template <class V>
  void visit(V& v) {
    v.required("experiment", experiment, "id of the experiment to simulate");
    v.required("film", film, "id of the assumption with its film thickness");
    v.optional("figures", figures, "numbers of the paper's figures it stands beside");
  }
};

struct SimulationText {
  std::string mechanism = "c2", reference_catalyst, dft_step;
  config::Value from{"0 V vs RHE"}, to{"-1.2 V vs RHE"};
  Quantity step{0.02, "V"};
  std::vector<CellText> cells;
  template <class V>
  void visit(V& v) {
    v.optional("mechanism", mechanism, "one that niter ships, or a file of the study");
    v.required("reference_catalyst", reference_catalyst, "the catalyst the mechanism describes");
    v.required("cells", cells, "experiments to simulate and their films");
    v.optional("from", from, "first potential");
    v.optional("to", to, "last potential");
    v.optional("step", step, "between potentials", "V");
    v.optional("dft_step", dft_step, "step whose computed free energy tells catalysts apart");
  }
};

struct TargetText {
  std::string fact;
  std::optional<Quantity> sigma, relative_sigma, peak_window, peak_sigma;
  template <class V>
  void visit(V& v) {
    v.required("fact", fact, "id of the fact to meet");
    v.optional("peak_window", peak_window, "the reported value is the largest within this", "V");
    v.optional("peak_sigma", peak_sigma, "how far a neighbour may stand above it");
    v.optional("sigma", sigma, "absolute uncertainty");
    v.optional("relative_sigma", relative_sigma, "uncertainty as a share of the value", "%");
  }
};

Result<Quantity> read_end(const config::Value& value, std::string_view key) {
  NITER_TRY(const auto potential, read_potential(value, key, "RHE"));
  if (potential.scale != "RHE") {
    return fail({Code::Inconsistent,
                 fmt::format("'{}' is vs {}, but the twin is driven vs RHE", key, potential.scale),
                 value.where, "convert it and write it like \"-1.2 V vs RHE\""});
  }
  return Quantity(potential.volts, "V");
}

Status set_potentials(Simulation& out, const SimulationText& text, const config::Value& table) {
  NITER_TRY(out.potential_first, read_end(text.from, "from"));
  NITER_TRY(out.potential_last, read_end(text.to, "to"));
  out.potential_step = text.step;
  const double points =
      std::abs(out.potential_last.si() - out.potential_first.si()) / text.step.si();
  if (text.step.si() > 0 && points <= most_points) return {};
  return fail({Code::InvalidInput,
               fmt::format("'step' = {} must be more than zero and give at most {} points",
                           text.step.text(), most_points),
               place_of(table, "step"), "write it like \"20 mV\""});
}

Status set_cells(Simulation& out, const SimulationText& text, const config::Value& table,
                 const Study& study) {
  Ids simulated("cell");
  for (std::size_t i = 0; i < text.cells.size(); ++i) {
    const auto& cell = text.cells[i];
    const auto& written = table.find("cells")->array()->at(i);
    NITER_OK(simulated.add(cell.experiment, written, "experiment"));
    NITER_OK(
        require("experiment", study.experiments, cell.experiment, place_of(written, "experiment")));
    NITER_OK(require_film(study, cell.film, place_of(written, "film")));
    out.cells.push_back({cell.experiment, cell.film, cell.figures});
  }
  return {};
}

/// A reported maximum: its neighbours at `peak_window` on either side may not stand above it.
Status set_peak(CalibrationTarget& target, const TargetText& text, const Fact& fact,
                const config::Value& table) {
  if (!text.peak_window && !text.peak_sigma) return {};
  if (!text.peak_window || !text.peak_sigma || !fact.potential) {
    return fail({Code::InvalidInput,
                 "'peak_window' and 'peak_sigma' belong together, on a fact at a potential",
                 table.where, "write peak_window = \"0.1 V\" and peak_sigma, or neither"});
  }
  if (!text.peak_sigma->unit().same_dimension(fact.unit)) {
    return fail({Code::Unit, "'peak_sigma' is not in the dimension of the fact",
                 place_of(table, "peak_sigma"), fmt::format("write it in '{}'", fact.unit.text())});
  }
  if (!(text.peak_window->si() > 0 && text.peak_sigma->si() > 0)) {
    return fail({Code::InvalidInput, "'peak_window' and 'peak_sigma' must be more than zero",
                 place_of(table, "peak_window"), "for example \"0.1 V\""});
  }
  target.peak_window = text.peak_window->si();
  target.peak_sigma = text.peak_sigma->si() / fact.unit.scale();
  return {};
}

Result<CalibrationTarget> read_target(const config::Value& table, const Study& study) {
  TargetText text;
  NITER_OK(config::read_value(table, text, "calibrate", ""));
  NITER_OK(require("fact", study.facts, text.fact, place_of(table, "fact")));
  const Fact& fact = *study.fact(text.fact);
  const Where where = place_of(table, "fact");
  if (!fact.is_number() || std::get<std::vector<double>>(fact.value).size() != 1) {
    return fail({Code::Inconsistent, fmt::format("the fact '{}' is not one number", fact.id), where,
                 "only single numbers can be calibrated against"});
  }
  if (text.sigma.has_value() == text.relative_sigma.has_value()) {
    return fail(
        {Code::InvalidInput, "a target needs either 'sigma' or 'relative_sigma'", table.where,
         fmt::format("write sigma = \"2 {}\", or relative_sigma = \"2 %\"", fact.unit.text())});
  }
  const bool relative = text.relative_sigma.has_value();
  const std::string_view key = relative ? "relative_sigma" : "sigma";
  const Quantity& sigma = relative ? *text.relative_sigma : *text.sigma;
  if (!relative && !sigma.unit().same_dimension(fact.unit)) {
    return fail({Code::Unit,
                 fmt::format("'sigma' is in '{}', but the fact is in '{}'", sigma.unit().text(),
                             fact.unit.text()),
                 place_of(table, key), fmt::format("write it in '{}'", fact.unit.text())});
  }
  if (!(sigma.si() > 0)) {
    return fail({Code::InvalidInput,
                 fmt::format("'{}' = {} must be more than zero", key, sigma.text()),
                 place_of(table, key), "a smaller number pulls harder, zero is not possible"});
  }
  CalibrationTarget target{fact.id, relative ? sigma.si() : sigma.si() / fact.unit.scale(),
                           relative, 0, 0};
  NITER_OK(set_peak(target, text, fact, table));
  return target;
}

/// What is told by facts and assumptions is taken from there.
Status fill_from_facts(Simulation& out, const Study& study, const config::Value& table) {
  if (const auto* compression = study.assumption("dft_compression")) {
    out.dft_compression = compression->value.si();
  }
  for (const Fact* fact : study.facts_of("reaction_free_energy")) {
    if (out.dft_step.empty() || fact->conditions.at("step") != out.dft_step) continue;
    out.dft_step_energy[fact->catalyst] = fact->si() / constants::elementary_charge;
  }
  const auto capacitances = study.facts_of("double_layer_capacitance");
  const auto of_reference = study.facts_of("double_layer_capacitance", "", out.reference_catalyst);
  if (capacitances.empty()) return {};
  if (of_reference.empty()) {
    return fail({Code::Inconsistent,
                 fmt::format("there is no double_layer_capacitance of the reference catalyst '{}'",
                             out.reference_catalyst),
                 place_of(table, "reference_catalyst"),
                 "the sites of the other catalysts are scaled by it: add that fact"});
  }
  for (const Fact* fact : capacitances) {
    if (!(fact->si() > 0)) {
      return fail({Code::InvalidInput,
                   fmt::format("the capacitance '{}' must be more than zero", fact->id),
                   fact->where, "the sites of the catalyst are scaled by it"});
    }
    out.relative_sites[fact->catalyst] = fact->si() / of_reference.front()->si();
    out.double_layer_capacitance[fact->catalyst] = fact->si();
  }
  return {};
}

}  // namespace

Status require_mechanism(const Study& study, const std::string& mechanism, const Where& where) {
  if (!mechanism.ends_with(".toml")) {
    if (share_file("mechanisms/" + mechanism + ".toml")) return {};
    return fail({Code::NotFound, fmt::format("niter has no mechanism '{}'", mechanism), where,
                 "'niter list' names those there are; a file of the study's own ends in .toml"});
  }
  std::error_code ec;
  if (std::filesystem::exists(study.folder / mechanism, ec)) return {};
  return fail({Code::NotFound,
               fmt::format("there is no file '{}' in the study's folder", mechanism), where,
               "add the mechanism, or name one that niter ships"});
}

Status require_film(const Study& study, const std::string& id, const Where& where) {
  NITER_OK(require("assumption", study.assumptions, id, where));
  const Unit& unit = study.assumption(id)->value.unit();
  if (unit.same_dimension(Unit::of("m"))) return {};
  return fail({Code::Unit,
               fmt::format("the film '{}' is in '{}', not a thickness", id, unit.text()), where,
               "name an assumption with a length, like \"200 um\""});
}

Result<Simulation> read_simulation(const config::Value& table,
                                   const std::vector<config::Value>& targets, const Study& study) {
  SimulationText text;
  NITER_OK(config::read_value(table, text, "simulate", ""));
  Simulation out;
  out.mechanism = text.mechanism;
  out.reference_catalyst = text.reference_catalyst;
  out.dft_step = text.dft_step;
  NITER_OK(require_mechanism(study, text.mechanism, place_of(table, "mechanism")));
  NITER_OK(require("catalyst", study.catalysts, text.reference_catalyst,
                   place_of(table, "reference_catalyst")));
  NITER_OK(set_potentials(out, text, table));
  NITER_OK(set_cells(out, text, table, study));
  NITER_OK(fill_from_facts(out, study, table));
  Ids facts("calibration target");
  for (const auto& target : targets) {
    NITER_TRY(auto read, read_target(target, study));
    NITER_OK(facts.add(read.fact, target, "fact"));
    out.targets.push_back(std::move(read));
  }
  return out;
}

}  // namespace niter::study
