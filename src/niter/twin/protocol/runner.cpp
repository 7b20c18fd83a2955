#include "niter/twin/protocol/runner.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "niter/chem/constants.hpp"
#include "niter/twin/cell/cell_newton.hpp"
#include "niter/twin/cell/cell_rows.hpp"

namespace niter::twin::protocol {
namespace {

constexpr double current_slew = 1e6;    // A m-2 s-1, of a galvanostat
constexpr double power_slew = 1e4;      // W m-2 s-1
constexpr double load_slew = 1e6;       // S m-2 s-1, of an electronic load
constexpr double shortest_ramp = 1e-6;  // s
constexpr double closed = 1e-8;         // of the largest term: a balance that holds
constexpr double scant = 0.1;           // of the bulk concentration, at the electrode: used up

Drive::Mode mode_of(Control control) {
  switch (control) {
    case Control::Potential:
      return Drive::Mode::Potential;
    case Control::Voltage:
      return Drive::Mode::Voltage;
    case Control::Power:
      return Drive::Mode::Power;
    case Control::Load:
      return Drive::Mode::Load;
    case Control::Current:
    case Control::OpenCircuit:
      break;
  }
  return Drive::Mode::Current;
}

double slew_of(Control control, double of_potential) {
  if (control == Control::Potential || control == Control::Voltage) return of_potential;
  if (control == Control::Power) return power_slew;
  return control == Control::Load ? load_slew : current_slew;
}

}  // namespace

Runner::Runner(const CellModel& model, const RunOptions& options, RunRecord& record,
               const Monitor& monitor)
    : options_(options),
      record_(record),
      monitor_(monitor),
      system_(model),
      recorder_(system_, record) {}

Status Runner::begin() {
  Drive drive;
  drive.value = options_.rest;
  system_.impose(drive);
  const std::vector<double> y = system_.rest_state(options_.rest);
  for (const DissolvedSpecies& s : system_.model().species) fresh_.push_back(s.bulk);
  if (system_.model().vessel) full_depth_ = system_.model().vessel->depth;
  NITER_OK(watch({}));
  NITER_TRY(transient_, Transient::begin(system_, 0, y, options_.solver));
  books_.emplace(system_, transient_->y());
  return {};
}

// Bring a hand-made state, or another kind of control, to the integrator.
Status Runner::restart(std::vector<double> y) {
  return transient_->restart(std::move(y));
}

double Runner::shown_potential(std::span<const double> y) const {
  return system_.applied_potential(y) - compensation_.fraction *
                                            system_.model().electrode.series_resistance *
                                            y[at(system_.layout().current(0))];
}

// The share of the series resistance that the amplifier itself takes away.
double Runner::feedback() const {
  return compensation_.kind == Compensation::Kind::PositiveFeedback ? compensation_.fraction : 0;
}

// What the potentiostat would have to be set to for the cell to stay as it is.
double Runner::value_of(Control control, double compensation) const {
  const auto y = transient_->y();
  if (control != Control::Potential) return system_.driven(mode_of(control), y);
  return system_.applied_potential(y) - compensation * system_.model().electrode.series_resistance *
                                            y[at(system_.layout().current(0))];
}

// One straight piece of drive, from where the cell is.
Status Runner::go(const Piece& piece) {
  Drive drive;
  drive.mode = mode_of(piece.control);
  drive.start = transient_->time();
  drive.compensation = feedback();
  // with the compensation that holds from now on
  drive.value = value_of(piece.control, drive.compensation);
  drive.rate = (piece.to - drive.value) / piece.duration;
  system_.impose(drive);

  const double begin = transient_->time(), end = begin + piece.duration;
  std::vector<double> times;
  for (const double t : piece.times) times.push_back(std::min(begin + t, end));
  const Monitor inner{[&](std::string_view, double) {
                        if (total_ > 0)
                          monitor_.at(current_->text, std::min(1.0, transient_->time() / total_));
                      },
                      monitor_.stop};
  const auto stop = transient_->run(
      end, times,
      [&](double t, std::span<const double> y) { recorder_.add(t, y, shown_potential(y)); }, inner);
  if (!stop) return fail(explain(stop.error()));
  // from here on as it is: what follows may start from a stand
  drive.value = drive.at(transient_->time());
  drive.start = transient_->time();
  drive.rate = 0;
  system_.impose(drive);
  if (*stop == Transient::Stop::Event) {
    NITER_OK(limit_reached());
    condition_met_ = true;
    record_here();
  }
  return {};
}

// Of what the electrode uses up: that of which least is left there.
Runner::Scarce Runner::scarcest() const {
  const CellLayout& l = system_.layout();
  const CellModel& model = system_.model();
  const auto y = transient_->y();
  const std::vector<double> rate = system_.step_rates(y);
  std::vector<double> made(at(l.species), 0.0);
  for (int j = 0; j < l.steps; ++j)
    for (const Power& p : model.electrode.steps[at(j)].net_dissolved)
      made[at(p.index)] += p.order * rate[at(j)];
  Scarce out;
  for (int s = 0; s < l.species; ++s) {
    if (!(made[at(s)] < 0)) continue;
    const double left = std::max(0.0, y[at(l.c(0, s))]) / std::max(fresh_[at(s)], 1e-30);
    if (left < out.left) out = {model.species[at(s)].name, left};
  }
  return out;
}

Error Runner::beyond_limit() const {
  const Scarce scarce = scarcest();
  const std::string who = scarce.species.empty() ? "the electrode" : scarce.species;
  const std::string why =
      scarce.species.empty()
          ? std::string("nothing dissolved takes part")
          : fmt::format("at the electrode it is down to {:.2g} of the bulk", scarce.left);
  return {Code::BeyondLimit,
          fmt::format("the current of {:.4g} A/m2 exceeds what {} can carry: {}, at t = {:.6g} s, "
                      "E = {:.3f} V",
                      transient_->y()[at(system_.layout().current(0))], who, why,
                      transient_->time(), shown_potential(transient_->y())),
          {},
          "ask for less current, stir more, or give the mechanism a step that can carry it"};
}

Status Runner::limit_reached() const {
  const auto& events = transient_->events();
  for (std::size_t i = 0; i < limits_.size() && i < events.size(); ++i)
    if (events[i] != 0) return fail(limits_[i]());
  return {};
}

Error Runner::battery_limit(const char* what, const char* hint) const {
  return {Code::BeyondLimit,
          fmt::format("at t = {:.6g} s, V = {:.3f} V, {}", transient_->time(),
                      system_.cell_voltage(transient_->y()), what),
          {},
          hint};
}

// The amplifier's compliance; a dry vessel; a battery's zinc.
void Runner::watch_limits() {
  const double compliance = options_.compliance;
  limits_ = {[this] { return beyond_limit(); }};
  system_.event_functions = {[this, compliance](double, std::span<const double> y) {
    return std::abs(system_.applied_potential(y)) - compliance;
  }};
  if (const auto& vessel = system_.model().vessel; vessel && vessel->evaporation > 0) {
    system_.event_functions.push_back([this](double, std::span<const double> y) {
      constexpr double dry = 0.01;  // of the full catholyte
      return dry * full_depth_ - system_.depth(y);
    });
    limits_.emplace_back([this] {
      return Error{Code::BeyondLimit,
                   fmt::format("at t = {:.6g} s the catholyte has evaporated", transient_->time()),
                   {},
                   "refresh the electrolyte before, or take a larger vessel"};
    });
  }
  const auto& anode = system_.model().anode;
  if (!anode) return;
  if (anode->zinc > 0) {
    system_.event_functions.push_back(
        [this, zinc = anode->zinc](double, std::span<const double> y) {
          return system_.zinc_used(y) / zinc - 1;
        });
    limits_.emplace_back([this] {
      return battery_limit("the zinc is used up", "give the anode more zinc, or discharge less");
    });
  }
  if (anode->passivation > 0) {
    system_.event_functions.push_back(
        [this, limit = anode->passivation](double, std::span<const double> y) {
          return system_.anode_state(y).dissolution / limit - 1;
        });
    limits_.emplace_back([this] {
      return battery_limit("the zinc passivates",
                           "ask for less current, or take a larger anode or more alkali");
    });
  }
}

Status Runner::needs_battery(Control control) const {
  const bool asks =
      control == Control::Voltage || control == Control::Power || control == Control::Load;
  if (!asks || system_.model().anode) return {};
  return fail(Code::InvalidInput, "a cell voltage, a power or a load needs a battery",
              "this cell has no zinc: hold a potential vs RHE or a current density");
}

// A galvanostat whose electrode runs out of what it lives on ends in a step that fails: say why.
Error Runner::explain(const Error& error) const {
  const bool galvanostat = system_.drive().mode == Drive::Mode::Current;
  const bool of_a_step = error.code == Code::NoConvergence || error.code == Code::BeyondLimit;
  const bool of_the_current = galvanostat && !used_up_elsewhere() && scarcest().left < scant;
  return of_a_step && of_the_current ? beyond_limit() : error;
}

// Something would have to fall below zero that is not at the electrode.
bool Runner::used_up_elsewhere() const {
  return transient_->used_up() >= system_.layout().first[1];
}

void Runner::record_here() {
  if (recorder_.last_time() < transient_->time())
    recorder_.add(transient_->time(), transient_->y(), shown_potential(transient_->y()));
}

Result<double> Runner::on_applied_scale(const Setpoint& setpoint) const {
  NITER_OK(needs_battery(setpoint.control));
  if (setpoint.control == Control::Load) return 1 / setpoint.value;
  if (setpoint.control != Control::Potential || setpoint.scale.empty() || setpoint.scale == "RHE")
    return setpoint.value;
  if (setpoint.scale == "SHE")
    return setpoint.value - system_.model().electrode.applied_zero_vs_she;
  if (!open_circuit_)
    return fail(Code::InvalidInput, "a potential vs OCP needs an open-circuit potential before it",
                "write 'rest for 5 min' first");
  return *open_circuit_ + setpoint.value;
}

Status Runner::approach(const Setpoint& setpoint) {
  NITER_TRY(const double to, on_applied_scale(setpoint));
  const double away = std::abs(to - value_of(setpoint.control, feedback()));
  const double slew = slew_of(setpoint.control, options_.slew);
  return go({setpoint.control, to, std::max(away / slew, shortest_ramp), {}});
}

Status Runner::watch(const std::vector<Until>& until) {
  watch_limits();
  for (const Until& one : until) {
    NITER_TRY(auto event, event_of(one));
    // a condition that holds already ends the instruction before it begins
    if (event(transient_->time(), transient_->y()) > 0) condition_met_ = true;
    system_.event_functions.push_back(std::move(event));
  }
  // conditions are followed from a start on
  const bool changed = !until.empty() || watching_;
  watching_ = !until.empty();
  return transient_ && changed ? restart({transient_->y().begin(), transient_->y().end()})
                               : Status{};
}

// Instants of the record inside a piece: as declared, or enough to draw it.
std::vector<double> Runner::raster(double duration, double span) const {
  constexpr double sweep_step = 1e-3;  // V
  constexpr double first = 1e-3;       // s: a step of potential is followed from here
  constexpr double growth = 1.15;
  std::vector<double> times;
  double interval = duration / options_.points_per_hold;
  const bool declared_time = raster_ && raster_->axis == Record::Axis::Time;
  if (declared_time) interval = raster_->interval;
  if (span > 0 && !declared_time) {
    const double step = raster_ ? raster_->interval : sweep_step;
    interval = duration / std::max(1.0, std::round(span / step));
  }
  interval = std::max(interval, duration / 1e6);
  if (span == 0 && !raster_)
    for (double t = first; t < interval; t *= growth) times.push_back(t);
  const auto points = static_cast<std::size_t>(std::floor(duration / interval + 1e-9));
  for (std::size_t i = 1; i <= points; ++i) times.push_back(interval * static_cast<double>(i));
  if (times.empty() || times.back() < duration * (1 - 1e-12)) times.push_back(duration);
  times.back() = duration;
  return times;
}

void Runner::close_books() {
  const auto now = books_->at_state(transient_->y());
  if (record_.balances.empty()) {
    record_.balances = now;
    return;
  }
  for (std::size_t i = 0; i < now.size(); ++i)
    record_.balances[i].relative = std::max(record_.balances[i].relative, now[i].relative);
}

// A table whose books are open is not a whole one, however the solver sees it.
Status Runner::balanced() {
  close_books();
  const auto worst =
      std::max_element(record_.balances.begin(), record_.balances.end(),
                       [](const Balance& a, const Balance& b) { return a.relative < b.relative; });
  if (worst->relative < closed) return {};
  open_ = "the balance of " + worst->of;
  return fail(Code::NoConvergence,
              fmt::format("at t = {:.6g} s {} is open by {:.2g} of its largest term",
                          transient_->time(), open_, worst->relative),
              "a parameter may be far out of range; tighten the solver's tolerance");
}

void Runner::finish() {
  if (!transient_) return;
  static_cast<void>(balanced());  // what is open is said beside what ended the run
  record_.statistics = transient_->statistics();
}

RunFailure Runner::failure(const Error& error) const {
  RunFailure out;
  out.error = error;
  const bool said = error.what.find(open_) != std::string::npos;  // nothing open: said
  if (!said) out.error.what += fmt::format("; {} is open", open_);
  if (current_ != nullptr) out.instruction = current_->text;
  out.concern = "the state at the start";
  if (!transient_) return out;
  out.time = transient_->time();
  const Scarce scarce = scarcest();
  out.concern = !open_.empty()        ? open_
                : used_up_elsewhere() ? unknown_name(system_, transient_->used_up())
                : scarce.left < scant ? scarce.species + " at the electrode"
                                      : std::string("the potential of the electrode");
  out.potential = shown_potential(transient_->y());
  out.current_density = transient_->y()[at(system_.layout().current(0))];
  return out;
}

}  // namespace niter::twin::protocol
