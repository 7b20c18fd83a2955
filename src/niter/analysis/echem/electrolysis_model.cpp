#include "niter/analysis/echem/electrolysis_model.hpp"

#include "niter/chem/constants.hpp"

namespace niter::analysis {

namespace {

constexpr double F = constants::F;
constexpr int itself = -1;  // not one of the other products

}  // namespace

std::vector<std::pair<std::string, const Assay*>> ElectrolysisModel::assays() const {
  std::vector<std::pair<std::string, const Assay*>> all;
  for (const auto& sample : samples_) all.emplace_back(sample.scope, &sample.product);
  if (end_) all.emplace_back(end_scope_, &*end_);
  return all;
}

std::optional<Uncertain> ElectrolysisModel::duration(Inputs& inputs) const {
  if (record_) return Uncertain(record_->duration);
  if (run_.time) return inputs(scope_, "time", *run_.time);
  return std::nullopt;
}

std::vector<Derived> ElectrolysisModel::evaluate(Inputs& inputs) const {
  Numbers numbers;
  numbers.reserve(24);
  const auto add = [&](Measure measure, const Uncertain& value) {
    numbers.push_back({measure, itself, value});
  };

  const auto time = duration(inputs);
  const Uncertain area = setup_.area ? inputs("", "area", *setup_.area) : Uncertain();
  const Uncertain charge = analysis::charge(
      inputs, scope_, run_.charge, record_ ? &*record_ : nullptr, time.value_or(Uncertain()), area);
  if (time) add(Measure::Duration, *time);
  add(Measure::Charge, charge);

  const Uncertain amount = product_amount(inputs, numbers);
  const Uncertain efficiency = chemistry_.electrons * F * amount / charge;
  add(Measure::Amount, amount);
  add(Measure::FaradaicEfficiency, efficiency);

  if (time && setup_.area) {
    const Uncertain rate = amount / (area * *time);
    add(Measure::CurrentDensity, -charge / (area * *time));
    add(Measure::PartialCurrentDensity, -chemistry_.electrons * F * rate);
    add(Measure::YieldRate, rate);
  }
  if (time) add_rates(inputs, numbers, amount, *time);
  add_reactant(inputs, numbers, amount);
  add_energy(inputs, numbers, amount, charge);
  add_others(inputs, numbers, efficiency, charge);
  return numbers;
}

Uncertain ElectrolysisModel::volume_left(Inputs& inputs) const {
  Uncertain left = inputs(scope_, "volume", *run_.volume);
  for (const auto& sample : samples_) left = left - inputs(sample.scope, "volume", sample.volume);
  return left;
}

Uncertain ElectrolysisModel::product_amount(Inputs& inputs, Numbers& numbers) const {
  if (run_.amount) return inputs(scope_, "amount", *run_.amount);

  // the open-circuit control contains the blank: it is subtracted in its place, never on top of it
  const Uncertain volume = inputs(scope_, "volume", *run_.volume);
  Uncertain control;
  if (blank_) {
    control = blank_->concentration(inputs, "blank");
    numbers.push_back({Measure::BlankAmount, itself, control * volume});
  }
  if (ocp_) {
    const Uncertain open_circuit = ocp_->concentration(inputs, "ocp");
    numbers.push_back({Measure::OcpAmount, itself, (open_circuit - control) * volume});
    control = open_circuit;
  }

  Uncertain amount;
  for (const auto& sample : samples_) {
    const Uncertain taken = inputs(sample.scope, "volume", sample.volume);
    amount = amount + (sample.product.concentration(inputs, sample.scope) - control) * taken;
  }
  return amount + (end_->concentration(inputs, end_scope_) - control) * volume_left(inputs);
}

void ElectrolysisModel::add_rates(Inputs& inputs, Numbers& numbers, const Uncertain& amount,
                                  const Uncertain& time) const {
  if (setup_.catalyst_mass) {
    const Uncertain per_mass = amount / (inputs("", "catalyst mass", *setup_.catalyst_mass) * time);
    numbers.push_back({Measure::YieldMass, itself, per_mass * chemistry_.molar_mass});
    numbers.push_back({Measure::YieldMassMolar, itself, per_mass});
  }
  if (setup_.sites) {
    const Uncertain sites = inputs("", "sites", *setup_.sites);
    numbers.push_back({Measure::TurnoverFrequency, itself, amount / (sites * time)});
  }
}

void ElectrolysisModel::add_reactant(Inputs& inputs, Numbers& numbers,
                                     const Uncertain& amount) const {
  if (!run_.reactant) return;
  Uncertain consumed;
  std::optional<Uncertain> initial;
  if (run_.reactant->consumed) {
    consumed = inputs(scope_, "reactant consumed", *run_.reactant->consumed);
    if (run_.reactant->initial) {
      initial = inputs(scope_, "reactant initial", *run_.reactant->initial);
    }
  } else {
    initial =
        before_->concentration(inputs, before_scope_) * inputs(scope_, "volume", *run_.volume);
    Uncertain remains = after_->concentration(inputs, after_scope_) * volume_left(inputs);
    for (const auto& sample : samples_) {
      const Uncertain taken = inputs(sample.scope, "volume", sample.volume);
      remains = remains + sample.reactant->concentration(inputs, sample.reactant_scope) * taken;
    }
    consumed = *initial - remains;
  }

  numbers.push_back({Measure::Consumed, itself, consumed});
  if (initial) numbers.push_back({Measure::Conversion, itself, consumed / *initial});
  if (chemistry_.nitrogen_ratio > 0 && consumes_reactant_) {
    numbers.push_back(
        {Measure::Selectivity, itself, chemistry_.nitrogen_ratio * amount / consumed});
  }
}

void ElectrolysisModel::add_energy(Inputs& inputs, Numbers& numbers, const Uncertain& amount,
                                   const Uncertain& charge) const {
  if (!setup_.cell_voltage) return;
  const Uncertain voltage = inputs("", "cell voltage", *setup_.cell_voltage);
  if (chemistry_.reaction_potential) {
    const Uncertain reversible = *chemistry_.oxygen_potential -
                                 inputs("", "reaction potential", *chemistry_.reaction_potential);
    numbers.push_back({Measure::EnergyEfficiency, itself,
                       chemistry_.electrons * F * amount * reversible / (charge * voltage)});
  }
  if (makes_product_) {
    numbers.push_back(
        {Measure::EnergyConsumption, itself, voltage * charge / (amount * chemistry_.molar_mass)});
  }
}

void ElectrolysisModel::add_others(Inputs& inputs, Numbers& numbers, const Uncertain& efficiency,
                                   const Uncertain& charge) const {
  if (others_.empty()) return;
  Uncertain sum = efficiency;
  for (std::size_t i = 0; i < others_.size(); ++i) {
    const Other& other = others_[i];
    const Uncertain amount =
        other.amount ? inputs(other.scope, "amount", *other.amount)
                     : other.end->concentration(inputs, other.scope) * volume_left(inputs);
    const Uncertain share = other.electrons * F * amount / charge;
    numbers.push_back({Measure::OtherEfficiency, static_cast<int>(i), share});
    sum = sum + share;
  }
  numbers.push_back({Measure::EfficiencySum, itself, sum});
}

}  // namespace niter::analysis
