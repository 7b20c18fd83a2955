// Random runs: a cell and a protocol drawn from one number, with sane and with insane values.
#pragma once

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "niter/twin/cell/assemble.hpp"
#include "niter/twin/protocol/run.hpp"

namespace niter::twin {

struct RandomRun {
  std::string mechanism, cell;
  CellModel model;
  protocol::Protocol protocol;
  protocol::RunOptions options;
};

/// Parameters of a mechanism at a multiple of their prior widths.
inline std::map<std::string, double> draw_parameters(const Mechanism& mechanism, double widths,
                                                     std::mt19937_64& random) {
  std::normal_distribution<double> normal;
  std::map<std::string, double> values;
  for (const Parameter& parameter : mechanism.parameters) {
    if (parameter.prior_sd <= 0) continue;
    const double value = parameter.prior_mean + widths * parameter.prior_sd * normal(random);
    values[parameter.name] = parameter.log_normal ? std::exp(value) : value;
  }
  return values;
}

/// Dice for instructions. One in ten numbers is out of all proportion; what the cell cannot do at
/// all, which ends before it begins, is asked for now and then.
class ProtocolDice {
 public:
  ProtocolDice(const CellModel& cell, std::mt19937_64& random)
      : has_vessel_(cell.vessel.has_value()), random_(random) {}

  protocol::Protocol protocol() {
    protocol::Protocol out;
    const int count = whole(1, 4);
    for (int i = 0; i < count; ++i) out.instructions.push_back(instruction(0));
    return out;
  }

