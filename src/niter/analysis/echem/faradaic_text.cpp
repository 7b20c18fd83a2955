// The report of an electrolysis as text for a terminal of 80 columns.
#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "niter/analysis/echem/faradaic.hpp"
#include "niter/analysis/echem/measures.hpp"
#include "niter/analysis/number_text.hpp"
#include "niter/analysis/statistics.hpp"
#include "niter/base/text.hpp"

namespace niter::analysis {

namespace {

constexpr std::size_t width = 80;

std::string wrapped(std::string_view text, std::string_view indent) {
  std::string out;
  std::string line(indent);
  for (const auto& word : split(text, ' ')) {
    if (line.size() + word.size() + 1 > width && line.size() > indent.size()) {
      out += line + "\n";
      line = indent;
    }
    line += (line.size() > indent.size() ? " " : "") + word;
  }
  return out + line + "\n";
}

bool is_headline(const FaradaicResult& result) {
  using enum Measure;
  return std::ranges::any_of(
      std::initializer_list<Measure>{FaradaicEfficiency, YieldRate, YieldMass, Selectivity},
      [&](Measure measure) { return result.id == row_of(measure).id; });
}

void add_results(std::string& out, const RunReport& run) {
  for (const auto& result : run.results) {
    std::string title = result.title;
    for (const auto& display : result.units) {
      out += fmt::format("  {:<31}{:>22}  {}\n", title,
                         plus_minus(display.unit.from_si(result.value.value()),
                                    result.value.sigma() / display.unit.scale()),
                         display.label);
      title.clear();
    }
  }
}

std::string relative_uncertainty(const RunReport& run, const std::string& name) {
  const auto input = std::ranges::find(run.inputs, name, &RandomInput::name);
  if (input == run.inputs.end() || input->value == 0) return "-";
  return fmt::format("{:.2g} %", 100 * input->sigma / std::abs(input->value));
}

void add_budget(std::string& out, const RunReport& run, const FaradaicResult& result) {
  constexpr double bar_length = 12;
  constexpr double least_share = 0.0005;  // prints as 0.1 %
  const DisplayUnit& display = result.units.front();
  const double scale = display.unit.scale();
  out += fmt::format("\n  Uncertainty of '{}': u = {:.2g} {}\n", result.title,
                     result.value.sigma() / scale, display.label);
  out += fmt::format("    {:<32}{:>9}{:>13}{:>9}\n", "input", "u(x)/x", "contribution", "share");
  double rest = 0;
  for (const auto& row : result.value.budget()) {
    if (row.share < least_share) {
      rest += row.share;
      continue;
    }
    const auto bar = static_cast<std::size_t>(std::lround(bar_length * row.share));
    out += fmt::format("    {:<32}{:>9}{:>13.2g}{:>7.1f} %{}\n", row.input,
                       relative_uncertainty(run, row.input), row.contribution / scale,
                       100 * row.share, bar == 0 ? "" : " " + std::string(bar, '#'));
  }
  if (rest >= least_share) {
    out += fmt::format("    {:<54}{:>7.1f} %\n", "all others together", 100 * rest);
  }
}

// the others in a line each: their largest contributions
void add_short_budgets(std::string& out, const RunReport& run) {
  constexpr std::size_t most = 3;
  constexpr double least_share = 0.01;
  std::string lines;
  for (const auto& result : run.results) {
    if (is_headline(result) || !(result.value.sigma() > 0)) continue;
    std::string parts;
    std::size_t shown = 0;
    for (const auto& row : result.value.budget()) {
      if (row.share < least_share || shown++ == most) break;
      parts += fmt::format("{}{} {:.0f} %", parts.empty() ? "" : ", ", row.input, 100 * row.share);
    }
    lines += wrapped(fmt::format("{}: {}", result.title, parts), "    ");
  }
  if (!lines.empty()) out += "\n  The other uncertainties, largest shares:\n" + lines;
}

void add_cross_check(std::string& out, const RunReport& run) {
  const bool sampled = std::ranges::any_of(
      run.results, [](const auto& result) { return result.sampled.has_value(); });
  if (!sampled) return;
  bool any_differs = false;
  out += "\n  95 % intervals: linear (GUM) against Monte Carlo (JCGM 101)\n";
  for (const auto& result : run.results) {
    if (!is_headline(result) || !result.sampled || !(result.value.sigma() > 0)) continue;
    const double scale = result.units.front().unit.scale();
    const double u = result.value.sigma() / scale;
    const double y = result.value.value() / scale;
    out += fmt::format(
        "    {:<30}[{}, {}]  [{}, {}]  {}\n", result.title, rounded(y - normal_coverage * u, u),
        rounded(y + normal_coverage * u, u), rounded(result.sampled->low / scale, u),
        rounded(result.sampled->high / scale, u), result.agrees ? "agree" : "differ");
    any_differs = any_differs || !result.agrees;
  }
  if (any_differs) out += "    Where they differ, quote the second: the result is not normal.\n";
}

// what agrees is said in a line, what does not in full
void add_findings(std::string& out, std::span<const data::Finding> findings) {
  if (!findings.empty()) out += "\n";
  for (const auto& finding : findings) {
    out += wrapped(fmt::format("[{}] {}", data::to_string(finding.verdict), finding.title), "  ");
    if (finding.verdict != data::Verdict::Consistent) out += wrapped(finding.formula, "    ");
    out += wrapped(finding.numbers, "    ");
    if (finding.verdict == data::Verdict::Consistent) continue;
    out += wrapped(finding.text, "    ");
    if (!finding.missing.empty()) out += wrapped("wanted: " + finding.missing, "    ");
  }
}

void add_replicates(std::string& out, const FaradaicReport& report) {
  if (report.replicates.empty()) return;
  out += fmt::format("\nAll {} runs together\n", report.runs.size());
  out += fmt::format("  {:<30}{:>11}{:>10}{:>9}  {}\n", "mean, 95 % interval, scatter", "mean",
                     "± 95 %", "s", "unit");
  for (const auto& replicate : report.replicates) {
    const DisplayUnit& display = replicate.units.front();
    const double scale = display.unit.scale();
    const double sd = replicate.sd / scale;
    const double expanded = replicate.expanded / scale;
    const double place = sd > 0 ? sd : expanded;
    out += fmt::format("  {:<30}{:>11}{:>10}{:>9}  {}\n", replicate.title,
                       rounded(replicate.mean / scale, place), rounded(expanded, place),
                       rounded(sd, place), display.label);
  }
  out += wrapped(
      "The interval is Student's t of the scatter between runs, joined with what all runs share.",
      "  ");
}

}  // namespace

std::string report_text(const FaradaicReport& report) {
  std::string out;
  if (!report.title.empty()) out += wrapped(report.title, "");
  out += fmt::format("{} to {}: {:g} electrons. ± is one standard uncertainty.\n", report.reactant,
                     report.product, report.electrons);
  for (const auto& run : report.runs) {
    out += fmt::format("\n{}\n", run.label);
    add_results(out, run);
    for (const auto& result : run.results) {
      if (is_headline(result) && result.value.sigma() > 0) add_budget(out, run, result);
    }
    add_short_budgets(out, run);
    add_cross_check(out, run);
    add_findings(out, run.findings);
  }
  add_replicates(out, report);
  add_findings(out, report.findings);
  return out;
}

}  // namespace niter::analysis
