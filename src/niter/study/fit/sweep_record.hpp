// SweepRecord: a measured voltammogram as a fit sees it: straight sweeps, and a current at each
// point.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "niter/base/result.hpp"
#include "niter/data/table.hpp"
#include "niter/study/fit/fit_text.hpp"

namespace niter::study {

struct SweepRecord {
  std::string name;
  std::vector<double> t, E, I;  // s since the first point, V, A
  struct Sweep {
    std::size_t first = 0, last = 0;  // points, both included; the turn belongs to both
    bool fitted = true;
  };
  std::vector<Sweep> sweeps;
  double quiet = 0;  // s at E.front() before the first point
  double noise = 0;  // A, standard deviation of a point; 0: not stated

  double duration() const { return quiet + t.back(); }
  /// Of the fastest sweep. [V s-1]
  double fastest() const;
  /// The points that are compared: all of the fitted sweeps but the first point of the record,
  /// whose current depends on how the instrument began.
  std::vector<std::size_t> compared() const;
};

/// The standard deviation of white noise on a smooth curve, from its third differences (of which a
/// quadratic leaves none): median |d3| / (0.6745 sqrt(20)), and never less than 1e-4 of the largest
/// current, which a digitiser may round away. [A]
double noise_of(const SweepRecord& record);

/// @param table  columns E and I, and t unless text.scan_rate says how fast E moves
/// @error InvalidInput, NotFound, Unit with the file and what to do
Result<SweepRecord> sweep_record(const data::Table& table, const SweepRecordText& text);
/// The same from the file that `text` names, relative to `folder`.
Result<SweepRecord> load_sweep_record(const std::filesystem::path& folder,
                                      const SweepRecordText& text);

}  // namespace niter::study
