#include "niter/infer/identifiability.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace niter::infer {
namespace {

constexpr double fixed_alone = 0.5, not_informed = 0.9;  // posterior sd / prior sd
constexpr double shared = 0.15;                          // covariance, prior units
constexpr double fixed_variance = 0.5;                   // of a direction: singular value 1
constexpr double least_weight = 0.2;  // of a parameter in a sum, prior units, to be named

using Indices = std::vector<std::size_t>;

class PriorUnits {
 public:
  PriorUnits(const Calibration& calibration, const std::vector<Unknown>& unknowns)
      : calibration_(calibration), unknowns_(unknowns) {}
  double covariance(std::size_t i, std::size_t k) const {
    return calibration_.covariance[i * unknowns_.size() + k] /
           (unknowns_[i].prior_sd * unknowns_[k].prior_sd);
  }
  double width(std::size_t i) const { return std::sqrt(covariance(i, i)); }

 private:
  const Calibration& calibration_;
  const std::vector<Unknown>& unknowns_;
};

// Connected components of "share an uninformed direction".
std::vector<Indices> groups_of(const Indices& members, const PriorUnits& c) {
  std::vector<Indices> groups;
  Indices left = members;
  while (!left.empty()) {
    Indices group = {left.front()};
    left.erase(left.begin());
    for (std::size_t at = 0; at < group.size(); ++at) {
      const auto touches = [&](std::size_t k) {
        return std::abs(c.covariance(group[at], k)) > shared;
      };
      std::ranges::copy_if(left, std::back_inserter(group), touches);
      std::erase_if(left, touches);
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

// The sums a group's part of the covariance fixes, best known first.
std::vector<Combination> sums_of(const Indices& group, const PriorUnits& c,
                                 const std::vector<Unknown>& unknowns) {
  const auto n = static_cast<Eigen::Index>(group.size());
  Eigen::MatrixXd part(n, n);
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index k = 0; k < n; ++k)
      part(i, k) =
          c.covariance(group[static_cast<std::size_t>(i)], group[static_cast<std::size_t>(k)]);
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(part);
  std::vector<Combination> out;
  for (Eigen::Index d = 0; d < n && eigen.eigenvalues()(d) < fixed_variance; ++d) {
    const Eigen::VectorXd v = eigen.eigenvectors().col(d);
    Combination sum;
    for (Eigen::Index i = 0; i < n; ++i) {
      if (std::abs(v(i)) < least_weight) continue;
      const auto k = group[static_cast<std::size_t>(i)];
      sum.parameters.push_back(k);
      sum.coefficients.push_back(v(i) / unknowns[k].prior_sd);
    }
    const double first = sum.coefficients.front();
    for (auto& x : sum.coefficients) x /= first;
    double variance = 0;
    for (std::size_t i = 0; i < sum.parameters.size(); ++i) {
      for (std::size_t k = 0; k < sum.parameters.size(); ++k) {
        const auto a = sum.parameters[i], b = sum.parameters[k];
        variance += sum.coefficients[i] * sum.coefficients[k] * c.covariance(a, b) *
                    unknowns[a].prior_sd * unknowns[b].prior_sd;
      }
    }
    sum.sd = std::sqrt(variance);
    if (sum.parameters.size() > 1) out.push_back(std::move(sum));
  }
  return out;
}

std::string names(const Indices& members, const std::vector<Unknown>& unknowns) {
  std::string out;
  for (std::size_t i = 0; i < members.size(); ++i) {
    out += i == 0 ? "" : i + 1 == members.size() ? " and " : ", ";
    out += unknowns[members[i]].name;
  }
  return out;
}

std::string written_out(const Combination& sum, const std::vector<Unknown>& unknowns) {
  std::string out;
  for (std::size_t i = 0; i < sum.parameters.size(); ++i) {
    const double x = sum.coefficients[i];
    const auto size = i == 0 ? std::string() : fmt::format("{:.2g} ", std::abs(x));
    out += (i == 0 ? "" : x < 0 ? " - " : " + ") + size + unknowns[sum.parameters[i]].name;
  }
  return out;
}

}  // namespace

Identifiability identifiability_of(const Calibration& calibration,
                                   const std::vector<Unknown>& unknowns) {
  const PriorUnits c(calibration, unknowns);
  Identifiability out;
  Indices rest;
  for (std::size_t k = 0; k < unknowns.size(); ++k)
    (c.width(k) < fixed_alone ? out.alone : rest).push_back(k);
  for (const auto& group : groups_of(rest, c)) {
    const auto sums = sums_of(group, c, unknowns);
    for (const std::size_t k : group) {
      const bool in_a_sum = std::ranges::any_of(
          sums, [&](const Combination& sum) { return std::ranges::count(sum.parameters, k) > 0; });
      if (!in_a_sum) (c.width(k) < not_informed ? out.partly : out.not_at_all).push_back(k);
    }
    out.together.insert(out.together.end(), sums.begin(), sums.end());
  }
  std::ranges::sort(out.partly);
  std::ranges::sort(out.not_at_all);
  return out;
}

std::vector<std::string> in_words(const Identifiability& identifiability,
                                  const std::vector<Unknown>& unknowns) {
  std::vector<std::string> out;
  if (!identifiability.alone.empty())
    out.push_back("fixed by the data: " + names(identifiability.alone, unknowns));
  for (const auto& sum : identifiability.together) {
    out.push_back(fmt::format("{} only as {}, known to {:.2g}", names(sum.parameters, unknowns),
                              written_out(sum, unknowns), sum.sd));
  }
  if (!identifiability.partly.empty())
    out.push_back("narrowed, not fixed: " + names(identifiability.partly, unknowns));
  if (!identifiability.not_at_all.empty())
    out.push_back("not informed, values of the prior: " +
                  names(identifiability.not_at_all, unknowns));
  return out;
}

}  // namespace niter::infer
