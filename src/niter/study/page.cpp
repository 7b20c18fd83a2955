#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "niter/base/text.hpp"
#include "niter/study/references.hpp"
#include "niter/study/run.hpp"
#include "niter/study/virtual_electrolysis.hpp"

namespace niter::study {
namespace {

using report::PageTable;
using report::Section;

std::string number(double x, int digits = 4) {
  return fmt::format("{:.{}g}", x, digits);
}

// Four digits, and of the spread two.
std::string shown(const Quantity& q) {
  const std::string value =
      q.sigma() > 0 ? fmt::format("{} ± {:.2g}", number(q.value()), q.sigma()) : number(q.value());
  return value + (q.unit().text() == "1" ? "" : " " + q.unit().pretty());
}

std::vector<data::Figure> figures_with(const StudyResults& results,
                                       const std::function<bool(const std::string&)>& wanted) {
  std::vector<data::Figure> out;
  std::copy_if(results.figures.begin(), results.figures.end(), std::back_inserter(out),
               [&](const data::Figure& f) { return wanted(f.id); });
  return out;
}

Section compared(const StudyResults& results) {
  Section section{"compared", "Reported beside simulated"};
  section.paragraphs = {
      "Reported values are data to compare with. Those marked calibrated moved the parameters of "
      "the model through the "
      "declared calibration; those marked held out did not. The ± of a simulated value is what the "
      "calibration leaves open; the colour of a row counts it together with sigma."};
  PageTable table{
      "Every reported number the model answers",
      {"fact", "what", "at", "reported", "simulated", "unit", "residual / sigma", "use"},
      {}};
  for (const auto& o : results.observables) {
    const auto& fact = *o.fact;
    const std::string at = fact.potential ? fmt::format("{} V vs. {}", *fact.potential, fact.scale)
                           : fact.current_density ? fact.current_density->text()
                                                  : "";
    // a prediction that the data leave wide open contradicts nothing
    const double off = std::abs(o.simulated - o.reported) / std::hypot(o.sigma, o.simulated_sd);
    table.rows.push_back({{fact.id, fact.label, at, number(o.reported),
                           number(o.simulated) +
                               (o.simulated_sd > 0 ? fmt::format(" ± {:.2g}", o.simulated_sd) : ""),
                           fact.unit.pretty(), o.residual_text(),
                           o.use == Use::Calibrated ? "calibrated" : "held out"},
                          !o.has_sigma() ? ""
                          : off <= 2     ? "good"
                          : off <= 4     ? "warn"
                                         : "bad"});
  }
  section.tables = {std::move(table)};
  section.figures = figures_with(results, [](const auto& id) { return id == "residuals"; });
  return section;
}

// Where the simulated efficiency and yield are largest.
PageTable maxima(const StudyResults& results, const std::string& experiment) {
  const auto yield_unit = Unit::of("umol h-1 cm-2");
  PageTable table{"Largest simulated values",
                  {"catalyst", "FE", "at E / V vs. RHE",
                   fmt::format("NH3 yield / {}", yield_unit.pretty()), "at E / V vs. RHE"},
                  {}};
  for (const auto& curve : results.simulated.curves) {
    if (curve.experiment != experiment) continue;
    const auto *fe = largest(curve, "FE"), *yield = largest(curve, "yield_nh3");
    if (fe == nullptr) continue;
    table.rows.push_back(
        {{curve.catalyst, fmt::format("{:.1f} %", 100 * output(*fe, "FE")),
          number(fe->applied.value(), 3), number(yield_unit.from_si(output(*yield, "yield_nh3"))),
          number(yield->applied.value(), 3)}});
  }
  return table;
}

// The simulated record through the very code that reduces measured ones.
Result<PageTable> seen_by_bench(const Study& study, const StudyResults& results,
                                const std::string& experiment) {
  PageTable table{"The simulated electrolysis (1 h, 1 cm2, 50 mL) as the bench reduces it",
                  {"catalyst", "E / V vs. RHE", "FE of the model", "FE by the bench", "difference"},
                  {}};
  for (const auto& curve : results.simulated.curves) {
    const auto* best = largest(curve, "FE");
    if (curve.experiment != experiment || best == nullptr) continue;
    NITER_TRY(const auto seen,
              reduce_by_bench(*best, {.reactant = study.experiment(experiment)->reactant}));
    const double own = output(*best, "FE");
    table.rows.push_back(
        {{curve.catalyst, number(best->applied.value(), 3), fmt::format("{:.6f} %", 100 * own),
          fmt::format("{:.6f} %", 100 * seen.faradaic_efficiency),
          fmt::format("{:.1e}", seen.faradaic_efficiency - own)}});
  }
  return table;
}

Result<Section> experiment_section(const Study& study, const StudyResults& results,
                                   const SimulatedCell& cell) {
  const auto* experiment = study.experiment(cell.experiment);
  Section section{cell.experiment, experiment->title};
  std::vector<std::string> ids = {cell.experiment + "-polarisation", cell.experiment + "-catalysts",
                                  cell.experiment + "-efficiency-yield"};
  for (const auto& n : cell.figures) ids.push_back("fig-" + n);
  section.figures = figures_with(
      results, [&](const auto& id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); });
  NITER_TRY(auto bench, seen_by_bench(study, results, cell.experiment));
  section.tables = {maxima(results, cell.experiment), std::move(bench)};
  return section;
}

// The ranking of catalysts by one output at one compression, if it is the same at every potential.
std::string ranking(const StudyResults& results, const std::string& experiment, double compression,
                    const char* name) {
  std::map<double, std::vector<std::pair<double, std::string>>> by_potential;
  for (const auto& c : results.simulated.compression) {
    if (c.experiment != experiment || c.compression != compression) continue;
    by_potential[c.point.applied.value()].emplace_back(-std::abs(output(c.point, name)),
                                                       c.catalyst);
  }
  std::string common;
  for (auto& [potential, values] : by_potential) {
    std::sort(values.begin(), values.end());
    std::string order;
    for (const auto& [value, catalyst] : values) order += (order.empty() ? "" : " > ") + catalyst;
    if (!common.empty() && order != common) return "changes with potential";
    common = order;
  }
  return common;
}

Section dft_section(const StudyResults& results, const Simulation& simulation) {
  Section section{"dft", "From DFT energies to catalysts"};
  section.paragraphs = {
      fmt::format("Each catalyst is the calibrated mechanism with its number of sites scaled by "
                  "the reported double-layer "
                  "capacitance and the energy of step {} moved by s times the reported DFT "
                  "difference. Hydrogen evolution "
                  "stays with the support. Default s = {}.",
                  simulation.dft_step, simulation.dft_compression),
      "The literal reading is s = 1. Where a catalyst that is reported to work would then pass "
      "next to "
      "no ammonia current (second table), that is a documented contradiction."};
  PageTable table{
      "Ranking at -0.8 to -1.2 V vs. RHE", {"experiment", "s", "FE", "NH3 yield", "|j|"}, {}};
  for (const auto& cell : simulation.cells) {
    for (const double s : {0.0, 0.05, 0.1, 0.15, 0.2, 1.0}) {
      table.rows.push_back({{cell.experiment, number(s), ranking(results, cell.experiment, s, "FE"),
                             ranking(results, cell.experiment, s, "yield_nh3"),
                             ranking(results, cell.experiment, s, "j")}});
    }
  }
  PageTable literal{"Taken literally: ammonia current at -1.0 V vs. RHE",
                    {"experiment", "catalyst", "s = 0", "s = 0.05", "s = 1", "unit"},
                    {}};
  const auto unit = Unit::of("mA cm-2");
  for (const auto& cell : simulation.cells) {
    std::map<std::string, std::map<double, double>> current;
    for (const auto& c : results.simulated.compression) {
      if (c.experiment == cell.experiment && std::abs(c.point.applied.value() + 1.0) < 1e-6) {
        current[c.catalyst][c.compression] = c.point.partial_current.at("NH3");
      }
    }
    for (const auto& [catalyst, at] : current) {
      literal.rows.push_back({{cell.experiment, catalyst, number(unit.from_si(at.at(0.0)), 3),
                               number(unit.from_si(at.at(0.05)), 3),
                               number(unit.from_si(at.at(1.0)), 3), unit.pretty()}});
    }
  }
  section.tables = {std::move(table), std::move(literal)};
  section.figures = figures_with(results, [](const auto& id) {
    return id.starts_with("dft-compression") || id == "fig-3d" || id.starts_with("free-energy");
  });
  return section;
}

// The instructions on one line, as the language of protocols allows.
std::string on_one_line(const std::string& protocol) {
  std::string out;
  for (const std::string& line : split(protocol, '\n'))
    if (const auto words = trim(line); !words.empty())
      out += (out.empty() ? "" : "; ") + std::string(words);
  return out;
}

// A protocol on the twin: what was run, its figures, its numbers, what they say.
Section of_run(const RunOutcome& run) {
  Section section{"run-" + run.id, run.title};
  section.paragraphs = {fmt::format("Run `{}`: `{}`", run.id, on_one_line(run.protocol))};
  section.figures = run.figures;
  PageTable numbers{"Numbers of this run", {"number", "simulated", "reported", "note"}, {}};
  for (const RunNumber& n : run.numbers)
    numbers.rows.push_back({{n.name, shown(n.simulated), n.reported, n.note}});
  if (!numbers.rows.empty()) section.tables = {std::move(numbers)};
  section.remarks = run.remarks;
  return section;
}

Section run_section(const StudyResults& results) {
  Section section{"runs", "In time and frequency"};
  section.paragraphs = {
      "Protocols as a potentiostat runs them, on the calibrated cell: sweeps with a scan rate, "
      "impedance, electrolyses in which the electrolyte is used up. The double layer of each "
      "catalyst is the reported one; the ± of a number is one standard deviation of the posterior "
      "draws. The records stand in `data/` as CSV."};
  for (const RunOutcome& run : results.runs) section.subsections.push_back(of_run(run));
  return section;
}

Section calibration_section(const StudyResults& results) {
  Section section{"calibration", "Calibration and what the data inform"};
  const auto& c = *results.calibration;
  const auto& r = c.result;
  const auto informed = std::count_if(r.directions.begin(), r.directions.end(),
                                      [](const auto& d) { return d.informed; });
  section.paragraphs = {fmt::format(
      "Maximum a posteriori over {} parameters, {} reported numbers and {} statements that "
      "one of them is a maximum: chi2 of the data {:.2f}, of the priors {:.2f}; {} "
      "starts ended in this optimum. The data inform {} of {} directions of the "
      "parameter space; everything else is prior.",
      c.unknowns.size(), c.numbers, c.observations.size() - c.numbers, r.chi2_data, r.chi2_prior,
      r.starts_converged, informed, r.directions.size())};
  PageTable parameters{
      "Parameters",
      {"name", "meaning", "prior", "posterior", "unit", "posterior / prior sd", "source"},
      {}};
  for (std::size_t i = 0; i < c.unknowns.size(); ++i) {
    const auto& u = c.unknowns[i];
    const double ratio = r.posterior_sd[i] / u.prior_sd;
    const auto shown = [&](double mean, double sd) {
      return u.log_normal ? fmt::format("{:.4g} ×/÷ {:.3g}", std::exp(mean), std::exp(sd))
                          : fmt::format("{:.4g} ± {:.2g}", mean, sd);
    };
    parameters.rows.push_back({{u.name, u.meaning, shown(u.prior_mean, u.prior_sd),
                                shown(r.parameters[i], r.posterior_sd[i]), u.unit,
                                fmt::format("{:.2f} {}", ratio,
                                            ratio < 0.5   ? "informed"
                                            : ratio < 0.9 ? "partly"
                                                          : "not informed"),
                                u.source},
                               ratio < 0.5 ? "good" : ""});
  }
  PageTable directions{
      "Directions of the data Jacobian", {"singular value", "verdict", "made of"}, {}};
  for (const auto& d : r.directions) {
    std::vector<std::size_t> order(d.components.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
      return std::abs(d.components[a]) > std::abs(d.components[b]);
    });
    std::string made;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, order.size()); ++i) {
      made += fmt::format("{}{:+.2f} {}", i ? ", " : "", d.components[order[i]],
                          c.unknowns[order[i]].name);
    }
    directions.rows.push_back(
        {{fmt::format("{:.3g}", d.singular_value),
          d.informed ? "informed by these data" : "not informed by these data", made},
         d.informed ? "good" : ""});
  }
  section.tables = {std::move(parameters), std::move(directions)};
  section.figures = figures_with(results, [](const auto& id) { return id == "identifiability"; });
  return section;
}