 private:
  double uniform(double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random_);
  }
  double spread(double low, double high) {
    return std::exp(uniform(std::log(low), std::log(high)));
  }
  int whole(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
  bool once_in(int n) { return whole(1, n) == 1; }
  double sign() { return once_in(2) ? 1 : -1; }

  double potential() { return once_in(10) ? sign() * spread(0.5, 1e3) : uniform(-1.4, 0.5); }
  double current() { return sign() * (once_in(10) ? spread(3e3, 1e8) : spread(1e-3, 2e3)); }
  double duration() { return once_in(10) ? spread(1e-9, 1e4) : spread(1e-2, 100); }

  protocol::Setpoint setpoint(protocol::Control control, const std::string& scale) {
    if (control == protocol::Control::Current) return {control, current(), {}};
    return {control, potential(), scale};
  }
  protocol::Control control() {
    return once_in(3) ? protocol::Control::Current : protocol::Control::Potential;
  }
  std::string scale() {
    static const char* scales[] = {"", "", "", "RHE", "SHE", "OCP"};
    return scales[whole(0, rested_ || once_in(20) ? 5 : 4)];
  }
  double rate(protocol::Control control) {
    const double factor = control == protocol::Control::Current ? 100 : 1;
    return factor * (once_in(10) ? spread(1e-4, 1e5) : spread(1e-2, 10));
  }

  std::vector<protocol::Until> until(const std::string& scale) {
    using protocol::Watched;
    std::vector<protocol::Until> out;
    while (once_in(4)) {
      protocol::Until u;
      u.watched = static_cast<Watched>(whole(0, 6));
      const bool of_bulk = u.watched == Watched::Concentration || u.watched == Watched::Fraction ||
                           u.watched == Watched::Ph;
      if (of_bulk && !has_vessel_ && !once_in(20)) u.watched = Watched::Charge;
      u.comparison = once_in(2) ? protocol::Comparison::Below : protocol::Comparison::Above;
      static const char* names[] = {"NO3-", "NO2-", "NHx", "OH-", "K+", "H+"};
      const bool of_species = u.watched == Watched::Concentration || u.watched == Watched::Fraction;
      if (of_species) u.species = names[whole(0, 5)];
      u.threshold = spread(1e-3, 1e3);
      if (u.watched == Watched::Current) u.threshold *= sign();
      if (u.watched == Watched::Potential) u.threshold = potential(), u.scale = scale;
      if (u.watched == Watched::Ph) u.threshold = uniform(-2, 16);
      out.push_back(u);
    }
    return out;
  }

  decltype(protocol::Instruction::what) what(int depth) {
    using namespace protocol;  // NOLINT(google-build-using-namespace): the words of the language
    const Control control = this->control();
    const std::string scale = control == Control::Current ? "" : this->scale();
    switch (whole(0, depth < 2 ? 12 : 11)) {
      case 0:
      case 1:
      case 2:
        return Hold{setpoint(control, scale), duration(), until(scale)};
      case 3:
      case 4: {
        Sweep sweep{std::nullopt, setpoint(control, scale), rate(control), until(scale)};
        if (once_in(2)) sweep.from = setpoint(control, scale);
        return sweep;
      }
      case 5: {
        Cycle cycle{setpoint(control, scale), setpoint(control, scale), {rate(control)}, 1, {}};
        if (once_in(3)) cycle.start = setpoint(control, scale);
        if (once_in(3)) cycle.rates.push_back(rate(control));
        return cycle;
      }
      case 6: {
        const double high = spread(10, 1e6);
        Impedance eis{high, high / spread(2, 1e6), control, 0.01, {}, whole(1, 8), true};
        eis.setpoint = setpoint(control, scale);
        if (once_in(3)) eis.setpoint = {Control::OpenCircuit, 0, {}};
        return eis;
      }
      case 7:
      case 8:
        rested_ = true;
        return Rest{duration(), until("")};
      case 9:
        return Refresh{};
      case 10:
        return once_in(3) && (has_vessel_ || once_in(20))
                   ? decltype(Instruction::what){Sample{spread(1e-9, 1e-4)}}
                   : Compensation{uniform(0, 1), once_in(2) ? Compensation::Kind::PositiveFeedback
                                                            : Compensation::Kind::Afterwards};
      case 11:
        return once_in(2) ? Record{Record::Axis::Time, spread(1e-2, 1e3)}
                          : Record{Record::Axis::Potential, spread(1e-2, 1)};
      default: {
        Repeat repeat{whole(1, 3), {}};
        for (int i = whole(1, 2); i > 0; --i) repeat.body.push_back(instruction(depth + 1));
        return repeat;
      }
    }
  }

  protocol::Instruction instruction(int depth) {
    protocol::Instruction out{what(depth), {}, {}};
    out.text = to_text(out);
    return out;
  }

  bool has_vessel_, rested_ = false;
  std::mt19937_64& random_;
};

/// A cell with everything that varies between studies. @error what assemble() says
inline Result<CellModel> draw_cell(const Mechanism& base, std::mt19937_64& random,
                                   std::string& words) {
  constexpr double prior_widths = 3;  // as for the half-cell: wider than any calibration goes
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform(0, 1);
  NITER_TRY(const Mechanism mechanism, base.with(draw_parameters(base, prior_widths, random)));
  HalfCellOptions options;
  options.reactant = uniform(random) < 0.5 ? "NO3-" : "NO2-";
  options.name = words = options.reactant;
  options.electrolyte = {{"K+", 300}, {options.reactant, 100}, {"SO4-2", 100}};
  options.series_resistance = 1e-4 * std::abs(2.5 + prior_widths * normal(random));
  options.film_thickness = 200e-6 * std::pow(1.41, prior_widths * normal(random));
  options.film_cells = 6 + static_cast<int>(10 * uniform(random));
  CellOptions cell;
  const double kind = uniform(random);
  if (kind < 0.15) {
    options.transport = Transport::Fick;
    words += ", diffusion only";
  } else if (kind < 0.3) {
    cell.geometry = RotatingDisc{std::exp(2 + 4 * uniform(random)), 1e-6};
    words += ", rotating disc";
  } else if (kind < 0.7) {
    BatchOptions batch;
    batch.catholyte = std::pow(10, -3 + 3 * uniform(random));
    batch.anolyte = std::pow(10, -3 + 3 * uniform(random));
    batch.anolyte_ions = {{"K+", 200}, {"SO4-2", 100}};
    if (uniform(random) < 0.3) batch.membrane = Membrane::AnionExchange;
    batch.stripping = {{"NH3", 1e-6 * uniform(random)}};
    batch.permeability = {{"NH3", 1e-6 * uniform(random)}, {"NO3-", 1e-7 * uniform(random)}};
    cell.batch = batch;
    words += ", batch";
  }
  if (uniform(random) < 0.2) cell.solution = SolutionKinetics::FiniteRates, words += ", with rates";
  if (uniform(random) < 0.9)
    cell.double_layer.push_back({std::pow(10, -1 + 4 * uniform(random)), 0});
  if (uniform(random) < 0.2)
    cell.double_layer.push_back({std::pow(10, -1 + 3 * uniform(random)), 0.1 * uniform(random)});
  if (uniform(random) < 0.1) cell.segments = 4, cell.pore_resistance = 2e-4, words += ", porous";
  return assemble(mechanism, options, cell);
}

inline Result<RandomRun> draw_run(std::uint64_t seed) {
  // v0 twice, so that a seed means the run it always meant
  static const char* mechanisms[] = {"c2", "v0", "v0", "cc"};
  std::mt19937_64 random(seed);
  RandomRun out;
  out.mechanism = mechanisms[seed % std::size(mechanisms)];
  NITER_TRY(const Mechanism base, shipped_mechanism(out.mechanism));
  NITER_TRY(out.model, draw_cell(base, random, out.cell));
  out.protocol = ProtocolDice(out.model, random).protocol();
  out.options.points_per_hold = 20;
  out.options.solver.max_steps = 3000;  // longer stories end in words, not in hours
  return out;
}

}  // namespace niter::twin
