// The section of the report that holds the study against what others report.
#include <cmath>

#include <fmt/format.h>

#include "niter/study/run.hpp"

namespace niter::study {
namespace {

using data::Series;

Series points(std::string name, int colour, bool reported) {
  Series series;
  series.name = std::move(name);
  series.mark = Series::Mark::Points;
  series.colour = colour;
  series.reported = reported;
  return series;
}

void add_point(double yield, double efficiency, const std::string& label, Series& series) {
  series.x.push_back(yield);
  series.y.push_back(efficiency);
  series.labels.push_back(label);
}

// the measured efficiencies and yields of one catalyst in all experiments with a reactant
Series measured_points_of(const StudyResults& results, const Study& study, const Catalyst& catalyst,
                          const std::string& reactant) {
  Series series = points(catalyst.id + ", measured", catalyst.colour, false);
  for (const auto& one : results.measured) {
    const auto* const experiment = study.experiment(one.plan->experiment);
    if (!one.reduction || experiment == nullptr || experiment->reactant != reactant ||
        one.plan->catalyst != catalyst.id) {
      continue;
    }
    const auto* const efficiency = one.reduction->find("faradaic_efficiency");
    const auto* const yield = one.reduction->find("yield_rate");
    if (efficiency == nullptr || yield == nullptr) continue;
    add_point(yield->value.value(), efficiency->value.value(), one.plan->id, series);
  }
  return series;
}

// reported efficiencies with the yield that is reported at the same place
Series reported_points_of(const Study& study, const Catalyst& catalyst,
                          const std::string& reactant) {
  Series series = points(catalyst.id + ", reported", catalyst.colour, true);
  constexpr double one_potential = 1e-3;  // V
  for (const auto& experiment : study.experiments) {
    if (experiment.reactant != reactant) continue;
    for (const auto* fe : study.facts_of("faradaic_efficiency", experiment.id, catalyst.id)) {
      for (const auto* yield : study.facts_of("nh3_yield_rate", experiment.id, catalyst.id)) {
        if (!fe->is_number() || !yield->is_number() || !fe->potential || !yield->potential ||
            std::abs(*fe->potential - *yield->potential) > one_potential) {
          continue;
        }
        add_point(yield->si(), fe->si(), fe->id + ", " + fe->place, series);
      }
    }
  }
  return series;
}

std::string shown(const std::optional<Quantity>& quantity) {
  return quantity ? quantity->text() : "";
}

}  // namespace

std::vector<data::Figure> literature_figures_of(const Study& study, const StudyResults& results) {
  std::map<std::string, std::vector<Series>> own;
  for (const auto& row : study.literature) {
    if (own.contains(row.reactant)) continue;
    auto& series = own[row.reactant];
    for (const auto& catalyst : study.catalysts) {
      for (auto& one : {measured_points_of(results, study, catalyst, row.reactant),
                        reported_points_of(study, catalyst, row.reactant)}) {
        if (!one.x.empty()) series.push_back(one);
      }
    }
  }
  return literature_figures(study.literature, own);
}

report::Section literature_section(const Study& study, const StudyResults& results) {
  report::Section section{"literature", "Against the literature"};
  section.paragraphs = {
      "What others report, as the study collects it. Each row is audited before it is compared "
      "with: an efficiency above 100 % or a yield that needs another current than the one printed "
      "is no benchmark."};
  section.figures = literature_figures_of(study, results);
  report::PageTable table{"Rows as printed, and what the audit says",
                          {"catalyst", "reactant", "electrolyte", "E / V", "FE", "yield rate",
                           "current density", "source", "audit"},
                          {}};
  const auto findings = audit_literature(study.literature);
  for (std::size_t i = 0; i < study.literature.size(); ++i) {
    const auto& row = study.literature[i];
    const auto verdict = findings[i].verdict;
    table.rows.push_back(
        {{row.catalyst, row.reactant, row.electrolyte,
          row.potential ? fmt::format("{:g} vs. {}", *row.potential, row.scale) : "",
          shown(row.faradaic_efficiency), shown(row.yield_rate), shown(row.current_density),
          row.source, std::string(data::to_string(verdict))},
         verdict == data::Verdict::Inconsistent ? "bad"
         : verdict == data::Verdict::Marginal   ? "warn"
         : verdict == data::Verdict::Consistent ? "good"
                                                : ""});
  }
  section.tables = {std::move(table)};
  section.findings = findings;
  return section;
}

}  // namespace niter::study
