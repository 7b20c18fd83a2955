// Diffraction: reflections against known spacings, and what a missing reflection proves.
#include <cmath>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/chem/constants.hpp"
#include "niter/physics/bragg.hpp"
#include "niter/physics/scherrer.hpp"
#include "niter/study/audit/labels.hpp"
#include "niter/study/audit/rules.hpp"

namespace niter::study::rules {
namespace {

constexpr double angstrom = 1e-10;
constexpr double spacing_tolerance = 0.01;  // broad reflections, sample height
// disordered carbon: layers up to an eighth farther apart than in graphite; its two-dimensional
// (10) band lies anywhere from graphite (100) to (101)
constexpr double layer_expansion = 0.125;
constexpr double visible_width = 3.0 * constants::pi / 180;  // rad: wider ones drown in background

/// The spacings that a named reflection may have. [m]
struct Spacing {
  double low, high;
  std::string reason;
  Windows windows;
};

std::optional<Spacing> spacing_of(const AuditInput& input, const std::string& reflection) {
  const Windows all = chem::windows_of(input.windows, "xrd", "", "d_spacing");
  const Windows own = assigned(all, reflection);
  if (own.empty()) return std::nullopt;
  Spacing spacing{own.front()->lower() * angstrom, own.front()->upper() * angstrom, "", own};
  const std::string name = canonical(reflection);
  if (name == "graphite002") {
    spacing.high *= 1 + layer_expansion;
    spacing.reason = "up to 12.5 % wider in disordered carbon";
  } else if (name == "graphite100") {
    const Windows neighbour = assigned(all, "graphite 101");
    if (!neighbour.empty()) {
      spacing.low = neighbour.front()->lower() * angstrom;
      spacing.windows.push_back(neighbour.front());
      spacing.reason = "the (10) band of disordered carbon runs from (100) to (101)";
    }
  }
  return spacing;
}

Finding judge_reflection(const AuditInput& input, const Fact& fact, double wavelength,
                         const Spacing& spacing) {
  const double d = physics::lattice_spacing(fact.si(), wavelength);
  const double low = spacing.low * (1 - spacing_tolerance);
  const double high = spacing.high * (1 + spacing_tolerance);
  const double outside = d < low ? (low - d) / low : d > high ? (d - high) / high : 0;
  Finding finding;
  finding.title = "Reflection " + condition(fact, "reflection");
  finding.verdict = outside == 0                   ? Verdict::Consistent
                    : outside <= spacing_tolerance ? Verdict::Marginal
                                                   : Verdict::Inconsistent;
  finding.formula = "d = lambda / (2 sin theta)";
  finding.numbers = fmt::format("{} / (2 sin {} deg) = {} angstrom; {}",
                                num(wavelength / angstrom, 6), num(fact.si() * 90 / constants::pi),
                                num(d / angstrom), described(spacing.windows));
  const Windows others = chem::windows_of(input.windows, "xrd", "", "d_spacing");
  Windows near;
  for (const auto* window : others) {
    const bool own = assigned(spacing.windows, window->assignment).empty();
    if (own && std::abs(window->lower() * angstrom / d - 1) < 0.025) near.push_back(window);
  }
  if (!near.empty()) finding.numbers += "; nearby: " + described(near);
  finding.tolerance = "1 %" + (spacing.reason.empty() ? "" : "; " + spacing.reason) +
                      "; Cu K-alpha if no radiation is given";
  finding.text = finding.verdict == Verdict::Consistent
                     ? "The position fits the reflection."
                     : "The position does not fit the reflection it is assigned to.";
  finding.source = "bragg1913; " + cited(spacing.windows);
  finding.facts = {fact.id};
  return finding;
}

Finding judge_absence(const Fact& absent, const Fact& size, double wavelength) {
  // metals of the first row have their strongest reflection near 44.5 degrees with Cu K-alpha
  const double two_theta = 44.5 * constants::pi / 180;
  const double width = physics::size_broadening(size.si(), two_theta, wavelength);
  Finding finding;
  finding.title = "Absent phases and particle size: " + absent.id;
  finding.verdict = width <= visible_width ? Verdict::Consistent : Verdict::NeedsDatum;
  if (width > visible_width) {
    finding.missing = "a measurement that sees particles this small (scattering, absorption edges)";
  }
  finding.formula = "B = 0.9 lambda / (L cos theta)";
  finding.numbers =
      fmt::format("0.9 x {} angstrom / ({} nm x cos {} deg) = {} deg",
                  num(wavelength / angstrom, 5), num(size.si() * 1e9),
                  num(two_theta * 90 / constants::pi), num(width * 180 / constants::pi, 2));
  finding.tolerance = "3 deg: a wider reflection is lost in the background";
  finding.text = width <= visible_width
                     ? "Particles of this size would show, so their absence says something."
                     : "Particles of this size could not be seen, so their absence proves nothing.";
  finding.source = "patterson1939, eq. 1 (Scherrer)";
  finding.facts = {absent.id, size.id};
  return finding;
}

}  // namespace

Result<Findings> diffraction_positions(const AuditInput& input) {
  Findings findings;
  const auto* line = chem::find_window(input.windows, "xrd.wavelength.CuKa1");
  if (line == nullptr) {
    return fail(Code::NotFound, "reference window 'xrd.wavelength.CuKa1' is missing",
                "restore share/niter/reference-windows.toml");
  }
  const double wavelength = line->lower() * angstrom;
  for (const Fact* fact : input.study.facts_of("diffraction_angle")) {
    const auto angle = scalar(*fact);
    if (!angle || *angle <= 0 || *angle >= constants::pi) continue;
    const std::string radiation = condition(*fact, "radiation");
    if (!radiation.empty() && radiation.find("Cu") == std::string::npos) continue;
    const auto spacing = spacing_of(input, condition(*fact, "reflection"));
    if (spacing) findings.push_back(judge_reflection(input, *fact, wavelength, *spacing));
  }
  const auto sizes = input.study.facts_of("particle_size");
  for (const Fact* absent : input.study.facts_of("phases_absent")) {
    if (lower(condition(*absent, "technique")) != "xrd") continue;
    for (const Fact* size : sizes) {
      const bool same = absent->catalyst == size->catalyst || absent->catalyst == "all";
      if (same && scalar(*size) && size->si() > 0) {
        findings.push_back(judge_absence(*absent, *size, wavelength));
      }
    }
  }
  return findings;
}

}  // namespace niter::study::rules
