#include "niter/study/fit/sweep_model.hpp"

namespace niter::study {

SweepModel::SweepModel(const FitProblem& problem, const Monitor& monitor)
    : problem_(problem), monitor_{{}, monitor.stop} {
  // the grid has to serve wherever the search may go
  constexpr double far = 3;
  std::vector<double> low = problem.cell.values(), high = low;
  for (const FitParameter& p : problem.parameters)
    for (const std::size_t n : p.numbers) {
      low[n] = p.coordinate.value(-far);
      high[n] = p.coordinate.value(far);
    }
  for (const SweepRecord& record : problem.records)
    grids_.push_back(sweep_grid(problem.cell, record, low, high));
}

std::vector<double> SweepModel::start() const {
  std::vector<double> z;
  for (const FitParameter& p : problem_.parameters) z.push_back(p.coordinate.z(p.start));
  return z;
}

infer::Problem SweepModel::problem(std::span<const double> sigma, std::optional<Held> held) {
  infer::Problem out;
  out.make_forward = [this, held] {
    return [this, held](std::span<const double> z, infer::Wanted wanted) {
      return predict(z, wanted, held);
    };
  };
  for (std::size_t r = 0; r < problem_.records.size(); ++r)
    for (const std::size_t i : problem_.records[r].compared())
      out.data.push_back({"", problem_.records[r].I[i], sigma[r]});
  for (std::size_t k = 0; k < problem_.parameters.size(); ++k)
    if (!held || held->parameter != k) out.unknowns.push_back({problem_.parameters[k].name, 0, 1});
  return out;
}

Result<double> SweepModel::chi2(std::span<const double> z, std::span<const double> sigma) {
  NITER_TRY(const auto at, predict(z, infer::Wanted::Values, {}));
  double sum = 0;
  std::size_t i = 0;
  for (std::size_t r = 0; r < problem_.records.size(); ++r)
    for (const std::size_t point : problem_.records[r].compared()) {
      const double miss = (at.values[i++] - problem_.records[r].I[point]) / sigma[r];
      sum += miss * miss;
    }
  return sum;
}

Result<infer::Prediction> SweepModel::predict(std::span<const double> z, infer::Wanted wanted,
                                              const std::optional<Held>& held) {
  std::vector<double> at(z.begin(), z.end());
  if (held) at.insert(at.begin() + static_cast<std::ptrdiff_t>(held->parameter), held->z);
  std::vector<double> values = problem_.cell.values();
  std::vector<std::size_t> asked;
  for (std::size_t k = 0; k < at.size(); ++k)
    for (const std::size_t n : problem_.parameters[k].numbers) {
      values[n] = problem_.parameters[k].coordinate.value(at[k]);
      if (wanted == infer::Wanted::Jacobian && !(held && held->parameter == k)) asked.push_back(n);
    }
  infer::Prediction out;
  ++(asked.empty() ? simulations_ : with_slopes_);
  for (std::size_t r = 0; r < problem_.records.size(); ++r) {
    NITER_TRY(const auto answer, run_sweeps(problem_.cell, values, problem_.records[r], grids_[r],
                                            tolerance_, asked, monitor_));
    out.values.insert(out.values.end(), answer.current.begin(), answer.current.end());
    for (std::size_t i = 0; !asked.empty() && i < answer.current.size(); ++i) {
      const double* row = answer.slopes.data() + i * asked.size();
      for (std::size_t k = 0; k < at.size(); ++k) {
        if (held && held->parameter == k) continue;
        double slope = 0;
        for (std::size_t n = 0; n < problem_.parameters[k].numbers.size(); ++n) slope += *row++;
        out.jacobian.push_back(slope * problem_.parameters[k].coordinate.slope(at[k]));
      }
    }
  }
  return out;
}

}  // namespace niter::study
