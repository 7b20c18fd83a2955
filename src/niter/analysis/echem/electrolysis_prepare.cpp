// Checking an electrolysis before it is evaluated: what is missing, contradictory or not chemistry.
#include <fmt/format.h>

#include "niter/analysis/echem/electrolysis_model.hpp"
#include "niter/chem/constants.hpp"
#include "niter/chem/equilibrium.hpp"
#include "niter/chem/formula.hpp"
#include "niter/chem/reaction.hpp"
#include "niter/chem/species.hpp"

namespace niter::analysis {

namespace {

Error at(const Where& where, std::string what, std::string hint = {}) {
  return {Code::InvalidInput, std::move(what), where, std::move(hint)};
}

Status positive(const std::optional<Quantity>& quantity, std::string_view key, const Where& where) {
  if (!quantity || quantity->si() > 0) return {};
  return fail(at(where, fmt::format("'{}' is {}: it must be above zero", key, quantity->text())));
}

Status not_negative(const std::optional<Quantity>& quantity, std::string_view key,
                    const Where& where) {
  if (!quantity || quantity->si() >= 0) return {};
  return fail(at(where, fmt::format("'{}' is {}: it cannot be negative", key, quantity->text())));
}

// potentials against RHE of the solution, so that the anode's is that of water oxidation at any pH
Status add_potentials(const ElectrolysisInput& input, Stoichiometry& chemistry) {
  NITER_TRY(const auto database, chem::load_database());
  const chem::Solution solution{input.ph ? input.ph->si() : 0, {}};
  const auto rhe = Scale::rhe(solution.ph, constants::T_ref);
  NITER_TRY(const auto oxygen,
            chem::equilibrium_potential(database, "O2(g) + 4 H+ + 4 e- = 2 H2O", solution));
  chemistry.oxygen_potential = oxygen.on(rhe).value();
  chemistry.reaction_potential = input.reaction_potential;
  if (input.reaction_potential || !input.ph) return {};
  NITER_TRY(const auto reaction, chem::half_reaction(input.product, input.reactant));
  NITER_TRY(const auto potential, chem::equilibrium_potential(database, reaction, solution));
  chemistry.reaction_potential = Quantity(potential.on(rhe).value(), "V");
  return {};
}

}  // namespace

Result<Stoichiometry> stoichiometry(const ElectrolysisInput& input) {
  const auto located = [&](Error error) {
    error.where = input.where;
    return fail(std::move(error));
  };
  const auto reactant = chem::parse_formula(input.reactant);
  if (!reactant) return located(reactant.error());
  const auto product = chem::parse_formula(input.product);
  if (!product) return located(product.error());
  const auto electrons = chem::electrons_per(input.product, input.reactant);
  if (!electrons) return located(electrons.error());
  if (!(*electrons > 0)) {
    return fail(at(input.where,
                   fmt::format("{} from {} takes up no electrons", input.product, input.reactant)));
  }

  Stoichiometry chemistry;
  chemistry.electrons = *electrons;
  chemistry.molar_mass = chem::molar_mass(*product);
  if (reactant->count("N") > 0) {
    chemistry.nitrogen_ratio = static_cast<double>(product->count("N")) / reactant->count("N");
  }
  if (input.cell_voltage) NITER_OK(add_potentials(input, chemistry));
  return chemistry;
}

std::string ElectrolysisModel::scoped(std::string_view what) const {
  return scope_.empty() ? std::string(what) : fmt::format("{} {}", scope_, what);
}

Result<ElectrolysisModel> ElectrolysisModel::prepare(const ElectrolysisInput& input,
                                                     const Stoichiometry& stoichiometry,
                                                     std::size_t run, std::string scope,
                                                     const data::Table* record) {
  ElectrolysisModel model;
  model.run_ = input.runs[run];
  model.setup_ = input;
  model.setup_.runs.clear();
  model.chemistry_ = stoichiometry;
  model.scope_ = std::move(scope);
  model.end_scope_ = model.scoped("end");
  model.before_scope_ = model.scoped("reactant before");
  model.after_scope_ = model.scoped("reactant after");

  NITER_OK(positive(input.area, "area", input.where));
  NITER_OK(positive(input.catalyst_mass, "catalyst_mass", input.where));
  NITER_OK(positive(input.sites, "sites", input.where));
  NITER_OK(positive(input.cell_voltage, "cell_voltage", input.where));
  NITER_OK(positive(model.run_.time, "time", model.run_.where));
  NITER_OK(positive(model.run_.volume, "volume", model.run_.where));
  NITER_OK(check(model.run_.charge, model.run_.time));
  if (record != nullptr) {
    NITER_TRY(model.record_, integrate(*record, model.run_.charge));
    if (model.record_->per_area && !input.area) {
      return fail(at(model.run_.where, "a record of current densities needs the area",
                     "add area = \"1 cm2\" at the top"));
    }
  }

  std::optional<CalibrationLine> line;
  if (input.calibration) {
    NITER_TRY(line, analysis::prepare(*input.calibration));
  }
  NITER_OK(model.prepare_product(input, line));
  NITER_OK(model.prepare_reactant(input));
  NITER_OK(model.prepare_others(input));

  // a first look at the values decides what may be divided by
  Inputs look;
  for (const auto& [measure, other, value] : model.evaluate(look)) {
    if (measure == Measure::Amount) model.makes_product_ = value.value() > 0;
    if (measure == Measure::Consumed) model.consumes_reactant_ = value.value() > 0;
  }
  return model;
}

Status ElectrolysisModel::prepare_product(const ElectrolysisInput& input,
                                          const std::optional<CalibrationLine>& line) {
  const Where& where = run_.where;
  if (run_.amount.has_value() == run_.end.has_value()) {
    return fail(at(where, "the product is known by 'amount' or by its reading at the 'end'",
                   "give one of them"));
  }
  NITER_OK(not_negative(run_.amount, "amount", where));
  if (run_.amount && !run_.aliquots.empty()) {
    return fail(at(where, "'amount' already counts what the aliquots took",
                   "leave 'aliquots' out, or give the reading at the 'end'"));
  }
  if (run_.amount && (input.blank || input.ocp)) {
    return fail(at(where,
                   "'amount' is taken as it is: the blank and OCP control cannot be subtracted",
                   "subtract them yourself and leave them out, or give the reading at the 'end'"));
  }
  if (!run_.end) return {};
  if (!run_.volume) {
    return fail(at(where, "a concentration needs the volume", "add volume = \"50 mL\""));
  }

  NITER_TRY(end_, Assay::prepare(*run_.end, input.product, line));
  if (input.blank) {
    NITER_TRY(blank_, Assay::prepare(*input.blank, input.product, line));
  }
  if (input.ocp) {
    NITER_TRY(ocp_, Assay::prepare(*input.ocp, input.product, line));
  }
  double left = run_.volume->si();
  for (const auto& aliquot : run_.aliquots) {
    NITER_OK(positive(aliquot.volume, "volume", aliquot.reading.where));
    left -= aliquot.volume.si();
    NITER_TRY(auto assay, Assay::prepare(aliquot.reading, input.product, line));
    const auto scope = scoped(fmt::format("aliquot {}", samples_.size() + 1));
    samples_.push_back(
        {aliquot.volume, std::move(assay), std::nullopt, scope, scope + " reactant"});
  }
  if (!(left > 0)) {
    return fail(at(where, "the aliquots take more than the volume there was"));
  }
  return {};
}

Status ElectrolysisModel::prepare_reactant(const ElectrolysisInput& input) {
  if (!run_.reactant) return {};
  const ReactantRecord& reactant = *run_.reactant;
  const bool by_reading = reactant.before && reactant.after;
  if (reactant.consumed.has_value() == by_reading ||
      reactant.before.has_value() != reactant.after.has_value()) {
    return fail(
        at(reactant.where, "the reactant is known by 'consumed', or by 'before' and 'after'"));
  }
  NITER_OK(not_negative(reactant.consumed, "consumed", reactant.where));
  NITER_OK(positive(reactant.initial, "initial", reactant.where));
  if (!by_reading) return {};
  if (!run_.volume) {
    return fail(at(reactant.where, "a concentration needs the volume", "add volume = \"50 mL\""));
  }

  // the calibration belongs to the product
  NITER_TRY(before_, Assay::prepare(*reactant.before, input.reactant, std::nullopt));
  NITER_TRY(after_, Assay::prepare(*reactant.after, input.reactant, std::nullopt));
  for (std::size_t i = 0; i < run_.aliquots.size(); ++i) {
    if (!run_.aliquots[i].reactant) {
      return fail(at(run_.aliquots[i].reading.where,
                     fmt::format("aliquot {} took reactant away, but does not say how much", i + 1),
                     "add its 'reactant' reading, or give 'consumed'"));
    }
    NITER_TRY(samples_[i].reactant,
              Assay::prepare(*run_.aliquots[i].reactant, input.reactant, std::nullopt));
  }
  return {};
}

Status ElectrolysisModel::prepare_others(const ElectrolysisInput& input) {
  for (const auto& product : run_.others) {
    if (product.amount.has_value() == product.end.has_value()) {
      return fail(
          at(product.where,
             fmt::format("{} is known by 'amount' or by its reading at the 'end'", product.product),
             "give one of them"));
    }
    Other other;
    auto electrons = chem::electrons_per(product.product, input.reactant);
    if (!electrons) {
      electrons.error().where = product.where;
      return fail(std::move(electrons).error());
    }
    other.electrons = *electrons;
    if (product.product == input.product || !(other.electrons > 0)) {
      return fail(
          at(product.where, fmt::format("'{}' is not another product of the reduction of {}",
                                        product.product, input.reactant)));
    }
    NITER_OK(not_negative(product.amount, "amount", product.where));
    other.amount = product.amount;
    other.scope = scoped(product.product);
    if (product.end) {
      if (!run_.volume) {
        return fail(
            at(product.where, "a concentration needs the volume", "add volume = \"50 mL\""));
      }
      NITER_TRY(other.end, Assay::prepare(*product.end, product.product, std::nullopt));
    }
    others_.push_back(std::move(other));
  }
  return {};
}

}  // namespace niter::analysis
