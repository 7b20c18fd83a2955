// What each instruction of a protocol does to the cell.
#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "niter/chem/constants.hpp"
#include "niter/twin/cell/cell_rows.hpp"
#include "niter/twin/cell/impedance.hpp"
#include "niter/twin/cell/stationary.hpp"
#include "niter/twin/protocol/runner.hpp"

namespace niter::twin::protocol {
namespace {

bool in_volts(Control control) {
  return control == Control::Potential || control == Control::Voltage;
}

Status can_ramp(Control control) {
  if (control != Control::Load) return {};
  return fail(Code::InvalidInput, "a load is held, not swept",
              "write one hold for each load, or sweep the voltage vs Zn or the current");
}

}  // namespace

Status Runner::operator()(const Hold& hold) {
  NITER_OK(approach(hold.setpoint));
  NITER_OK(watch(hold.until));
  record_here();
  if (condition_met_) return {};
  NITER_TRY(const double to, on_applied_scale(hold.setpoint));
  return go({hold.setpoint.control, to, hold.duration, raster(hold.duration, 0)});
}

Status Runner::operator()(const Sweep& sweep) {
  if (sweep.from) NITER_OK(approach(*sweep.from));
  const Control control = sweep.to.control;
  NITER_OK(watch(sweep.until));
  record_here();
  if (condition_met_) return {};
  NITER_TRY(const double to, on_applied_scale(sweep.to));
  NITER_OK(can_ramp(control));
  const double span = std::abs(to - value_of(control, feedback()));
  if (span == 0) return {};
  const double duration = span / sweep.rate;
  return go({control, to, duration, raster(duration, in_volts(control) ? span : 0)});
}

Status Runner::operator()(const Cycle& cycle) {
  NITER_OK(approach(cycle.start ? *cycle.start : cycle.first));
  record_here();
  const Control control = cycle.first.control;
  NITER_OK(can_ramp(control));
  NITER_TRY(const double first, on_applied_scale(cycle.first));
  NITER_TRY(const double second, on_applied_scale(cycle.second));
  const auto ramp = [&](double to, double rate) -> Status {
    const double span = std::abs(to - value_of(control, feedback()));
    if (span < 1e-12) return {};
    const double duration = span / rate;
    return go({control, to, duration, raster(duration, in_volts(control) ? span : 0)});
  };
  NITER_OK(ramp(first, cycle.rates.front()));
  for (const double rate : cycle.rates)
    for (int k = 0; k < cycle.cycles; ++k) {
      NITER_OK(ramp(second, rate));
      NITER_OK(ramp(first, rate));
    }
  return {};
}

Status Runner::operator()(const Impedance& spectrum) {
  constexpr double relaxations = 5;  // of the film, before a cell that is used up is probed
  constexpr double periods = 2;      // of each frequency
  NITER_OK(approach(spectrum.setpoint));
  const double level = system_.drive().at(transient_->time());
  const Control control = spectrum.setpoint.control;
  const TransportModel& transport = system_.model().transport;
  if (transport.outer == Outer::Reservoir) {
    NITER_TRY(auto steady, steady_state(system_, transient_->time(),
                                        {transient_->y().begin(), transient_->y().end()}));
    for (int i = system_.layout().chain; i < system_.layout().size; ++i)
      steady[at(i)] = transient_->y()[at(i)];  // integrals go on from where they were
    close_books();
    NITER_OK(restart(std::move(steady)));
    books_.emplace(system_, transient_->y());
  } else {
    double slowest = 1;
    for (const DissolvedSpecies& s : system_.model().species)
      slowest = std::min(slowest, s.diffusivity);
    const double wait = relaxations * std::pow(transport.nodes.back(), 2) / slowest;
    NITER_OK(go({control, level, wait, raster(wait, 0)}));
  }
  record_here();
  Spectrum out{record_.parts.size() - 1,
               transient_->time(),
               shown_potential(transient_->y()),
               transient_->y()[at(system_.layout().current(0))],
               decades(spectrum.f_high, spectrum.f_low, spectrum.points_per_decade),
               {}};
  NITER_TRY(out.impedance, impedance(system_, transient_->y(), out.frequency));
  const double series = compensation_.fraction * system_.model().electrode.series_resistance;
  double duration = 0;
  for (std::size_t i = 0; i < out.frequency.size(); ++i) {
    out.impedance[i] -= series;
    duration += periods / out.frequency[i];
  }
  record_.spectra.push_back(std::move(out));
  return go({control, level, duration, raster(duration, 0)});
}

Status Runner::operator()(const Rest& rest) {
  NITER_OK(approach({Control::OpenCircuit, 0, {}}));
  NITER_OK(watch(rest.until));
  record_here();
  if (!condition_met_)
    NITER_OK(go({Control::OpenCircuit, 0, rest.duration, raster(rest.duration, 0)}));
  open_circuit_ = system_.applied_potential(transient_->y());
  return {};
}

// The cell is emptied, filled again and stands at its rest potential, as at the start.
Status Runner::operator()(const Refresh&) {
  close_books();
  std::vector<double> y = system_.rest_state(options_.rest);
  for (int i = system_.layout().chain; i < system_.layout().size; ++i)
    y[at(i)] = transient_->y()[at(i)];
  Drive drive;
  drive.start = transient_->time();
  drive.value = options_.rest;
  system_.impose(drive);
  y[at(system_.layout().evaporated())] = 0;
  if (system_.model().vessel) system_.set_depth(full_depth_, y);
  NITER_OK(restart(std::move(y)));
  books_.emplace(system_, transient_->y());
  return {};
}

Status Runner::operator()(const Sample& sample) {
  if (!system_.model().vessel)
    return fail(Code::InvalidInput, "a sample can be taken from a cell with a volume only",
                "give the study's cell a catholyte volume");
  std::vector<double> y(transient_->y().begin(), transient_->y().end());
  const double left = system_.depth(y) - sample.volume / options_.area;
  if (!(left > 0))
    return fail(Code::InvalidInput, "the sample is larger than what is left of the catholyte");
  close_books();
  system_.set_depth(left, y);
  NITER_OK(restart(std::move(y)));
  books_.emplace(system_, transient_->y());
  return {};
}

Status Runner::operator()(const Compensation& compensation) {
  compensation_ = compensation;
  return {};
}

Status Runner::operator()(const Record& record) {
  raster_ = record;
  return {};
}

Status Runner::operator()(const Repeat& repeat) {
  for (int k = 0; k < repeat.count; ++k)
    for (const Instruction& instruction : repeat.body) NITER_OK(run(instruction));
  return {};
}

Status Runner::run(const Instruction& instruction) {
  current_ = &instruction;
  condition_met_ = false;
  const bool group = std::holds_alternative<Repeat>(instruction.what);
  std::size_t part = 0;
  if (!group) {
    part = record_.parts.size();
    record_.parts.push_back(
        {instruction.text, instruction.where, recorder_.rows(), 0, transient_->time(), 0, false});
  }
  Status done = std::visit([this](const auto& what) { return (*this)(what); }, instruction.what);
  if (done && !group) done = balanced();
  if (!group) {
    Part& mine = record_.parts[part];
    mine.last_row = recorder_.rows() > 0 ? recorder_.rows() - 1 : 0;
    mine.end = transient_->time();
    mine.met_condition = condition_met_;
  }
  if (done) return {};
  Error error = done.error();
  if (error.where.line == 0) error.where = current_->where;
  return fail(std::move(error));
}

// Above zero: the condition holds.
Result<CellSystem::EventFunction> Runner::event_of(const Until& until) const {
  const CellLayout& l = system_.layout();
  const double sign = until.comparison == Comparison::Below ? -1 : 1;
  const double threshold = until.threshold;
  const auto of = [&](auto value) -> CellSystem::EventFunction {
    return [=](double, std::span<const double> y) { return sign * (value(y) - threshold); };
  };
  switch (until.watched) {
    case Watched::Current:
      return of([this](std::span<const double> y) { return system_.terminal_current(y); });
    case Watched::CurrentMagnitude:
      return of(
          [this](std::span<const double> y) { return std::abs(system_.terminal_current(y)); });
    case Watched::Charge: {
      const int passed = l.passed();
      const double before = transient_->y()[at(passed)];
      return of([=](std::span<const double> y) { return std::abs(y[at(passed)] - before); });
    }
    case Watched::Potential: {
      if (until.scale == "Zn") {
        NITER_OK(needs_battery(Control::Voltage));
        return of([this](std::span<const double> y) { return system_.cell_voltage(y); });
      }
      NITER_TRY(const double zero, on_applied_scale({Control::Potential, 0, until.scale}));
      return of([this, zero](std::span<const double> y) { return shown_potential(y) - zero; });
    }
    default:
      break;
  }
  if (!l.vessel)
    return fail(Code::InvalidInput,
                "the bulk of this cell never changes: a condition on it is never met",
                "give the study's cell a catholyte volume, or watch the current");
  const int bulk = l.nodes - 1;
  if (until.watched == Watched::Ph) {
    const int hydroxide = system_.model().hydroxide;
    const double offset = system_.model().ph_offset;
    return of([=, this](std::span<const double> y) {
      return offset + std::log10(std::max(system_.concentration(y, bulk, hydroxide), 1e-30));
    });
  }
  std::vector<int> members;
  double fresh = 0;
  for (int s = 0; s < l.species; ++s) {
    const std::string& name = system_.model().species[at(s)].name;
    const bool of_nh = until.species == "NHx" && (name == "NH3" || name == "NH4+");
    if (name != until.species && !of_nh) continue;
    members.push_back(s);
    fresh += fresh_[at(s)];
  }
  if (members.empty())
    return fail(Code::NotFound, fmt::format("the electrolyte holds no {}", until.species));
  const double unit = until.watched == Watched::Fraction ? fresh : 1;
  return of([=, this](std::span<const double> y) {
    double sum = 0;
    for (const int s : members) sum += system_.concentration(y, bulk, s);
    return sum / unit;
  });
}

Result<RunRecord> run_protocol(const CellModel& model, const Protocol& protocol,
                               const RunOptions& options, const Monitor& monitor) {
  RunRecord record;
  Runner runner(model, options, record, monitor);
  const auto ended = [&](const Error& error) {
    return error.code == Code::NoConvergence || error.code == Code::BeyondLimit ||
           error.code == Code::Interrupted;
  };
  Status status = runner.begin();
  runner.plan(duration(protocol).value_or(0));
  for (const Instruction& instruction : protocol.instructions) {
    if (!status) break;
    status = runner.run(instruction);
  }
  if (!status && !ended(status.error())) return fail(status.error());
  runner.finish();
  if (!status) record.failure = runner.failure(status.error());
  return record;
}

}  // namespace niter::twin::protocol
