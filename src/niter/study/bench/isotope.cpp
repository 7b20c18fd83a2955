// Isotopes: is as much ammonia found from a labelled feed (15N) as from an ordinary one (14N)?
#include <cmath>

#include <fmt/format.h>

#include "niter/study/bench/shared_inputs.hpp"
#include "niter/study/bench/together.hpp"
#include "niter/study/bench/together_parts.hpp"

namespace niter::study {

namespace {

using data::Verdict;

struct Number {
  std::string_view id, name, word, unit;
};
constexpr Number numbers[] = {
    {"faradaic_efficiency", "Faradaic efficiency", "FE", "%"},
    {"yield_rate", "Yield rate", "yield_nh3", "umol h-1 cm-2"},
};

/// Mean over the measurements with one feed; what they share stays shared.
std::optional<Uncertain> mean_of(const Group& group, std::string_view isotope,
                                 std::string_view id) {
  Uncertain sum;
  int count = 0;
  for (const auto* const one : group.members) {
    if (one->plan->role.isotope != isotope) continue;
    const auto value = number_of(*one, id);
    if (!value) continue;
    sum = sum + *value;
    ++count;
  }
  if (count == 0) return std::nullopt;
  return sum / count;
}

data::Finding difference(const Group& group, const Number& number, const Uncertain& ordinary,
                         const Uncertain& labelled) {
  const Unit unit = Unit::of(std::string(number.unit));
  const Uncertain d = labelled - ordinary;
  data::Finding finding;
  finding.key = fmt::format("isotope {} {}", number.id, figure_id("isotopes", group));
  const double size = std::abs(d.value()), u = d.sigma();
  finding.verdict = size <= 2 * u   ? Verdict::Consistent
                    : size <= 3 * u ? Verdict::Marginal
                                    : Verdict::Inconsistent;
  finding.title = fmt::format("{} from 15N and 14N feed: {}. {}", number.name,
                              finding.verdict == Verdict::Consistent ? "the same" : "different",
                              title_of(group));
  finding.formula = "d = y(15N) - y(14N), shared inputs cancel";
  finding.numbers =
      fmt::format("{} - {} = {}", shown(labelled, unit), shown(ordinary, unit), shown(d, unit));
  finding.tolerance = "consistent within 2 standard uncertainties, marginal within 3";
  finding.text =
      finding.verdict == Verdict::Consistent
          ? "The ammonia comes from the nitrogen of the feed as far as this comparison sees: what "
            "it cannot tell from zero is twice the uncertainty of the difference."
          : "Ammonia of another source, or an assay that sees one isotope differently, would show "
            "like this.";
  finding.source = "andersen2019, protocol; jcgm100, 5.2";
  return finding;
}

data::Finding missing_feed(const Group& group, bool has_labelled) {
  data::Finding finding;
  const std::string wanted = has_labelled ? "14N" : "15N";
  finding.key = "isotope-pair " + figure_id("isotopes", group);
  finding.title = "No " + wanted + " feed to compare with. " + title_of(group);
  finding.verdict = Verdict::NeedsDatum;
  finding.formula = "d = y(15N) - y(14N)";
  finding.missing = fmt::format(
      "an electrolysis with role = \"isotope\", isotope = \"{}\" of the "
      "same catalyst, experiment and potential",
      wanted);
  finding.text = "One feed alone tells nothing of the source of the ammonia.";
  finding.source = "andersen2019, protocol";
  return finding;
}

}  // namespace

Together isotope_figures(const Study& study, std::span<const Measured> measured) {
  Together out;
  const auto is_isotope = [](const Measurement& plan) {
    return plan.role.kind == RoleKind::Isotope;
  };
  for (const auto& group : groups_of(study, measured, is_isotope)) {
    const int colour = colour_of_catalyst(study, group.catalyst);
    data::Figure figure{figure_id("isotopes", group),
                        "Isotopes: " + title_of(group),
                        "Measured with ordinary and with labelled reactant. Bars: 95 %.",
                        {}};
    for (const auto& number : numbers) {
      const auto ordinary = mean_of(group, "14N", number.id);
      const auto labelled = mean_of(group, "15N", number.id);
      if (!ordinary || !labelled) continue;
      out.findings.push_back(difference(group, number, *ordinary, *labelled));
      data::Panel panel;
      panel.letter = figure.panels.empty() ? "a" : "b";
      panel.x = {"feed", Unit::of("1")};
      panel.y = {std::string(number.word), Unit::of(std::string(number.unit))};
      add_bar(panel, 1, *ordinary, "¹⁴N", colour);
      add_bar(panel, 2, *labelled, "¹⁵N", colour);
      figure.panels.push_back(std::move(panel));
    }
    if (!figure.panels.empty()) {
      out.figures.push_back(std::move(figure));
    } else {
      out.findings.push_back(missing_feed(group, mean_of(group, "15N", numbers[0].id).has_value()));
    }
  }
  return out;
}

}  // namespace niter::study
