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
  // a column after the leading ones: an unknown, or a concentration where a node is given
  struct Shown {
    int unknown = 0;
    int node = -1, species = 0;
  };
  std::vector<Shown> shown_;
};

}  // namespace niter::twin::protocol
