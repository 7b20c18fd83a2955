// The section of the report that shows what was made of the raw files of a study.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "niter/analysis/number_text.hpp"
#include "niter/study/bench/together.hpp"
#include "niter/study/run.hpp"

namespace niter::study {
namespace {

using report::PageTable;
using report::Section;

// how facts call what techniques give; all else has one name
std::string_view fact_measure(std::string_view id) {
  return id == "yield_rate" ? "nh3_yield_rate" : id;
}

// the reported fact that speaks of the same number
const Fact* same_number(const Study& study, const Measurement& plan, const data::Measure& measure) {
  // what a control or a labelled feed gives, no paper reports as its result
  if (plan.role.kind == RoleKind::Control || plan.role.kind == RoleKind::Isotope) return nullptr;
  constexpr double one_potential = 1e-3;  // V: what is printed as the same potential
  for (const auto* const fact :
       study.facts_of(fact_measure(measure.id), plan.experiment, plan.catalyst)) {
    if (!fact->is_number() || !fact->unit.same_dimension(measure.unit)) continue;
    if (fact->potential.has_value() != plan.potential.has_value()) continue;
    if (!fact->potential || std::abs(*fact->potential - *plan.potential) < one_potential)
      return fact;
  }
  return nullptr;
}

std::string simulated_text(const StudyResults& results, const Fact& fact, const Unit& unit) {
  for (const auto& o : results.observables) {
    if (o.fact->id != fact.id) continue;
    const double scale = fact.unit.scale() / unit.scale();
    return analysis::plus_minus(o.simulated * scale, o.simulated_sd * scale);
  }
  return "";
}

std::string shown(const data::Measure& measure) {
  return analysis::plus_minus(measure.unit.from_si(measure.value.value()),
                              measure.value.sigma() / measure.unit.scale());
}

PageTable numbers(const Study& study, const StudyResults& results) {
  PageTable table{"Every number measured, beside the model's and the paper's",
                  {"measurement", "number", "measured", "simulated", "reported", "unit", "rule"},
                  {}};
  for (const auto& one : results.measured) {
    if (!one.reduction) {
      table.rows.push_back({{one.plan->id, "failed", "", "", "", "", one.failure->text()}, "bad"});
      continue;
    }
    for (const auto& measure : one.reduction->measures) {
      const auto* const fact = same_number(study, *one.plan, measure);
      table.rows.push_back(
          {{one.plan->id, measure.title, shown(measure),
            fact == nullptr ? "" : simulated_text(results, *fact, measure.unit),
            fact == nullptr ? "" : fmt::format("{:.4g}", measure.unit.from_si(fact->si())),
            measure.unit.pretty(), measure.note}});
    }
  }
  return table;
}

Section one_measurement(const Measured& one) {
  const auto& reduction = *one.reduction;
  Section section{"measured-" + one.plan->id, reduction.title};
  std::string files;
  for (const auto& file : one.plan->files) {
    files += (files.empty() ? "" : ", ") + file.filename().string();
  }
  section.paragraphs = {fmt::format("`{}` of {}.", reduction.technique, files)};
  section.figures = reduction.figures;
  if (!reduction.settings.empty()) {
    PageTable settings{"Settings that shaped the numbers", {"setting", "value"}, {}};
    for (const auto& [key, value] : reduction.settings) settings.rows.push_back({{key, value}});
    section.tables.push_back(std::move(settings));
  }
  section.findings = reduction.findings;
  section.remarks = reduction.caveats;
  return section;
}

}  // namespace

report::Section measured_section(const Study& study, const StudyResults& results) {
  Section section{"measured", "Measured"};
  const auto failed = std::ranges::count_if(
      results.measured, [](const auto& one) { return one.failure.has_value(); });
  section.paragraphs = {
      "From the raw files of the study, by the rules stated. The ± is one standard uncertainty, "
      "with the shares of what all points have in common (area, reference, calibration). "
      "Simulated and reported values stand beside a number where they speak of the same catalyst, "
      "electrolyte and potential."};
  if (failed > 0) {
    section.paragraphs.push_back(
        fmt::format("{} of {} measurements could not be reduced; the table says why.", failed,
                    results.measured.size()));
  }
  section.tables = {numbers(study, results)};
  auto together = draw_together(study, results.measured);
  section.figures = std::move(together.figures);
  section.findings = std::move(together.findings);
  for (const auto& one : results.measured) {
    if (one.reduction) section.subsections.push_back(one_measurement(one));
  }
  return section;
}

}  // namespace niter::study
