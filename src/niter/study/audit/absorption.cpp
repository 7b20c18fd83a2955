// X-ray absorption: Fourier-transform peaks must lie on one distance scale.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/study/audit/labels.hpp"
#include "niter/study/audit/rules.hpp"

namespace niter::study::rules {
namespace {

constexpr double angstrom = 1e-10;
constexpr double tolerance = 0.05;  // angstrom: reading a peak

/// One assigned peak with the bond it is taken for and the phase shift of its neighbour.
struct Path {
  const Fact* fact;
  double peak;  // angstrom
  const chem::ReferenceWindow* bond;
  const chem::ReferenceWindow* shift;
  bool metal;
};

bool is_light(const std::string& element) {
  static constexpr std::array light{"B", "C", "N", "O", "F"};
  return std::find(light.begin(), light.end(), element) != light.end();
}

std::optional<Path> path_of(const AuditInput& input, const Fact& fact) {
  const std::string assignment = condition(fact, "assignment");
  const auto dash = assignment.find('-');
  if (dash == std::string::npos || !scalar(fact)) return std::nullopt;
  const bool light = is_light(std::string(trim(assignment.substr(dash + 1))));
  const Windows bonds =
      assigned(chem::windows_of(input.windows, "exafs", "", "bond_length"), assignment);
  const auto* shift = chem::find_window(
      input.windows, light ? "exafs.phase_shift.light" : "exafs.phase_shift.metal");
  if (bonds.empty() || shift == nullptr) return std::nullopt;
  return Path{&fact, fact.si() / angstrom, bonds.front(), shift, !light};
}

/// How far a peak misses its bond [angstrom], if the scale is phase corrected or not.
double miss_corrected(const Path& path) {
  return std::max({0.0, path.bond->lower() - path.peak, path.peak - path.bond->upper()});
}
double miss_uncorrected(const Path& path) {
  const double low = path.bond->lower() - path.shift->upper();
  const double high = path.bond->upper() - path.shift->lower();
  return std::max({0.0, low - path.peak, path.peak - high});
}

Finding judge_scale(const std::vector<Path>& paths) {
  double corrected = 0;
  double uncorrected = 0;
  Finding finding;
  Windows used;
  for (const Path& path : paths) {
    corrected = std::max(corrected, miss_corrected(path));
    uncorrected = std::max(uncorrected, miss_uncorrected(path));
    finding.numbers +=
        fmt::format("{}{} at {} misses its bond by {} as it stands, by {} with a shift of {} to {}",
                    finding.numbers.empty() ? "" : "; ", condition(*path.fact, "assignment"),
                    num(path.peak, 3), num(miss_corrected(path), 2), num(miss_uncorrected(path), 2),
                    num(path.shift->lower(), 2), num(path.shift->upper(), 2));
    finding.facts.push_back(path.fact->id);
    used.push_back(path.bond);
    used.push_back(path.shift);
  }
  const std::string printed = condition(*paths.front().fact, "phase_corrected");
  const double best = printed == "yes"  ? corrected
                      : printed == "no" ? uncorrected
                                        : std::min(corrected, uncorrected);
  finding.title = "Distances of " + paths.front().fact->catalyst + " on one scale";
  finding.verdict = best <= tolerance       ? Verdict::Consistent
                    : best <= 2 * tolerance ? Verdict::Marginal
                                            : Verdict::Inconsistent;
  finding.formula = "R = R_bond (phase corrected) or R = R_bond - shift (not), for all peaks alike";
  finding.numbers += " (angstrom)";
  finding.tolerance = "0.05 angstrom (reading a peak); marginal to 0.1 angstrom";
  finding.text = finding.verdict == Verdict::Consistent
                     ? "One scale explains all assigned peaks."
                     : "No one scale explains all peaks: an assignment is wrong, or some peaks are "
                       "corrected and others not.";
  finding.source = cited(used);
  return finding;
}

/// A metal-metal path next to "no metal seen": a tension that cluster size may or may not lift.
std::optional<Finding> judge_metal(const Study& study, const std::vector<Path>& paths) {
  const auto metal =
      std::find_if(paths.begin(), paths.end(), [](const Path& path) { return path.metal; });
  if (metal == paths.end()) return std::nullopt;
  for (const Fact* absent : study.facts_of("phases_absent")) {
    const std::string technique = lower(condition(*absent, "technique"));
    const bool same = absent->catalyst == metal->fact->catalyst || absent->catalyst == "all";
    if (technique != "xps" || !same) continue;
    Finding finding;
    finding.title = "Metal neighbours without metal";
    finding.verdict = Verdict::Inconsistent;
    finding.formula = "a metal-metal bond needs metal atoms that photoelectrons see as well";
    finding.numbers =
        fmt::format("{} at {} angstrom; absent by {}", condition(*metal->fact, "assignment"),
                    num(metal->peak, 3), technique);
    finding.tolerance = "none: presence against absence";
    finding.text =
        "A direct metal-metal bond in absorption and no metallic state in photoelectron "
        "spectra of the same sample do not go together.";
    finding.source = "identity: one sample, one set of neighbours";
    finding.facts = {metal->fact->id, absent->id};
    return finding;
  }
  return std::nullopt;
}

}  // namespace

Result<Findings> exafs_distances(const AuditInput& input) {
  Findings findings;
  std::vector<std::string> seen;
  for (const Fact* first : input.study.facts_of("ft_distance")) {
    if (std::find(seen.begin(), seen.end(), first->catalyst) != seen.end()) continue;
    seen.push_back(first->catalyst);
    std::vector<Path> paths;
    for (const Fact* fact : input.study.facts_of("ft_distance", "", first->catalyst)) {
      if (auto path = path_of(input, *fact)) paths.push_back(*path);
    }
    if (paths.empty()) continue;
    findings.push_back(judge_scale(paths));
    if (auto finding = judge_metal(input.study, paths)) findings.push_back(std::move(*finding));
  }
  return findings;
}

}  // namespace niter::study::rules
