// Runner: the state of a run: the cell, its integrator, the record so far.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "niter/twin/protocol/recorder.hpp"
#include "niter/twin/protocol/run.hpp"

namespace niter::twin::protocol {

class Runner {
 public:
  Runner(const CellModel& model, const RunOptions& options, RunRecord& record,
         const Monitor& monitor);

  Status begin();
  /// @error as run_protocol(); a failed solve is Code::NoConvergence or BeyondLimit and ends the
  /// run
  Status run(const Instruction& instruction);
  void finish();
  RunFailure failure(const Error& error) const;
  void plan(double total) { total_ = total; }

 private:
  // what each instruction does
  Status operator()(const Hold& hold);
  Status operator()(const Sweep& sweep);
  Status operator()(const Cycle& cycle);
  Status operator()(const Impedance& spectrum);
  Status operator()(const Rest& rest);
  Status operator()(const Refresh& refresh);
  Status operator()(const Sample& sample);
  Status operator()(const Compensation& compensation);
  Status operator()(const Record& record);
  Status operator()(const Repeat& repeat);

  // one straight piece of drive
  struct Piece {
    Control control = Control::Potential;
    double to = 0;
    double duration = 0;
    std::vector<double> times;  // of the record, from the start of the piece
  };
  Status go(const Piece& piece);
  Status approach(const Setpoint& setpoint);
  Status watch(const std::vector<Until>& until);
  Result<double> on_applied_scale(const Setpoint& setpoint) const;
  Result<CellSystem::EventFunction> event_of(const Until& until) const;
  void watch_limits();
  Status needs_battery(Control control) const;
  double value_of(Control control, double compensation) const;
  double feedback() const;
  double shown_potential(std::span<const double> y) const;
  std::vector<double> raster(double duration, double span) const;
  void record_here();
  Status restart(std::vector<double> y);
  void close_books();
  Status balanced();
  struct Scarce {
    std::string species;  // empty: the current needs none
    double left = 2;      // of the bulk, at the electrode
  };
  Scarce scarcest() const;
  Status limit_reached() const;
  Error beyond_limit() const;
  Error battery_limit(const char* what, const char* hint) const;
  Error explain(const Error& error) const;
  bool used_up_elsewhere() const;

  RunOptions options_;
  RunRecord& record_;
  const Monitor& monitor_;
  CellSystem system_;
  std::optional<Transient> transient_;
  std::optional<Balances> books_;
  Recorder recorder_;
  Compensation compensation_{0, Compensation::Kind::Afterwards};
  std::optional<Record> raster_;
  std::optional<double> open_circuit_;
  // what ends a run whatever is asked for: the first of the event functions, and what they say
  std::vector<std::function<Error()>> limits_;
  std::vector<double> fresh_;  // concentrations of the start, for Fraction
  std::string open_;           // the balance that does not hold; empty: all do
  bool condition_met_ = false, watching_ = false;
  double full_depth_ = 0;  // of the catholyte when fresh [m]
  double total_ = 0;       // s, 0: not known
  const Instruction* current_ = nullptr;
};

}  // namespace niter::twin::protocol