Section audit_section(const StudyResults& results) {
  Section section{"audit", "Audit of the claims"};
  section.paragraphs = {
      "General rules of physics and arithmetic, run over the reported facts only: no simulation "
      "takes part."};
  section.findings = results.findings;
  return section;
}

Section assumptions_section(const Study& study) {
  Section section{"assumptions", "Assumptions and missing data"};
  section.paragraphs = {
      "Numbers the model needs and the paper does not give. Each is declared with its range and "
      "reason."};
  PageTable table{
      "Declared assumptions", {"id", "meaning", "value", "range", "reason", "source"}, {}};
  for (const auto& a : study.assumptions) {
    const std::string range = a.low && a.high ? a.low->text() + " to " + a.high->text() : "";
    table.rows.push_back({{a.id, a.meaning, a.value.text(), range, a.reason, a.source}});
  }
  PageTable missing{"Not given in the paper", {"item"}, {}};
  for (const auto& item : study.missing) missing.rows.push_back({{item}});
  section.tables = {std::move(table), std::move(missing)};
  return section;
}

Section provenance_section(const Study& study, const StudyResults& results,
                           const RunOptions& options) {
  Section section{"provenance", "Provenance"};
  PageTable settings{"Settings", {"what", "value"}, {}};
  settings.rows = {
      {{"niter", NITER_VERSION}},
      {{"mechanism", study.simulation ? study.simulation->mechanism : "none"}},
      {{"starts of the calibration", std::to_string(options.starts)}},
      {{"posterior draws", fmt::format("{} ({} could not be solved and take no part)",
                                       results.simulated.draws, results.simulated.failed_draws)}},
      {{"seed", std::to_string(options.seed)}}};
  PageTable files{"Files of the study", {"file", "SHA-256"}, {}};
  for (const auto& [file, hash] : study.file_hashes) files.rows.push_back({{file, hash}});
  section.tables = {std::move(settings), std::move(files)};
  return section;
}

