// Infrared bands: labels against windows, and other species at the same place.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/study/audit/labels.hpp"
#include "niter/study/audit/rules.hpp"

namespace niter::study::rules {
namespace {

constexpr double stretching_begins = 2500;  // cm-1

/// How close to a window a band must lie, and how far hydrogen bonds or surfaces may shift it.
struct Limits {
  double consistent, marginal;  // cm-1
};
constexpr Limits stretching{20, 250};
constexpr Limits fingerprint{10, 20};

/// Windows of the labelled vibration: of the species if they are known, else of the vibration.
Windows own_windows(const Windows& all, const Fact& fact) {
  Windows vibration;
  for (const auto* window : all) {
    if (names(window->region, condition(fact, "assignment"))) vibration.push_back(window);
  }
  const Windows species = assigned(vibration, condition(fact, "species"));
  return species.empty() ? vibration : species;
}

/// Distance of a band from its windows: from the nearest, but stretching vibrations of one group
/// (symmetric and asymmetric) also fill the range between theirs. [cm-1]
double distance(const Windows& own, double band, bool stretches) {
  double nearest = 1e9;
  double least = 1e9;
  double most = 0;
  for (const auto* window : own) {
    nearest = std::min(nearest, std::abs(window->distance(band)));
    least = std::min(least, window->lower());
    most = std::max(most, window->upper());
  }
  return stretches && band > least && band < most ? 0 : nearest;
}

Finding judge_band(const Fact& fact, const Windows& all) {
  const double band = fact.si() / 100;  // m-1 to cm-1
  const bool stretches = band > stretching_begins;
  const Limits& limits = stretches ? stretching : fingerprint;
  const Windows own = own_windows(all, fact);
  Windows others = holding(all, band, limits.consistent);
  std::erase_if(others, [&](const auto* window) {
    return std::find(own.begin(), own.end(), window) != own.end();
  });
  const std::string species = condition(fact, "species");
  const bool solvent = canonical(species) == "water";
  Finding finding;
  finding.title = fmt::format("{} cm-1 as {}{}{}", num(band), condition(fact, "assignment"),
                              species.empty() ? "" : " of ", species);
  finding.formula = "nu_low <= nu <= nu_high";
  finding.tolerance = fmt::format("{} cm-1; marginal to {} cm-1 (hydrogen bonds, surface)",
                                  num(limits.consistent), num(limits.marginal));
  finding.facts = {fact.id};
  Windows used = own;
  used.insert(used.end(), others.begin(), others.end());
  finding.source = used.empty() ? "reference-windows.toml: no window" : cited(used);
  if (own.empty()) {
    finding.verdict = others.empty() ? Verdict::NeedsDatum : Verdict::Marginal;
    finding.missing = others.empty() ? "a reference position, or an isotope shift" : "";
    finding.numbers = fmt::format("{} cm-1; no window for the label; at this place: {}", num(band),
                                  others.empty() ? "nothing known" : described(others));
    finding.text = others.empty() ? "The label cannot be checked without an isotope shift."
                                  : "The label has no reference; another species is known here.";
    return finding;
  }
  const double off = distance(own, band, stretches);
  finding.numbers = fmt::format("{} cm-1; label: {}{}{}", num(band), described(own),
                                off > 0 ? fmt::format("; {} cm-1 outside", num(off, 3)) : "",
                                others.empty() ? "" : "; at this place: " + described(others));
  if (off > limits.marginal) {
    finding.verdict = Verdict::Inconsistent;
    finding.text = "The band lies outside the range of the vibration it is assigned to.";
  } else if (off > limits.consistent) {
    finding.verdict = Verdict::Marginal;
    finding.text = "The band lies at the edge of the range of the vibration.";
  } else if (!others.empty() && !solvent) {
    finding.verdict = Verdict::Marginal;
    finding.text = "The label is possible, but others absorb here too: it needs isotopes.";
  } else {
    finding.verdict = Verdict::Consistent;
    finding.text = solvent ? "A band of the solvent, which is there in any case."
                           : "The label fits, and no other known species absorbs here.";
  }
  return finding;
}

Findings bands(const AuditInput& input, bool in_stretching_region) {
  const Windows all = chem::windows_of(input.windows, "ftir", "", "position");
  Findings findings;
  for (const Fact* fact : input.study.facts_of("infrared_band")) {
    const auto band = scalar(*fact);
    if (!band || (*band / 100 > stretching_begins) != in_stretching_region) continue;
    findings.push_back(judge_band(*fact, all));
  }
  return findings;
}

}  // namespace

Result<Findings> stretching_bands(const AuditInput& input) {
  return bands(input, true);
}
Result<Findings> fingerprint_bands(const AuditInput& input) {
  return bands(input, false);
}

}  // namespace niter::study::rules
