#include "niter/analysis/echem/faradaic_reduction.hpp"

#include <fmt/format.h>

#include "niter/analysis/statistics.hpp"

namespace niter::analysis {

namespace {

data::Measure measure_of(const FaradaicResult& result, const std::string& label) {
  data::Measure measure{result.id,      result.title, result.value, result.units.front().unit,
                        result.formula, result.source};
  if (!label.empty()) {
    measure.id += " " + label;
    measure.title += ", " + label;
  }
  if (result.sampled && !result.agrees) {
    const Unit& unit = measure.unit;
    measure.note =
        fmt::format("skewed: 95 % from {:.4g} to {:.4g} {}", unit.from_si(result.sampled->low),
                    unit.from_si(result.sampled->high), unit.text());
  }
  return measure;
}

data::Measure mean_of(const ReplicateResult& replicate) {
  return {replicate.id,
          replicate.title + ", mean",
          Uncertain::input("mean of the replicates, " + replicate.id, replicate.mean,
                           replicate.expanded / normal_coverage),
          replicate.units.front().unit,
          "mean of the runs",
          "jcgm100",
          fmt::format("{} runs, standard deviation between them {:.3g} {}", replicate.values.size(),
                      replicate.sd / replicate.units.front().unit.scale(),
                      replicate.units.front().unit.text())};
}

}  // namespace

data::Reduction reduction_of(const FaradaicReport& report) {
  data::Reduction reduction{.technique = "electrolysis",
                            .title = report.title.empty() ? "Electrolysis" : report.title};
  for (const auto& replicate : report.replicates) reduction.measures.push_back(mean_of(replicate));
  const bool several = report.runs.size() > 1;
  for (std::size_t i = 0; i < report.runs.size(); ++i) {
    const auto& run = report.runs[i];
    const std::string label = !several             ? std::string{}
                              : !run.label.empty() ? run.label
                                                   : fmt::format("run {}", i + 1);
    for (const auto& result : run.results) {
      reduction.measures.push_back(measure_of(result, label));
    }
    for (auto finding : run.findings) {
      if (!label.empty()) finding.title += ", " + label;
      reduction.findings.push_back(std::move(finding));
    }
  }
  reduction.findings.insert(reduction.findings.end(), report.findings.begin(),
                            report.findings.end());
  reduction.settings = {{"reactant", report.reactant},
                        {"product", report.product},
                        {"electrons per product", fmt::format("{:g}", report.electrons)}};
  reduction.records = report.records;
  return reduction;
}

}  // namespace niter::analysis