Result<Section> references_section(const Study& study, const StudyResults& results) {
  std::vector<std::string> texts;
  for (const auto& f : results.findings) texts.push_back(f.source);
  for (const auto& a : study.assumptions) texts.push_back(a.source);
  if (results.calibration) {
    for (const auto& u : results.calibration->unknowns) texts.push_back(u.source);
  }
  NITER_TRY(const auto all, load_references());
  Section section{"references", "References"};
  PageTable table{
      "Works behind the checks, constants and priors of this page", {"key", "reference"}, {}};
  if (!study.citation.empty()) table.rows.push_back({{"this study", study.citation}});
  for (const auto& r : cited(all, texts)) table.rows.push_back({{r.key, r.text()}});
  section.tables = {std::move(table)};
  return section;
}

std::vector<std::pair<std::string, std::string>> headline(const StudyResults& results) {
  std::vector<std::pair<std::string, std::string>> out;
  int targets = 0, met = 0;
  for (const auto& o : results.observables) {
    targets += o.use == Use::Calibrated;
    met += o.use == Use::Calibrated && std::abs(o.residual_sigma) <= 2;
  }
  if (targets > 0) {
    out.emplace_back(fmt::format("{} of {} calibrated numbers within 2 sigma", met, targets),
                     met == targets ? "good" : "warn");
    out.emplace_back(
        fmt::format("chi2 {:.1f} for {} numbers", results.calibration->result.chi2_data, targets),
        "good");
  }
  std::map<data::Verdict, int> counts;
  for (const auto& f : results.findings) ++counts[f.verdict];
  const std::pair<data::Verdict, const char*> shown[] = {{data::Verdict::Consistent, "good"},
                                                         {data::Verdict::Marginal, "warn"},
                                                         {data::Verdict::Inconsistent, "bad"},
                                                         {data::Verdict::NeedsDatum, "warn"}};
  for (const auto& [verdict, style] : shown) {
    out.emplace_back(fmt::format("audit: {} {}", counts[verdict], data::to_string(verdict)), style);
  }
  return out;
}

}  // namespace

