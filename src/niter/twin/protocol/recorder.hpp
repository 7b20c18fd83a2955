// Recorder: the rows of a run's table.
#pragma once

#include <span>
#include <vector>

#include "niter/twin/protocol/run.hpp"

namespace niter::twin::protocol {

class Recorder {
 public:
  /// Gives the record's table its columns. Both must outlive this object.
  Recorder(const CellSystem& system, RunRecord& record);

  /// @param shown_potential  E as the potentiostat shows it [V]
  void add(double t, std::span<const double> y, double shown_potential);
  std::size_t rows() const { return record_->table.rows(); }
  double last_time() const;

 private:
  const CellSystem* system_;
  RunRecord* record_;
  std::vector<int> unknowns_;  // shown as they are, after the leading columns
};

}  // namespace niter::twin::protocol
