// Photoelectron lines: labels against windows, their order, splittings and satellites.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/chem/constants.hpp"
#include "niter/study/audit/labels.hpp"
#include "niter/study/audit/rules.hpp"

namespace niter::study::rules {
namespace {

constexpr double calibration = 0.2;  // eV: charge referencing
constexpr double label_limit = 0.7;  // eV: beyond, even a poor fit does not excuse the label
constexpr double satellite_consistent = 1.0, satellite_marginal = 2.0;  // eV: broad features

double in_eV(double joule) {
  return joule / constants::e;
}

/// Binding energies of a line, labels as printed; satellites are told apart by their label.
struct Peak {
  const Fact* fact;
  std::string label;
  double energy_eV;
  bool satellite() const { return canonical(label).find("satellite") != std::string::npos; }
};

std::vector<Peak> peaks_of(const Study& study, const std::string& line) {
  std::vector<Peak> peaks;
  for (const Fact* fact : study.facts_of("binding_energy")) {
    if (canonical(condition(*fact, "line")) != canonical(line) || !scalar(*fact)) continue;
    peaks.push_back({fact, condition(*fact, "assignment"), in_eV(fact->si())});
  }
  return peaks;
}

double distance(const Windows& windows, double energy) {
  double least = 1e9;
  for (const auto* window : windows) {
    least = std::min(least, std::max({0.0, window->lower() - energy, energy - window->upper()}));
  }
  return least;
}

/// One label against its own windows and those of the other species of the line.
std::optional<Finding> judge_label(const std::string& line, const Peak& peak, const Windows& all) {
  const Windows own = assigned(all, peak.label);
  if (own.empty()) return std::nullopt;
  const double off = distance(own, peak.energy_eV);
  Windows others = holding(all, peak.energy_eV, 0);
  std::erase_if(others, [&](const auto* window) {
    return std::find(own.begin(), own.end(), window) != own.end();
  });
  Finding finding;
  finding.title = line + " " + peak.label;
  finding.verdict = off <= calibration + 1e-9   ? Verdict::Consistent
                    : off <= label_limit + 1e-9 ? Verdict::Marginal
                                                : Verdict::Inconsistent;
  finding.formula = "E_low <= E_B <= E_high";
  finding.numbers = fmt::format("{} eV; {}{}", num(peak.energy_eV, 5), described(own),
                                off > 0 ? fmt::format("; {} eV outside", num(off, 2)) : "");
  finding.tolerance = "0.2 eV (charge reference); marginal to 0.7 eV";
  finding.text = finding.verdict == Verdict::Consistent ? "The label fits the position."
                                                        : "The position is unusual for this label.";
  if (finding.verdict != Verdict::Consistent && !others.empty()) {
    finding.text =
        "The position is unusual for this label; it would fit " + described(others) + ".";
  }
  Windows used = own;
  used.insert(used.end(), others.begin(), others.end());
  finding.source = cited(used);
  finding.facts = {peak.fact->id};
  return finding;
}

/// Two labels whose windows lie apart must not stand in the opposite order.
std::optional<Finding> judge_order(const std::string& line, const Peak& a, const Peak& b,
                                   const Windows& all) {
  const Windows low = assigned(all, a.label);
  const Windows high = assigned(all, b.label);
  if (low.size() != 1 || high.size() != 1) return std::nullopt;
  if (low.front()->upper() >= high.front()->lower() || a.energy_eV <= b.energy_eV) {
    return std::nullopt;
  }
  Finding finding;
  finding.title = fmt::format("Order of {} and {} in {}", a.label, b.label, line);
  finding.verdict = Verdict::Inconsistent;
  finding.formula = fmt::format("E_B({}) < E_B({})", a.label, b.label);
  finding.numbers = fmt::format("{} eV against {} eV; {}, {}", num(a.energy_eV, 5),
                                num(b.energy_eV, 5), described(low), described(high));
  finding.tolerance = "none: an order; the charge reference shifts both alike";
  finding.text = "The two labels stand in the reverse of the usual order: they look swapped.";
  Windows used = low;
  used.push_back(high.front());
  finding.source = cited(used);
  finding.facts = {a.fact->id, b.fact->id};
  return finding;
}

Findings labels_of_line(const AuditInput& input, const std::string& line) {
  const Windows all = chem::windows_of(input.windows, "xps", line, "position");
  const auto peaks = peaks_of(input.study, line);
  Findings findings;
  for (const Peak& peak : peaks) {
    if (peak.satellite()) continue;
    if (auto finding = judge_label(line, peak, all)) findings.push_back(std::move(*finding));
  }
  for (const Peak& a : peaks) {
    for (const Peak& b : peaks) {
      if (a.satellite() || b.satellite() || a.fact->catalyst != b.fact->catalyst) continue;
      if (auto finding = judge_order(line, a, b, all)) findings.push_back(std::move(*finding));
    }
  }
  return findings;
}

/// The four peaks of one 2p region, where reported.
struct Doublet {
  std::string element;
  const Peak* main32 = nullptr;
  const Peak* main12 = nullptr;
  const Peak* satellite32 = nullptr;
  const Peak* satellite12 = nullptr;
};

Finding judge_splitting(const Doublet& doublet, const Windows& windows) {
  const double split = doublet.main12->energy_eV - doublet.main32->energy_eV;
  const double off = distance(windows, split);
  Finding finding;
  finding.title = doublet.element + " 2p splitting";
  finding.verdict = off <= calibration + 1e-9   ? Verdict::Consistent
                    : off <= label_limit + 1e-9 ? Verdict::Marginal
                                                : Verdict::Inconsistent;
  finding.formula = "E(2p1/2) - E(2p3/2)";
  finding.numbers =
      fmt::format("{} - {} = {} eV; {}", num(doublet.main12->energy_eV, 5),
                  num(doublet.main32->energy_eV, 5), num(split, 3), described(windows));
  finding.tolerance = "0.2 eV; marginal to 0.7 eV";
  finding.text = off <= calibration + 1e-9 ? "The spin-orbit splitting is usual."
                                           : "The spin-orbit splitting is unusual.";
  finding.source = cited(windows);
  finding.facts = {doublet.main32->fact->id, doublet.main12->fact->id};
  return finding;
}

Verdict judge_satellite(double off) {
  if (off <= satellite_consistent + 1e-9) return Verdict::Consistent;
  return off <= satellite_marginal + 1e-9 ? Verdict::Marginal : Verdict::Inconsistent;
}

std::optional<Finding> judge_shift(const Doublet& doublet, const Windows& all) {
  const Windows own = assigned(all, doublet.main32->label);
  if (own.empty()) return std::nullopt;
  const double shift = doublet.satellite32->energy_eV - doublet.main32->energy_eV;
  Finding finding;
  finding.title = doublet.element + " 2p3/2 satellite";
  finding.verdict = judge_satellite(distance(own, shift));
  finding.formula = "E(satellite) - E(2p3/2)";
  finding.numbers = fmt::format("{} - {} = {} eV; {}", num(doublet.satellite32->energy_eV, 5),
                                num(doublet.main32->energy_eV, 5), num(shift, 2), described(all));
  finding.tolerance = "1 eV (satellites are 3 to 5 eV wide); marginal to 2 eV";
  finding.text = finding.verdict == Verdict::Consistent
                     ? "The satellite stands where the labelled state has it."
                     : "The satellite does not stand where the labelled state has it.";
  finding.source = cited(own);
  finding.facts = {doublet.main32->fact->id, doublet.satellite32->fact->id};
  return finding;
}

Finding judge_satellite_pair(const Doublet& doublet) {
  const double split = doublet.main12->energy_eV - doublet.main32->energy_eV;
  const double pair = doublet.satellite12->energy_eV - doublet.satellite32->energy_eV;
  Finding finding;
  finding.title = doublet.element + " 2p satellite pair";
  finding.verdict = judge_satellite(std::abs(pair - split));
  finding.formula = "distance of the satellites = distance of the main lines";
  finding.numbers =
      fmt::format("{} - {} = {} eV against {} eV", num(doublet.satellite12->energy_eV, 5),
                  num(doublet.satellite32->energy_eV, 5), num(pair, 3), num(split, 3));
  finding.tolerance = "1 eV (satellites are 3 to 5 eV wide); marginal to 2 eV";
  finding.text = finding.verdict == Verdict::Consistent
                     ? "The satellites are split like their main lines."
                     : "Satellites of one state must be split like its main lines: the fit mixes "
                       "states or background.";
  finding.source = "identity: each satellite belongs to one spin-orbit component";
  finding.facts = {doublet.satellite32->fact->id, doublet.satellite12->fact->id,
                   doublet.main32->fact->id, doublet.main12->fact->id};
  return finding;
}

Findings doublets_of_element(const AuditInput& input, const std::string& element) {
  const std::string line32 = element + " 2p3/2";
  Findings findings = labels_of_line(input, line32);
  const auto upper = peaks_of(input.study, element + " 2p1/2");
  const auto lower_line = peaks_of(input.study, line32);
  Doublet doublet{element};
  for (const Peak& peak : lower_line) {
    (peak.satellite() ? doublet.satellite32 : doublet.main32) = &peak;
  }
  for (const Peak& peak : upper) {
    (peak.satellite() ? doublet.satellite12 : doublet.main12) = &peak;
  }
  const Windows splitting = chem::windows_of(input.windows, "xps", element + " 2p", "splitting");
  const Windows shifts = chem::windows_of(input.windows, "xps", line32, "satellite_shift");
  const bool mains = doublet.main32 != nullptr && doublet.main12 != nullptr;
  if (mains && !splitting.empty()) findings.push_back(judge_splitting(doublet, splitting));
  if (doublet.main32 != nullptr && doublet.satellite32 != nullptr) {
    if (auto finding = judge_shift(doublet, shifts)) findings.push_back(std::move(*finding));
  }
  if (mains && doublet.satellite32 != nullptr && doublet.satellite12 != nullptr) {
    findings.push_back(judge_satellite_pair(doublet));
  }
  return findings;
}

}  // namespace

Result<Findings> carbon_1s(const AuditInput& input) {
  return labels_of_line(input, "C 1s");
}
Result<Findings> nitrogen_1s(const AuditInput& input) {
  return labels_of_line(input, "N 1s");
}
Result<Findings> oxygen_1s(const AuditInput& input) {
  return labels_of_line(input, "O 1s");
}
Result<Findings> iron_2p(const AuditInput& input) {
  return doublets_of_element(input, "Fe");
}
Result<Findings> cobalt_2p(const AuditInput& input) {
  return doublets_of_element(input, "Co");
}

}  // namespace niter::study::rules