Result<report::Page> page(const Study& study, const StudyResults& results,
                          const RunOptions& options) {
  report::Page out;
  out.title = study.title;
  out.subtitle = study.citation + (study.doi.empty() ? "" : " doi:" + study.doi);
  out.summary = headline(results);
  if (!results.measured.empty()) out.sections.push_back(measured_section(study, results));
  if (!study.literature.empty()) out.sections.push_back(literature_section(study, results));
  if (study.simulation) {
    out.sections.push_back(compared(results));
    for (const auto& cell : study.simulation->cells) {
      NITER_TRY(out.sections.emplace_back(), experiment_section(study, results, cell));
    }
    if (!results.runs.empty()) out.sections.push_back(run_section(results));
    if (!results.simulated.compression.empty())
      out.sections.push_back(dft_section(results, *study.simulation));
    Section inside{"inside", "Inside the cell"};
    inside.figures = figures_with(results, [](const auto& id) {
      return id == "local-conditions" || id.starts_with("film-") || id == "product-split" ||
             id.starts_with("rate-control-");
    });
    out.sections.push_back(std::move(inside));
    if (results.calibration) out.sections.push_back(calibration_section(results));
    if (!results.comparison.empty())
      out.sections.push_back(comparison_section(study, results.comparison));
  }
  out.sections.push_back(audit_section(results));
  out.sections.push_back(assumptions_section(study));
  out.sections.push_back(provenance_section(study, results, options));
  NITER_TRY(auto references, references_section(study, results));
  out.sections.push_back(std::move(references));
  return out;
}

}  // namespace niter::study
